using System.Text.Json;
using InteractiveMessaging.Tests.Delivery;
using InteractiveMessaging.Tests.Media;

namespace InteractiveMessaging.Tests.Window;

/// <summary>A free message goes only to who wrote within 24 hours, up to the last moment; the others get the template, or nothing.</summary>
public sealed class WindowRunTests : IDisposable
{
    private static readonly MessageDraft Update = MessageDraft.Of(Template("order_update", "{{Name}}"));

    private readonly JournalFolder _journal = new();
    private readonly FakeClock _clock = new();
    private readonly Scripted _provider = new((_, _) => Scripted.Accepted);

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Who_did_not_write_is_not_sent_to_and_told_why()
    {
        ServiceWindow window = Wrote((1, -1), (2, -30));
        SendResult[] results = Send(window, Items.To(1), Items.To(2), Items.To(3));
        Assert.Equal([SendStatus.Accepted, SendStatus.NotSent, SendStatus.NotSent], results.Select(result => result.Status));
        Assert.Equal("The person last wrote on 2029-12-30 18:00 UTC, more than 24 hours before.", results[1].Note);
        Assert.Equal(("OutsideWindow", null, null, 0), (results[1].ErrorCode, results[1].Error, results[1].Cause, results[1].Attempts));
        Assert.Single(_provider.Requests);
    }

    [Fact]
    public void A_template_goes_to_everybody() =>
        Assert.All(Send(new(), Items.To(1, draft: MessageDraft.Of(Template("hello", "Hi")))), result => Assert.Equal(SendStatus.Accepted, result.Status));

    [Fact]
    public void A_message_with_a_category_may_go_outside()
    {
        SendItem item = new() { Number = Items.To(1).Number, Draft = Items.Question, Options = new() { Category = MessageCategory.Utility } };
        Assert.Null(item.Outside(new(), _clock.GetUtcNow()));
        Assert.NotNull(new SendItem { Number = item.Number, Draft = item.Draft }.Outside(new(), _clock.GetUtcNow()));
    }

    [Fact]
    public void A_message_that_the_provider_holds_back_is_judged_by_when_it_goes_out()
    {
        ServiceWindow window = Wrote((1, -20));
        SendItem Later(int hours) => new() { Number = Items.To(1).Number, Draft = Items.Question, Options = new() { Delay = TimeSpan.FromHours(hours) } };
        Assert.Null(Later(3).Outside(window, _clock.GetUtcNow()));
        Assert.NotNull(Later(5).Outside(window, _clock.GetUtcNow()));
    }

    [Fact]
    public void Another_number_of_the_row_says_nothing_of_the_phone_that_gets_it_and_a_user_id_does()
    {
        ServiceWindow window = Wrote((2, -1));
        window.Add(["US.13491208655302741918"], _clock.GetUtcNow());
        SendItem With(string other) => new() { Number = Items.To(1).Number, Draft = Items.Question, OtherNames = [other] };
        Assert.NotNull(With(Items.Number(2)).Outside(window, _clock.GetUtcNow()));
        Assert.Null(With("US.13491208655302741918").Outside(window, _clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_window_that_closes_while_a_message_waits_for_its_turn_is_closed(bool hasFallback)
    {
        using Connection connection = _provider.Connect(_clock, rate: 1);
        using SendRun run = new(connection, new() { Window = Wrote((1, -23, 0), (2, -24, 500)), ThrottleLimit = 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)) && run.TryPost(hasFallback ? OrTemplate(2) : Items.To(2)));
        Assert.Equal(SendStatus.Accepted, (await run.NextAsync()).Status);
        await _clock.NextWaitAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        SendResult second = await run.NextAsync();
        Assert.Equal(hasFallback ? (SendStatus.Accepted, "order_update", null) : (SendStatus.NotSent, null, "OutsideWindow"), (second.Status, second.Fallback, second.ErrorCode));
        Assert.Equal(hasFallback ? ["interactive", "template"] : ["interactive"], Kinds());
    }

    [Fact]
    public async Task A_window_that_closes_while_a_message_waits_for_its_hours_is_closed()
    {
        using Connection connection = _provider.Connect(_clock);
        SendSchedule hours = new() { Window = new(new(9, 0), new(18, 0)), Zone = TimeZoneInfo.Utc };
        using SendRun run = new(connection, new() { Window = Wrote((1, -20)), Schedule = hours }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        await _clock.NextWaitAsync();
        _clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal("OutsideWindow", (await run.NextAsync()).ErrorCode);
        Assert.Empty(_provider.Requests);
    }

    [Fact]
    public async Task A_window_that_closes_before_another_attempt_is_closed()
    {
        Scripted provider = new((_, _) => Scripted.Reply(429, """{"word":"later","seconds":"120"}"""));
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { Window = Wrote((1, -24, 60_000)) }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        await _clock.NextWaitAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        SendResult result = await run.NextAsync();
        Assert.Equal((SendStatus.NotSent, "OutsideWindow", 1), (result.Status, result.ErrorCode, result.Attempts));
    }

    [Fact]
    public void What_is_in_doubt_stays_so_and_is_not_sent_again_outside()
    {
        Scripted provider = new((_, _) =>
        {
            _clock.Advance(TimeSpan.FromHours(2));
            return Scripted.Lost;
        });
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { Window = Wrote((1, -23)), RetryInDoubt = true, Random = () => 0 }, _clock);
        SendResult result = Assert.Single(run.SendToAll([Items.To(1)]));
        Assert.Equal((SendStatus.InDoubt, 1), (result.Status, result.Attempts));
        Assert.Contains("not sent again", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_knows_who_was_outside_and_newer_callbacks_send()
    {
        Assert.Equal([SendStatus.Accepted, SendStatus.NotSent], Run(Wrote((1, -1)), Items.To(1), Items.To(2)));
        using (JournalReader reader = JournalReader.Open(_journal.Path))
        {
            JournalEntry outside = Assert.Single(reader.Read(JournalStatus.NotSent));
            Assert.Equal((Items.Number(2), "OutsideWindow", 0), (outside.Recipient, outside.ErrorCode, outside.Attempts));
            Assert.Equal((true, 0L, 2L), (reader.Summary.IsFinished, reader.Summary.NotReached, reader.Summary.Messages));
        }

        Assert.Equal([SendStatus.Skipped, SendStatus.Accepted], Run(Wrote((2, -1)), Items.To(1), Items.To(2)));
        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public void The_template_goes_in_its_place_filled_from_the_same_row()
    {
        SendResult[] results = Send(Wrote((1, -1)), OrTemplate(1), OrTemplate(2));
        Assert.All(results, result => Assert.Equal(SendStatus.Accepted, result.Status));
        Assert.Equal([null, "order_update"], results.Select(result => result.Fallback));
        Assert.Equal("The callbacks of -Window have no message of this person. Sent as the template order_update.", results[1].Note);
        Assert.Contains("Person 2", _provider.Requests.Single(request => Kind(request) == "template"), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_journal_both_are_one_message_whichever_went_out()
    {
        Assert.Equal([SendStatus.Accepted, SendStatus.Accepted], Run(Wrote((1, -1)), OrTemplate(1), OrTemplate(2)));
        Assert.Equal(["interactive", "template"], Kinds().Order());

        // The other way round, without the template, and with another one: nobody gets a second message.
        Assert.Equal([SendStatus.Skipped, SendStatus.Skipped], Run(Wrote((2, -1)), OrTemplate(1), OrTemplate(2)));
        Assert.Equal([SendStatus.Skipped, SendStatus.Skipped], Run(null, Items.To(1), Items.To(2)));
        Assert.Equal(
            [SendStatus.Skipped, SendStatus.Skipped, SendStatus.Accepted],
            Run(new(), OrTemplate(1, "other"), OrTemplate(2, "other"), OrTemplate(3, "other")));
        Assert.Equal(3, _provider.Requests.Count);

        // Callbacks come back with the hash of the message, and settle it.
        using JournalReader reader = JournalReader.Open(_journal.Path);
        Assert.Equal(
            reader.Read().Select(entry => entry.Hash).Order(),
            _provider.Requests.Select(request => JsonDocument.Parse(request).RootElement.GetProperty("ref").GetString()).Order());
    }

    [Fact]
    public void The_template_by_itself_is_another_message_to_the_journal()
    {
        Run(new(), OrTemplate(1));
        using Connection connection = _provider.Connect(_clock);
        string draft = Preparation.HashOf(Update.Message);
        Assert.Equal(
            ErrorCause.JournalMessageDiffers,
            Assert.Throws<WaException>(() => _journal.Open(JournalHeader.Of(connection, draft))).Cause);

        // Where rows choose their message, who has one gets no other; who has none may.
        using RunJournal journal = _journal.Open(JournalHeader.Of(connection, null));
        using SendRun run = new(connection, new() { Journal = journal }, _clock);
        Assert.Equal(
            [SendStatus.Invalid, SendStatus.Accepted],
            run.SendToAll([Items.To(1, draft: Update, values: "Person 1"), Items.To(2, draft: Update, values: "Person 2")])
                .OrderBy(result => result.RowNumber).Select(result => result.Status));
    }

    [Fact]
    public void A_template_that_breaks_a_rule_stops_its_row_before_anything_is_sent_also_where_the_message_would_go()
    {
        SendItem broken = OrTemplate(1, value: "two\nlines");
        SendResult result = Assert.Single(Send(Wrote((1, -1)), broken));
        Assert.Equal((SendStatus.Invalid, "template.text.line"), (result.Status, result.ErrorCode));
        Assert.StartsWith("/fallback/template/components/0/parameters/0/text: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(_provider.Requests);
        using Connection connection = _provider.Connect(_clock);
        Assert.Equal(result.Error, new DryRun(connection, null, new() { Window = Wrote((1, -1)) }) { Clock = _clock }.Try(broken).Error);
    }

    [Fact]
    public void Everything_that_is_wrong_with_both_is_said_at_once()
    {
        SendItem broken = new()
        {
            Number = Items.To(1).Number,
            Draft = MessageDraft.Of(new TextMessage("")),
            Fallback = new(Update, [""]),
        };
        string error = Assert.Single(Send(new(), broken)).Error!;
        Assert.Contains("/text/body", error, StringComparison.Ordinal);
        Assert.Contains("/fallback/template", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_counts_who_is_outside_and_what_the_template_costs()
    {
        TemplateDefinition definition = TemplateDefinition.Read(
            """{"data":[{"name":"order_update","language":"en","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Order {{1}} left"}]}]}""")[0];
        TemplateBook book = new();
        book.AddAll([definition]);
        RateCard card = RateCard.Read("Market,Currency,Marketing,Utility,Service\nNorth America,USD,0.02,0.01,0.005\nOther,USD,1,1,1");
        using Connection connection = _provider.Connect(_clock);
        DryRun ahead = new(connection, null, new() { Window = Wrote((1, -1)), Templates = book, RateCard = card }) { Clock = _clock };
        SendResult[] results = [.. new[] { OrTemplate(1), OrTemplate(2), Items.To(3) }.Select(ahead.Try)];
        Assert.Equal([null, null, "OutsideWindow"], results.Select(result => result.ErrorCode));
        Assert.Equal([null, "order_update", null], results.Select(result => result.Fallback));
        SendPlan plan = ahead.Plan(null, _clock.GetUtcNow());
        Assert.Equal((3L, 2L, 2L, 1L), (plan.Rows, plan.ToSend, plan.OutsideWindow, plan.AsTemplate));
        Assert.Equal(["1 Service 0.005", "1 Utility 0.01"], plan.Countries.Select(part => FormattableString.Invariant($"{part.Messages} {part.Category} {part.Price}")).Order());
        Assert.Contains("Outside the window    2 (did not write within 24 hours, 1 get the template). Row 2:", plan.ToPage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_of_the_template_are_uploaded_when_it_goes_out(bool closesLate)
    {
        using MediaFolder folder = new();
        string logo = FileLink.Of(folder.Write("logo.png", MediaSamples.Png));
        TemplateMessage template = new("order_update", "en")
        {
            Components = [new("header") { Parameters = [new("image") { Value = JsonData.FromValue(new Dictionary<string, object> { ["link"] = logo }) }] }],
        };
        using Sandbox sandbox = Sandbox.Start(seed: 1);
        Provider meta = ProviderCatalog.Find("MetaCloud")!;
        using Connection connection = Connection.Create(
            new(meta, Secret.Of(sandbox.Key))
            {
                BaseUri = sandbox.BaseUri,
                RatePerSecond = 0,
                Settings = ProviderSettings.Examples(meta.Settings).Values,
            },
            () => new InteractiveMessaging.Transport.HttpTransport());
        SendItem Item(int n) => new()
        {
            Number = Items.To(n).Number,
            Draft = Items.Question,
            Fallback = new(MessageDraft.Of(template), []),
            RowNumber = n,
        };
        ServiceWindow window = Wrote((1, -23));
        using RunJournal file = _journal.Open(JournalHeader.Of(connection, null));
        WhileWriting journal = new(file, () => _clock.Advance(closesLate ? TimeSpan.FromHours(2) : TimeSpan.Zero));
        using SendRun run = new(connection, new() { Window = window, Journal = journal, Media = folder.Store, ThrottleLimit = 1 }, _clock);
        Assert.Equal(closesLate ? "order_update" : null, Assert.Single(run.SendAll([Item(1)], default)).Fallback);
        Assert.Equal(closesLate ? 1 : 0, sandbox.Uploads);
        file.Complete(1, finished: true);
        using JournalReader reader = JournalReader.Open(_journal.Path);
        Assert.Equal(JournalStatus.Accepted, Assert.Single(reader.Read()).Status);
        if (closesLate)
        {
            Assert.Matches("^[0-9]{16,}$", JsonDocument.Parse(sandbox.Messages()[^1].Json).RootElement
                .Text("template", "components", "0", "parameters", "0", "image", "id"));
        }
    }

    [Fact]
    public void The_plan_says_whose_hours_end_before_the_run_does()
    {
        using Connection connection = _provider.Connect(_clock);
        DryRun ahead = new(connection, null, new() { Window = Wrote((1, -23), (2, -20), (3, -1)), RatePerSecond = 0.0004 }) { Clock = _clock };
        foreach (int n in new[] { 1, 2, 3 })
        {
            Assert.Null(ahead.Try(Items.To(n)).ErrorCode);
        }

        // Three messages, one in 2,500 seconds: the run takes two hours, and one of them has but one left.
        Assert.Contains(
            "The 24 hours of 1 people end before the run does: start it soon, and with their rows first.",
            ahead.Plan(null, _clock.GetUtcNow()).Remarks);
    }

    private static TemplateMessage Template(string name, string value) => new(name, "en")
    {
        Components = [new("body") { Parameters = [new("text") { Text = value }] }],
    };

    private static SendItem OrTemplate(int n, string? name = null, string? value = null) => new()
    {
        To = Items.Number(n),
        Number = Items.To(n).Number,
        Draft = Items.Question,
        Fallback = new(name is null ? Update : MessageDraft.Of(Template(name, "{{Name}}")), [value ?? $"Person {n}"]),
        RowNumber = n,
    };

    /// <summary>People who wrote so many hours, and milliseconds, from now.</summary>
    private ServiceWindow Wrote(params (int Person, int Hours, int Milliseconds)[] messages)
    {
        ServiceWindow window = new();
        foreach ((int person, int hours, int milliseconds) in messages)
        {
            window.Add([Items.Number(person)], _clock.GetUtcNow().AddHours(hours).AddMilliseconds(milliseconds));
        }

        return window;
    }

    private ServiceWindow Wrote(params (int Person, int Hours)[] messages) =>
        Wrote([.. messages.Select(message => (message.Person, message.Hours, 0))]);

    private SendResult[] Send(ServiceWindow window, params SendItem[] items)
    {
        using Connection connection = _provider.Connect(_clock);
        using SendRun run = new(connection, new() { Window = window }, _clock);
        return [.. run.SendToAll(items).OrderBy(result => result.RowNumber)];
    }

    private SendStatus[] Run(ServiceWindow? window, params SendItem[] items)
    {
        using Connection connection = _provider.Connect(_clock);
        JournalHeader header = JournalHeader.Of(connection, Preparation.HashOf(Items.Question.Message));
        using RunJournal journal = _journal.Open(header);
        using SendRun run = new(connection, new() { Window = window, Journal = journal }, _clock);
        SendStatus[] statuses = [.. run.SendToAll(items).OrderBy(result => result.RowNumber).Select(result => result.Status)];
        journal.Complete(items.Length, finished: true);
        return statuses;
    }

    private string[] Kinds() => [.. _provider.Requests.Select(Kind)];

    // The provider of these tests writes every message into one field.
    private static string Kind(string request) =>
        JsonDocument.Parse(request).RootElement.GetProperty("interactive").TryGetProperty("template", out _) ? "template" : "interactive";
}
