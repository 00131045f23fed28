namespace InteractiveMessaging.Tests.Providers;

/// <summary>AISoule against the samples of its page.</summary>
public class AiSouleTests
{
    // Mends and substitutions: none.
    [Fact]
    public async Task The_list_request() => await AssertWire("aisoule/list.json", new(new ListAction("Select Topic",
    [
        new("Help Categories",
        [
            new("Billing & Invoices", "row_billing", "Queries related to plans and payments"),
            new("Technical Setup", "row_tech", "Webhooks, API keys, and integrations support"),
            new("Speak to Agent", "row_other", "Transfer directly to a live agent"),
        ]),
    ]))
    {
        Header = Header.OfText("Support Hub"),
        Body = "How can we assist you today? Please choose an option from the menu.",
    });

    [Fact]
    public async Task The_button_request() => await AssertWire("aisoule/button.json", new(new ReplyButtonsAction([new("Growth Plan", "btn_growth"), new("Scale Plan", "btn_scale")]))
    {
        Header = Header.OfText("Select your plan"),
        Body = "Choose a subscription model to get started:",
    });

    [Theory]
    [InlineData("""{"success":true,"message_id":"m1","status":"queued"}""", "m1")]
    [InlineData("""{"success":true,"message_id":42}""", "42")]
    public void A_success_with_an_id_is_accepted(string body, string id)
    {
        ProviderReply reply = Sample.Read("AiSoule", 200, body);
        Assert.Equal((Outcome.Accepted, id), (reply.Outcome, reply.MessageId));
    }

    [Theory]
    [InlineData(200, """{"success":false,"error":{"code":"BAD","message":"no"}}""", "Rejected", "BAD", false)]
    [InlineData(200, """{"success":false,"error":"no"}""", "Rejected", null, false)]
    [InlineData(200, """{"success":true}""", "InDoubt", null, false)]
    [InlineData(200, "OK", "InDoubt", null, false)]
    [InlineData(400, """{"success":false,"error":{"code":"BAD","message":"no"}}""", "Rejected", "BAD", false)]
    [InlineData(401, """{"success":false,"error":{"code":"KEY","message":"no"}}""", "Rejected", "KEY", true)]
    [InlineData(429, "", "Retry", null, false)]
    [InlineData(500, "", "InDoubt", null, false)]
    public void The_failures(int status, string body, string outcome, string? code, bool stops)
    {
        ProviderReply reply = Sample.Read("AiSoule", status, body);
        Assert.Equal((outcome, code, stops), (reply.Outcome.ToString(), reply.Code, reply.StopsRun));
        Assert.NotEmpty(reply.Error!);
    }

    [Theory]
    [InlineData(null, "12", 12d)]
    [InlineData(null, "\"12\"", 12d)]
    [InlineData(null, "1.5", 1.5)]
    [InlineData("3", "12", 3d)]
    [InlineData(null, "-1", null)]
    [InlineData(null, "1e300", (double)int.MaxValue)]
    [InlineData(null, "\"soon\"", null)]
    [InlineData(null, "null", null)]
    [InlineData(null, "{}", null)]
    public void The_wait_stands_in_the_header_or_in_the_body(string? header, string inBody, double? seconds)
    {
        ProviderReply reply = Sample.Read("AiSoule", 429, $$$"""{"success":false,"error":{"code":"RATE","message":"slow","retry_after_seconds":{{{inBody}}}}}""", header);
        Assert.Equal((Outcome.Retry, true, "RATE"), (reply.Outcome, reply.Throttled, reply.Code));
        Assert.Equal(seconds, reply.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public void Its_own_limit_is_five_a_second() => Assert.Equal(5, ProviderCatalog.Find("AiSoule")!.RatePerSecond);

    // Two pages show an answer, with other names; one shows a status.
    [Theory]
    [InlineData("aisoule/callback-received.json", "msg_90a82b7194689c1", "Hi there! I need pricing info.", null, "+12025550100", 1780369298)]
    [InlineData("aisoule/callback-incoming.json", "wamid.xxx", "Hello, I need help with my order", "Ada", null, 1780050600)]
    public void An_answer(string sample, string id, string text, string? name, string? business, long at)
    {
        WaReply reply = Assert.IsType<WaReply>(Sample.Callback(sample));
        Assert.Equal((ReplyKind.Text, "+12025550101", id, text, name, business), (reply.Kind, reply.From, reply.MessageId, reply.Text, reply.ProfileName, reply.BusinessNumber));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(at), reply.At);
    }

    [Fact]
    public void A_status()
    {
        WaStatus status = Assert.IsType<WaStatus>(Sample.Callback("aisoule/callback-read.json"));
        Assert.Equal((MessageProgress.Read, "msg_90a82b7194689c1", "+12025550101", "+12025550100"), (status.Status, status.MessageId, status.RecipientId, status.BusinessNumber));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1780369320), status.At);
    }

    [Theory]
    [InlineData("""{"event":"campaign.completed","data":{"id":1}}""", "campaign.completed")]
    [InlineData("""{"event":"message.read"}""", "message.read")]
    [InlineData("""{"event":"message.new","data":{}}""", "message.new")]
    public void Another_event_stays_whole(string body, string topic)
    {
        WaCallback callback = Assert.Single(CallbackReader.Read(System.Text.Encoding.UTF8.GetBytes(body)));
        Assert.Equal((topic, body), (Assert.IsType<WaUnknownCallback>(callback).Topic, callback.Json));
    }

    private static async Task AssertWire(string sample, InteractiveMessage message)
    {
        (string[] head, string body, _) = await Wire.CaptureAsync("AiSoule", "YOUR_API_KEY", [], message, "+918856879188");
        Wire.AssertHead(head, "/v1/messages", "Authorization: Bearer YOUR_API_KEY");
        Sample.AssertSame(Sample.Json(sample), body);
    }
}
