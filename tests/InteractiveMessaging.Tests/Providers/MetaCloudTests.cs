using System.Text;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>Meta's Cloud API and 360dialog, which speak the same dialect, against the shapes of Meta's public pages.</summary>
public class MetaCloudTests
{
    private const string Accepted = """{"messaging_product":"whatsapp","contacts":[{"input":"+16505551234","wa_id":"16505551234"}],"messages":[{"id":"wamid.HBgL="}]}""";

    private static readonly InteractiveMessage Question = new(new ReplyButtonsAction([new("Change", "change-button"), new("Cancel", "cancel-button")]))
    {
        Header = Header.OfMedia("image", "2762702990552401"),
        Body = "Hi Pablo! Your appointment is tomorrow at 9 am.",
        Footer = "Lucky Shrub",
    };

    private static readonly string[] Names = ["MetaCloud", "360dialog"];

    public static TheoryData<string> Both => [.. Names];

    [Theory]
    [MemberData(nameof(Both))]
    public void An_interactive_request(string provider) => Sample.AssertSame(
        JsonNode.Parse("""
        {
          "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+16505551234", "type": "interactive",
          "interactive": {
            "type": "button",
            "header": {"type": "image", "image": {"id": "2762702990552401"}},
            "body": {"text": "Hi Pablo! Your appointment is tomorrow at 9 am."},
            "footer": {"text": "Lucky Shrub"},
            "action": {"buttons": [
              {"type": "reply", "reply": {"id": "change-button", "title": "Change"}},
              {"type": "reply", "reply": {"id": "cancel-button", "title": "Cancel"}}]}
          }
        }
        """)!,
        Request(provider, Question));

    [Theory]
    [MemberData(nameof(Both))]
    public void A_text_that_answers_a_message_with_a_reference_and_a_field_without_a_name(string provider) => Sample.AssertSame(
        JsonNode.Parse("""
        {
          "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+16505551234", "type": "text",
          "text": {"body": "See https://example.com", "preview_url": true},
          "context": {"message_id": "wamid.A"}, "biz_opaque_callback_data": "order-7"
        }
        """)!,
        Request(provider, MessageReader.Read("""{"type":"text","text":{"body":"See https://example.com","preview_url":true}}"""), new() { ReplyTo = "wamid.A", References = ["order-7"] }));

    // The request of Meta's page about user ids.
    [Theory]
    [MemberData(nameof(Both))]
    public void A_person_without_a_number_is_named_in_recipient(string provider) => Sample.AssertSame(
        JsonNode.Parse("""
        {
          "messaging_product": "whatsapp", "recipient_type": "individual", "recipient": "US.13491208655302741918", "type": "text",
          "text": {"body": "Hi"}
        }
        """)!,
        Request(provider, new TextMessage("Hi"), new() { UserId = Wire.Person("US.13491208655302741918") }, to: null));

    // Meta's page: the number takes precedence, so it goes out alone.
    [Fact]
    public async Task Of_a_number_and_a_user_id_the_number_is_used()
    {
        using Sandbox sandbox = Sandbox.Start();
        using Connection connection = Connect("360dialog", sandbox);
        SendResult result = await Wire.SendAsync(connection, Question, "+12025550100", new() { UserId = Wire.Person("US.1") });
        Assert.Equal((SendStatus.Accepted, "+12025550100"), (result.Status, result.To));
        SandboxMessage message = Assert.Single(sandbox.Messages());
        Assert.Equal("+12025550100", message.To);
        Assert.DoesNotContain("recipient\"", message.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_has_version_and_phone_number_id()
    {
        Assert.Equal("https://graph.facebook.com/v26.0/106540352242922/messages", Connect("MetaCloud", ("PhoneNumberId", "106540352242922")).Address.ToString());
        Assert.Equal("https://graph.facebook.com/v23.0/106540352242922/messages", Connect("MetaCloud", ("PhoneNumberId", "106540352242922"), ("ApiVersion", "v23.0")).Address.ToString());
        Assert.Equal("https://waba-v2.360dialog.io/messages", Connect("360dialog").Address.ToString());
    }

    [Theory]
    [InlineData("PhoneNumberId", "+16505551234")]
    [InlineData("ApiVersion", "25")]
    [InlineData("ApiVersion", "v26.0/x")]
    public void A_setting_that_cannot_be_one_is_refused(string setting, string value)
    {
        Dictionary<string, string> settings = new() { ["PhoneNumberId"] = "106540352242922", [setting] = value };
        WaException fault = Assert.Throws<WaException>(() => Connect("MetaCloud", [.. settings.Select(pair => (pair.Key, pair.Value))]));
        Assert.Contains("-" + setting, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_goes_where_each_expects_it()
    {
        Assert.Equal(("Authorization", "Bearer k"), ProviderCatalog.Find("MetaCloud")!.Authenticate("k"));
        Assert.Equal(("D360-API-KEY", "k"), ProviderCatalog.Find("360Dialog")!.Authenticate("k"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_reply_with_an_id_is_accepted(string provider)
    {
        ProviderReply reply = Sample.Read(provider, 200, Accepted);
        Assert.Equal((Outcome.Accepted, "wamid.HBgL="), (reply.Outcome, reply.MessageId));
    }

    // The reply to a template of Meta's page about pacing; the message may come later, or never.
    [Theory]
    [InlineData("accepted", null)]
    [InlineData("held_for_quality_assessment", "holds it back")]
    [InlineData("paused", "'paused'")]
    public async Task A_message_that_is_held_back_is_accepted_with_a_warning(string status, string? said)
    {
        using Loopback server = new();
        using Connection connection = Wire.Connect("360dialog", server.Uri, "the-key");
        _ = server.TakeAsync($$"""{"messaging_product":"whatsapp","contacts":[{"input":"+12025550100","wa_id":"12025550100"}],"messages":[{"id":"wamid.A","message_status":"{{status}}"}]}""");
        SendResult result = await Wire.SendAsync(connection, Question, "+12025550100");
        Assert.Equal((SendStatus.Accepted, "wamid.A"), (result.Status, result.MessageId));
        Assert.Equal(said is null ? [] : ["message.held"], result.Warnings.Select(warning => warning.Rule));
        Assert.Equal(said is null, result.Note is null);
        Assert.Contains(said ?? "", result.Note ?? "", StringComparison.Ordinal);
    }

    // Every row would meet the same; other faults with this code are of one message.
    [Theory]
    [InlineData("Parameter Invalid: The 'category' value requires Direct Send, which isn't enabled for this account. Use an approved message template instead.", "Stop")]
    [InlineData("The parameter messaging_product is required.", "Reject")]
    public void Code_100_stops_the_run_where_the_account_has_no_direct_send(string details, string verdict)
    {
        ProviderReply reply = Sample.Read("MetaCloud", 400, $$$"""{"error":{"message":"(#100) Invalid parameter","type":"OAuthException","code":100,"error_data":{"messaging_product":"whatsapp","details":"{{{details}}}"},"fbtrace_id":"A"}}""");
        Assert.Equal(verdict, Verdict(reply));
        Assert.Equal(verdict == "Stop", reply.Recommendation!.Contains("Direct Send", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, "Throttle")]
    [InlineData(80007, "Throttle")]
    [InlineData(130429, "Throttle")]
    [InlineData(131056, "PairLimit")]
    [InlineData(2, "Retry")]
    [InlineData(131000, "Retry")]
    [InlineData(131016, "Retry")]
    [InlineData(131057, "Retry")]
    [InlineData(2494100, "Retry")]
    [InlineData(0, "Stop")]
    [InlineData(3, "Stop")]
    [InlineData(10, "Stop")]
    [InlineData(190, "Stop")]
    [InlineData(200, "Stop")]
    [InlineData(299, "Stop")]
    [InlineData(131005, "Stop")]
    [InlineData(368, "Stop")]
    [InlineData(130497, "Reject")]
    [InlineData(131031, "Stop")]
    [InlineData(131042, "Stop")]
    [InlineData(1, "Reject")]
    [InlineData(33, "Stop")]
    [InlineData(100, "Reject")]
    [InlineData(130403, "Reject")]
    [InlineData(130472, "Reject")]
    [InlineData(131008, "Reject")]
    [InlineData(131009, "Reject")]
    [InlineData(131021, "Reject")]
    [InlineData(131026, "Reject")]
    [InlineData(131030, "Reject")]
    [InlineData(131047, "Reject")]
    [InlineData(131048, "Stop")]
    [InlineData(131049, "Reject")]
    [InlineData(131050, "Reject")]
    [InlineData(131051, "Reject")]
    [InlineData(131052, "Reject")]
    [InlineData(131053, "Reject")]
    [InlineData(131064, "Stop")]
    [InlineData(132000, "Reject")]
    [InlineData(131037, "Stop")]
    [InlineData(131045, "Stop")]
    [InlineData(133010, "Stop")]
    [InlineData(139200, "Stop")]
    [InlineData(131063, "Stop")]
    [InlineData(132001, "Stop")]
    [InlineData(132007, "Stop")]
    [InlineData(132015, "Stop")]
    [InlineData(132016, "Stop")]
    [InlineData(132068, "Stop")]
    [InlineData(131062, "Reject")]
    [InlineData(132005, "Reject")]
    [InlineData(132012, "Reject")]
    [InlineData(132018, "Reject")]
    [InlineData(132069, "Reject")]
    [InlineData(137000, "Reject")]
    public void The_code_decides_whatever_the_status_says(int code, string verdict)
    {
        foreach (string provider in Names)
        {
            foreach (int status in new[] { 200, 400, 401, 403, 429, 500, 503 })
            {
                ProviderReply reply = Sample.Read(provider, status, $$$"""{"error":{"message":"(#{{{code}}}) no","type":"OAuthException","code":{{{code}}},"error_data":{"messaging_product":"whatsapp","details":"why"},"fbtrace_id":"x"}}""");
                Assert.Equal(verdict, Verdict(reply));
                Assert.Equal($"{code}", reply.Code);
                Assert.Equal($"(#{code}) no: why", reply.Error);
                Assert.Equal(verdict == "Stop", reply.StopsRun);
                Assert.NotNull(reply.Recommendation);
            }
        }
    }

    [Theory]
    [InlineData(300, 400, false, "Reject")]
    [InlineData(131999, 500, false, "InDoubt")]
    [InlineData(133000, 500, true, "Retry")]
    [InlineData(133000, 400, true, "Retry")]
    [InlineData(199, 401, false, "Stop")]
    [InlineData(999, 429, false, "Throttle")]
    public void An_unknown_code_goes_by_is_transient_and_the_status(int code, int status, bool transient, string verdict) =>
        Assert.Equal(verdict, Verdict(Sample.Read("MetaCloud", status, $$$"""{"error":{"message":"no","code":{{{code}}},"is_transient":{{{(transient ? "true" : "false")}}}}}""")));

    [Theory]
    [InlineData("""{"error":{"message":"Bad","code":100,"error_data":"as text"}}""", "Bad: as text")]
    [InlineData("""{"error":{"message":"Bad: why","code":100,"error_data":{"details":"why"}}}""", "Bad: why")]
    [InlineData("""{"error":{"message":"Bad","code":100}}""", "Bad")]
    [InlineData("""{"error":{"code":100,"error_data":{"details":"why"}}}""", "why")]
    public void The_error_says_what_and_why(string body, string error) => Assert.Equal(error, Sample.Read("MetaCloud", 400, body).Error);

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"messages":[]}""")]
    [InlineData(200, """{"messages":[{"id":""}]}""")]
    [InlineData(200, """{"messages":{"id":"x"}}""")]
    [InlineData(200, """[{"error":5}]""")]
    [InlineData(500, "<html>")]
    [InlineData(502, "{")]
    public void A_reply_without_an_id_or_a_code_is_in_doubt(int status, string body)
    {
        foreach (string provider in Names)
        {
            Assert.Equal(Outcome.InDoubt, Sample.Read(provider, status, body).Outcome);
        }
    }

    [Fact]
    public void The_throttle_of_360dialog_looks_like_a_bad_request()
    {
        const string Body = """{"meta":{"api_status":"stable","success":false,"developer_message":"You have exceeded the endpoint rate limit"}}""";
        Assert.Equal("Throttle", Verdict(Sample.Read("360dialog", 400, Body)));
        Assert.Equal(TimeSpan.FromSeconds(7), Sample.Read("360dialog", 400, "You have exceeded the endpoint rate limit", retryAfter: "7").RetryAfter);
        Assert.Equal("Reject", Verdict(Sample.Read("MetaCloud", 400, Body)));
        Assert.Equal("Stop", Verdict(Sample.Read("360dialog", 401, """{"meta":{"developer_message":"Invalid api_key"}}""")));
        ProviderReply gateway = Sample.Read("360dialog", 502, """{"meta":{"developer_message":"WhatsApp for Business API not available"}}""");
        Assert.Equal((Outcome.InDoubt, "WhatsApp for Business API not available"), (gateway.Outcome, gateway.Error));
    }

    [Fact]
    public void A_reference_has_512_characters_at_most_and_there_is_one()
    {
        Provider meta = ProviderCatalog.Find("MetaCloud")!;
        string emoji = string.Concat(Enumerable.Repeat("😀", 512));
        Assert.Empty(meta.CheckOptions(new() { References = [emoji], ReplyTo = "wamid.A" }));
        RuleViolation over = Assert.Single(meta.CheckOptions(new() { References = [emoji + "a"] }));
        Assert.Equal(("option.reference.length", RuleSeverity.Error, "512", "513"), (over.Rule, over.Severity, over.Limit, over.Actual));
        Assert.Equal("option.reference.count", Assert.Single(meta.CheckOptions(new() { References = ["a", "b"] })).Rule);
        Assert.Equal("option.unsupported", Assert.Single(meta.CheckOptions(new() { ClientName = "Ada" })).Rule);
    }

    private static string Verdict(ProviderReply reply) => reply switch
    {
        { StopsRun: true, Outcome: Outcome.Rejected } => "Stop",
        { Outcome: Outcome.Rejected } => "Reject",
        { PairLimit: true, Outcome: Outcome.Retry } => "PairLimit",
        { Throttled: true, Outcome: Outcome.Retry } => "Throttle",
        { Outcome: Outcome.Retry } => "Retry",
        _ => reply.Outcome.ToString(),
    };

    private static Connection Connect(string provider, params (string Name, string Value)[] settings) => Connection.Create(
        new(ProviderCatalog.Find(provider)!, Secret.Of("k")) { Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value) },
        () => throw new InvalidOperationException("Nothing is sent here."));

    private static Connection Connect(string provider, Sandbox sandbox) => Wire.Connect(provider, sandbox.BaseUri, sandbox.Key);

    private static string Request(string provider, Message message, SendOptions? options = null, string? to = "+16505551234")
    {
        RequestWriter request = new();
        PhoneNumber? number = to is null ? null : Wire.Number(to);
        Outgoing outgoing = new(new(message), MessageWriter.Write(message), number, options ?? SendOptions.None, ProviderSettings.None);
        ProviderCatalog.Find(provider)!.WriteRequest(request, outgoing);
        return Encoding.UTF8.GetString(request.Finish().Span);
    }
}
