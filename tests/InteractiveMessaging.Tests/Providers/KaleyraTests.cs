using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>Kaleyra against the samples of its page.</summary>
public class KaleyraTests
{

    // The page shows its names without quotes, and the number cut.
    [Fact]
    public void A_payment()
    {
        WaPayment payment = Assert.IsType<WaPayment>(Sample.Callback("kaleyra/callback-payment.json"));
        Assert.Equal(("captured", "SampleMSIL1102", 4.5m, "INR", "order_SdrcSSqobZ7voR"), (payment.Status, payment.OrderId, payment.Amount, payment.Currency, payment.TransactionId));
        Assert.Equal("+12025550101", payment.Phone);
    }

    // The names are those of its callback profile for incoming messages; the values that its page does not show are empty.
    [Fact]
    public void An_incoming_message()
    {
        WaReply reply = Assert.IsType<WaReply>(Sample.Callback("kaleyra/callback-incoming.json"));
        Assert.Equal((ReplyKind.Text, "+12025550101", "Ada", "Hi", "+12025550100"), (reply.Kind, reply.From, reply.ProfileName, reply.Text, reply.BusinessNumber));
    }

    private static readonly (string, string)[] Account = [("Sid", "HXAP16XXXXXX97IN"), ("Sender", "+911140000000")];

    private static readonly InteractiveMessage Reminder = new(new ReplyButtonsAction([new("Change", "change-button"), new("Cancel", "cancel-button")]))
    {
        Header = Header.OfText("Appointment Reminder"),
        Body = "Hi John! Your car service is scheduled for 9 am tomorrow. Use the buttons if you need to reschedule. Thank you!",
        Footer = "CarCareSystems: One stop for all car needs!",
    };

    // Mends: the comma behind the header and one closing brace behind the message object. Substitution: +91XXXXXXXXXX, which is no
    // number, is +911140000000 both as sender and as recipient.
    [Fact]
    public async Task The_button_request()
    {
        (string[] head, string body, _) = await Wire.CaptureAsync("Kaleyra", "Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx3", [.. Account, ("Source", "API")], Reminder, "+911140000000",
            new() { References = ["customer1", "marketing", "dictionary"] });
        Wire.AssertHead(head, "/v2/HXAP16XXXXXX97IN/whatsapp/+911140000000/messages", "api-key: Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx3");
        Sample.AssertSame(Sample.Json("kaleyra/button.json"), body);
    }

    [Fact]
    public async Task Without_references_and_source_there_is_no_extra_info()
    {
        (_, string body, _) = await Wire.CaptureAsync("Kaleyra", "k", Account, Reminder, "+911140000000");
        Assert.Equal(["messaging_object"], JsonNode.Parse(body)!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task One_reference_writes_no_empty_others()
    {
        (_, string body, _) = await Wire.CaptureAsync("Kaleyra", "k", Account, Reminder, "+911140000000", new() { References = ["only"] });
        Sample.AssertSame(JsonNode.Parse("""{"ref":"only"}""")!, JsonNode.Parse(body)!["extra_info"]!.ToJsonString());
    }

    [Fact]
    public async Task A_text_is_metas_text()
    {
        (_, string body, _) = await Wire.CaptureAsync("Kaleyra", "k", Account, new TextMessage("Hi"), "+911140000000");
        Sample.AssertSame(JsonNode.Parse("""{"messaging_object":{"messaging_product":"whatsapp","recipient_type":"individual","to":"+911140000000","type":"text","text":{"body":"Hi"}}}""")!, body);
    }

    [Fact]
    public async Task A_reference_over_255_characters_is_cut_with_a_warning()
    {
        // The 255th character is an emoji: cutting by UTF-16 units would leave half of it.
        string kept = new string('a', 254) + "😀";
        (_, string body, SendResult result) = await Wire.CaptureAsync("Kaleyra", "k", Account, Reminder, "+911140000000", new() { References = [kept + "b"] });
        Assert.Equal(kept, (string?)JsonNode.Parse(body)!["extra_info"]!["ref"]);
        RuleViolation warning = Assert.Single(result.Warnings);
        Assert.Equal(("option.reference.length", RuleSeverity.Warning, "255"), (warning.Rule, warning.Severity, warning.Limit));
    }

    [Fact]
    public void Three_references_are_the_most()
    {
        Provider kaleyra = ProviderCatalog.Find("Kaleyra")!;
        Assert.Empty(kaleyra.CheckOptions(new() { References = ["1", "2", new('r', 255)] }));
        Assert.Equal("option.reference.count", Assert.Single(kaleyra.CheckOptions(new() { References = ["1", "2", "3", "4"] })).Rule);
    }

    // The sample lacks two commas, so no parser takes it: code and id are looked for in the text.
    [Fact]
    public void The_reply_of_success_broken_as_it_is_and_mended()
    {
        string broken = Sample.Text("kaleyra/accepted-broken.txt");
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(broken));
        foreach (string body in (string[])[broken, broken.Replace("\"WA202\"", "\"WA202\",", StringComparison.Ordinal).Replace("}\n\"error\"", "},\n\"error\"", StringComparison.Ordinal)])
        {
            ProviderReply reply = Sample.Read("Kaleyra", 202, body);
            Assert.Equal((Outcome.Accepted, "AXXXXXXXXXXXXXXXXXXX"), (reply.Outcome, reply.MessageId));
        }
    }

    [Theory]
    [InlineData("rbc001", 401, "RBC001", "Rejected", true)]
    [InlineData("wa401", 401, "WA401", "Rejected", true)]
    [InlineData("wa-401-account", 401, "WA-401", "Rejected", true)]
    [InlineData("wa-401-version", 401, "WA-401", "Rejected", true)]
    [InlineData("wa400", 400, "WA400", "Rejected", false)]
    [InlineData("e110", 400, "E110", "Rejected", true)]
    [InlineData("wa500", 500, "WA500", "Retry", false)]
    public void The_table_of_failures(string sample, int status, string code, string outcome, bool stops)
    {
        ProviderReply reply = Sample.Read("Kaleyra", status, Sample.Text($"kaleyra/{sample}.json"));
        Assert.Equal((outcome, code, stops), (reply.Outcome.ToString(), reply.Code, reply.StopsRun));
        Assert.Contains((string)Sample.Json($"kaleyra/{sample}.json")["message"]!, reply.Error, StringComparison.Ordinal);
        Assert.Equal(stops, reply.Recommendation is not null);
        Assert.Null(reply.MessageId);
    }

    [Fact]
    public void The_error_map_is_told_where_it_says_more_than_the_message() =>
        Assert.Equal("Refer to correct payload format (payload: Incorrect payload format)", Sample.Read("Kaleyra", 400, Sample.Text("kaleyra/wa400.json")).Error);

    [Theory]
    [InlineData("""{"code":"RBC001","message":"m","data":[],"error":{}}""")]
    [InlineData("""{"code":"RBC001","message":"m","data":null,"error":[]}""")]
    [InlineData("""{"code":"RBC001"}""")]
    [InlineData("{\"code\":\"RBC001\"\n\"message\":\"m\"}")]
    public void Data_and_error_come_in_many_shapes(string body) =>
        Assert.True(Sample.Read("Kaleyra", 401, body).StopsRun);

    [Theory]
    [InlineData(202, """{"code":"WA202","message":"Request Accepted","data":{},"error":{}}""", "InDoubt")]
    [InlineData(202, """{"code":"WA202","data":{"message_id":""}}""", "InDoubt")]
    [InlineData(202, """{"code":"WA202","data":{"message_id":""", "InDoubt")]
    [InlineData(202, "", "InDoubt")]
    [InlineData(202, """{"data":{"message_id":"m1"}}""", "Accepted")]
    [InlineData(202, """{"code":"WA202","data":{"message_id":42}}""", "Accepted")]
    [InlineData(500, """{"code":"WA202","data":{"message_id":"m1"}}""", "InDoubt")]
    [InlineData(200, """{"code":"WA400","data":{"message_id":"m1"}}""", "Rejected")]
    [InlineData(200, """{"code":"WA500","data":{}}""", "Retry")]
    [InlineData(202, """{"code":"NEW1","data":{"message_id":"m1"}}""", "InDoubt")]
    [InlineData(400, """{"code":"NEW1","message":"new"}""", "Rejected")]
    [InlineData(500, "", "InDoubt")]
    [InlineData(503, "", "Retry")]
    public void The_code_decides_and_an_acceptance_needs_an_id(int status, string body, string outcome) =>
        Assert.Equal(outcome, Sample.Read("Kaleyra", status, body).Outcome.ToString());

    [Theory]
    [InlineData(null, "api.in.kaleyra.io")]
    [InlineData("IN", "api.in.kaleyra.io")]
    [InlineData("sg", "api.ap.kaleyra.io")]
    [InlineData("EU", "api.eu.kaleyra.io")]
    [InlineData("NA", "api.na.kaleyra.ai")]
    public void The_four_regions(string? region, string host)
    {
        using Connection connection = Connection.Create(new(ProviderCatalog.Find("Kaleyra")!, Secret.Of("k"))
        {
            Settings = Account.Concat(region is null ? [] : [("Region", region)]).ToDictionary(setting => setting.Item1, setting => setting.Item2),
        }, () => throw new InvalidOperationException());
        Assert.Equal($"https://{host}/v2/HXAP16XXXXXX97IN/whatsapp/+911140000000/messages", connection.Address.AbsoluteUri);
    }

    [Fact]
    public void The_newer_host_keeps_the_path_and_its_plus()
    {
        using Connection connection = Wire.Connect("Kaleyra", new("https://api.kaleyra.io"), "k", Account);
        Assert.Equal("https://api.kaleyra.io/v2/HXAP16XXXXXX97IN/whatsapp/+911140000000/messages", connection.Address.AbsoluteUri);
    }
}
