using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Suppression;

/// <summary>What says stop, and what only looks so. The callbacks are those of Meta's pages.</summary>
public class CallbackSignalsTests
{
    private const string Ada = "+12025550101";
    private const string UserId = "US.13491208655302741918";
    private const string ParentUserId = "US.ENT.11815799212886844830";
    private const string NewUserId = "US.22491208655302741918";
    private const string Sent = "wamid.HBgLMTIwMjU1NTAxMDEVAgARGBI0RTJEOTc2ODVERUY5RDlGNkYA";

    private static readonly DateTimeOffset At = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly CallbackSignals Usual = new([], [], [], []);

    public static TheoryData<string> Stops => [.. StopWords.All.SelectMany(words => words.Stop)];

    [Fact]
    public void A_preference_stops_and_resumes_under_every_name()
    {
        SuppressionEvent stop = Usual.Of(Meta("no marketing any more"))!;
        Assert.Equal((SuppressionAction.Stop, SuppressionReason.Preference, DateTimeOffset.FromUnixTimeSeconds(1731705721)), (stop.Action, stop.Reason, stop.At));
        Assert.Equal([Ada], stop.Who);
        SuppressionEvent resume = Usual.Of(Meta("marketing again, from a person without a number"))!;
        Assert.Equal((SuppressionAction.Resume, SuppressionReason.Preference), (resume.Action, resume.Reason));
        Assert.Equal([UserId, ParentUserId], resume.Who);
        Assert.Null(Usual.Of(new WaPreference { Category = "utility_messages", Value = "stop", Phone = Ada }));
        Assert.Null(Usual.Of(new WaPreference { Category = "marketing_messages", Value = "less", Phone = Ada }));
    }

    [Fact]
    public void A_message_that_failed_with_131050_stops_and_no_other_failure_does()
    {
        JsonNode sample = Providers.Sample.Json("meta/callbacks.json")["a failure"]!;
        Assert.Null(Usual.Of(Read(sample)));
        sample["entry"]![0]!["changes"]![0]!["value"]!["statuses"]![0]!["errors"]![0]!["code"] = 131050;
        SuppressionEvent stop = Usual.Of(Read(sample))!;
        Assert.Equal((SuppressionAction.Stop, SuppressionReason.OptOutCode, Sent), (stop.Action, stop.Reason, stop.MessageId));
        Assert.Equal([Ada], stop.Who);
        Assert.Null(Usual.Of(new WaStatus { Status = MessageProgress.Delivered, ErrorCode = "131050", Phone = Ada }));
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_stop_word_is_one_in_any_case_and_with_an_emoji(string word)
    {
        foreach (string said in (string[])[word, word.ToLowerInvariant(), $" {word}! ", $"«{word}» \U0001f64f\U0001f3fd", $"\U0001f6d1{word}.\n"])
        {
            Assert.Equal(SuppressionAction.Stop, Of(said)?.Action);
        }

        Assert.Null(Of(word + " 12345"));
        Assert.Null(Of("please " + word));
    }

    [Theory]
    [InlineData("Stop", SuppressionAction.Stop)]
    [InlineData("\uff33\uff34\uff2f\uff30", SuppressionAction.Stop)]
    [InlineData("opt  out", SuppressionAction.Stop)]
    [InlineData("opt\u2011out", SuppressionAction.Stop)]
    [InlineData("\u200eSTOP\u200f", SuppressionAction.Stop)]
    [InlineData("arre\u0302t", SuppressionAction.Stop)]
    [InlineData("❗️STOP❗️", SuppressionAction.Stop)]
    [InlineData("start", SuppressionAction.Resume)]
    [InlineData("UNSTOP", SuppressionAction.Resume)]
    [InlineData("STOP 12345", null)]
    [InlineData("Stop sending me this", null)]
    [InlineData("non stop", null)]
    [InlineData("S T O P", null)]
    [InlineData("stopp it", null)]
    [InlineData("No", null)]
    [InlineData("Nein", null)]
    [InlineData("Yes", null)]
    [InlineData("Don't stop", null)]
    [InlineData("bus stop", null)]
    [InlineData("1 STOP", null)]
    [InlineData("\U0001f6d1", null)]
    [InlineData("", null)]
    public void Only_the_whole_answer_counts(string text, SuppressionAction? action) => Assert.Equal(action, Of(text)?.Action);

    [Fact]
    public void An_answer_that_is_very_long_is_no_word() => Assert.Null(Of("STOP" + new string('!', 1000)));

    [Fact]
    public void No_word_of_the_table_says_both_and_each_language_stands_once()
    {
        string[] stop = [.. StopWords.All.SelectMany(words => words.Stop).Select(FoldedText.Of)];
        string[] resume = [.. StopWords.All.SelectMany(words => words.Resume).Select(FoldedText.Of)];
        Assert.Empty(stop.Intersect(resume));
        Assert.Empty(stop.GroupBy(word => word).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Equal(StopWords.All.Count, StopWords.All.DistinctBy(words => words.Language).Count());
        Assert.All(StopWords.All, words => Assert.NotEmpty(words.Source));
        Assert.DoesNotContain("NO", stop);
        Assert.DoesNotContain("YES", resume);
    }

    [Fact]
    public void A_caption_and_a_button_of_that_name_are_no_word()
    {
        Assert.Null(Usual.Of(new WaReply { Kind = ReplyKind.Media, Type = "image", Text = "STOP", Phone = Ada }));
        Assert.Null(Usual.Of(new WaReply { Kind = ReplyKind.Button, Type = "button", Title = "Stop", Id = "Stop", Text = "STOP", Phone = Ada }));
        Assert.Null(Usual.Of(new WaReply { Kind = ReplyKind.Order, Type = "order", Text = "STOP", Phone = Ada }));
        Assert.Null(Usual.Of(new WaReply { Kind = ReplyKind.Reaction, Type = "reaction", Text = "STOP", Phone = Ada }));
    }

    [Fact]
    public void An_edited_text_is_read_as_a_new_one_and_an_edited_caption_is_none()
    {
        JsonNode sample = Providers.Sample.Json("meta/callbacks.json")["an edited caption"]!;
        JsonNode message = sample["entry"]![0]!["changes"]![0]!["value"]!["messages"]![0]!["edit"]!["message"]!;
        message["image"]!["caption"] = "STOP";
        Assert.Null(Usual.Of(Read(sample)));
        message.AsObject().Remove("image");
        message["type"] = "text";
        message["text"] = new JsonObject { ["body"] = "stop" };
        Assert.Equal((SuppressionAction.Stop, SuppressionReason.Word), (Usual.Of(Read(sample))!.Action, Usual.Of(Read(sample))!.Reason));
        Assert.Null(Usual.Of(Meta("a deleted message")));
    }

    [Fact]
    public void Words_and_payloads_of_ones_own_come_on_top()
    {
        CallbackSignals own = new(["kein Bock", "Schluss!"], ["weiter"], ["stop-all", "opt_out"], ["back"]);
        Assert.Equal(SuppressionAction.Stop, own.Of(Text("Kein bock."))!.Action);
        Assert.Equal(SuppressionAction.Stop, own.Of(Text("schluss"))!.Action);
        Assert.Equal(SuppressionAction.Stop, own.Of(Text("stop"))!.Action);
        Assert.Equal(SuppressionAction.Resume, own.Of(Text("WEITER"))!.Action);
        Assert.Equal((SuppressionAction.Stop, SuppressionReason.Payload), Tapped(own, ReplyKind.Button, "opt_out"));
        Assert.Equal((SuppressionAction.Stop, SuppressionReason.Payload), Tapped(own, ReplyKind.ListRow, "stop-all"));
        Assert.Equal((SuppressionAction.Resume, SuppressionReason.Payload), Tapped(own, ReplyKind.Button, "back"));
        Assert.Null(Tapped(own, ReplyKind.Button, "OPT_OUT").Item1);
        Assert.Null(Tapped(own, ReplyKind.Button, "Schluss!").Item1);
    }

    [Theory]
    [InlineData("!!!", "")]
    [InlineData("\U0001f6d1", "")]
    [InlineData("go", "GO ")]
    [InlineData("start", "")]
    [InlineData("", "stop")]
    public void A_word_that_holds_nothing_or_says_both_is_refused(string stop, string resume) => Assert.Equal(
        ErrorCause.BadInput,
        Assert.Throws<WaException>(() => new CallbackSignals(
            stop.Length > 0 ? [stop] : [], resume.Length > 0 ? [resume] : [], [], [])).Cause);

    [Fact]
    public void A_payload_that_says_both_is_refused() =>
        Assert.Throws<WaException>(() => new CallbackSignals([], [], ["a"], ["a"]));

    [Fact]
    public void Another_number_or_user_id_names_those_before()
    {
        SuppressionEvent number = Usual.Of(Meta("another number"))!;
        Assert.Equal(((SuppressionAction?)null, SuppressionReason.UserChange), (number.Action, number.Reason));
        Assert.Equal(["+12025550102", NewUserId, "US.ENT.22815799212886844830"], number.Who);
        Assert.Equal([Ada, UserId, ParentUserId], number.Before);
        SuppressionEvent update = Usual.Of(Meta("a user id update"))!;
        Assert.Equal([Ada, NewUserId], update.Who);
        Assert.Equal([Ada, UserId], update.Before);
    }

    [Fact]
    public void A_name_that_is_neither_number_nor_user_id_is_left_out() =>
        Assert.Empty(Usual.Of(new WaReply { Kind = ReplyKind.Text, Type = "text", Text = "stop", Phone = "12 34" })!.Who);

    private static SuppressionEvent? Of(string text) => Usual.Of(Text(text));

    private static WaReply Text(string text) => new() { Kind = ReplyKind.Text, Type = "text", Text = text, Phone = Ada, At = At, MessageId = "m1" };

    private static (SuppressionAction?, SuppressionReason?) Tapped(CallbackSignals signals, ReplyKind kind, string id) =>
        signals.Of(new WaReply { Kind = kind, Type = "button_reply", Id = id, Phone = Ada }) is { } said ? (said.Action, said.Reason) : (null, null);

    private static WaCallback Meta(string sample) => Read(Providers.Sample.Json("meta/callbacks.json")[sample]!);

    private static WaCallback Read(JsonNode sample) =>
        Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes(sample.ToJsonString(JsonSerializerOptions.Default))));
}
