using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>PingUp against the samples of its two pages.</summary>
public class PingUpTests
{
    private const string SampleClient = "client_id or client_phone are required ";

    private static readonly (string, string)[] Account = [("Business", "businessname")];

    // Mends: the page's path {businessname}}messages is {businessname}/messages, as its code samples have it.
    [Fact]
    public async Task The_list_request()
    {
        InteractiveMessage message = new(new ListAction("BUTTON_TEXT",
        [
            new("SECTION_1_TITLE", [Row("SECTION_1_ROW_1"), Row("SECTION_1_ROW_2")]),
            new("SECTION_2_TITLE", [Row("SECTION_2_ROW_1"), Row("SECTION_2_ROW_2")]),
        ]))
        {
            Header = Header.OfText("HEADER_TEXT"),
            Body = "BODY_TEXT",
            Footer = "FOOTER_TEXT",
        };
        await AssertWire("pingup/list.json", message, "+39321123213", new() { ClientId = SampleClient, ClientName = "Jon Doe" });
    }

    // Mend: the sample lacks its last closing brace.
    [Fact]
    public async Task The_button_request()
    {
        InteractiveMessage message = new(new ReplyButtonsAction([new("BUTTON_TITLE_1", "UNIQUE_BUTTON_ID_1"), new("BUTTON_TITLE_2", "UNIQUE_BUTTON_ID_2")])) { Body = "BUTTON_TEXT" };
        await AssertWire("pingup/button.json", message, "+39321123213", new() { ClientId = SampleClient, ClientName = "Jon Doe" });
    }

    // Substitution: none; the three code samples differ in their example values only.
    [Theory]
    [InlineData("pingup/text-curl.json", "client_id", "+3931212321", "Jon doe", "Text message to send")]
    [InlineData("pingup/text-axios.json", "client_id or client_phone are required", "+3932123213", "Jon Doe", "Text Message to send")]
    [InlineData("pingup/text-php.json", "client_id or client_phone are required", "+3932131233", "Jon Doe", "Text message to send")]
    public Task The_text_requests(string sample, string client, string phone, string name, string text) =>
        AssertWire(sample, new TextMessage(text), phone, new() { ClientId = client, ClientName = name, Delay = TimeSpan.FromSeconds(60) });

    [Fact]
    public async Task A_client_id_alone_writes_no_phone()
    {
        (_, string body, SendResult result) = await Wire.CaptureAsync("PingUp", "k", Account, new TextMessage("Hi"), null, new() { ClientId = "c-1" });
        Sample.AssertSame(JsonNode.Parse("""{"message_type":"text","client":"c-1","text_message":"Hi"}""")!, body);
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task A_phone_alone_writes_no_client_and_a_zero_delay_is_none()
    {
        (_, string body, _) = await Wire.CaptureAsync("PingUp", "k", Account, new TextMessage("Hi"), "+393331234567", new() { Delay = TimeSpan.Zero });
        Sample.AssertSame(JsonNode.Parse("""{"message_type":"text","client_phone":"393331234567","text_message":"Hi"}""")!, body);
    }

    // Mends: trailing commas, comments and the alternatives with | are taken out, the second section's "..." as well. The sample's
    // section titles, button and second button title are over the limits, and its ids repeat: the writer writes what it is given.
    [Fact]
    public void The_fragments_show_the_writers_shape()
    {
        ListSection section = new("your-section-title-content-here", [new("row-title-content-here", "unique-row-identifier-here", "row-description-content-here")]);
        AssertAction("pingup/fragment-list.json", new ListAction("cta-button-content-here", [section, section]));
        AssertAction("pingup/fragment-buttons.json", new ReplyButtonsAction([new("First Button’s Title", "unique-postback-id"), new("Second Button’s Title", "unique-postback-id")]));
        AssertAction("pingup/fragment-flow.json", new FlowAction("Book!")
        {
            FlowId = "<FLOW_ID>",
            Token = "AQAAAAACS5FpgQ_cAAAAAD0QI3s",
            FlowActionName = "navigate",
            Screen = "<SCREEN_ID>",
            Data = JsonData.Parse("""{"user_name":"name","user_age":25}"""),
        });
    }

    // Substitution: http(s):// is https://.
    [Fact]
    public void The_header_fragments()
    {
        const string Store = "the-provider-name/protocol://the-url";
        AssertHeader("pingup/fragment-header-text.json", Header.OfText("your text"));
        AssertHeader("pingup/fragment-header-document.json", Header.OfMedia("document", Store) with { FileName = "some-file-name", Caption = "Description of media" });
        AssertHeader("pingup/fragment-header-video.json", Header.OfMedia("video", Store));
        AssertHeader("pingup/fragment-header-image.json", Header.OfMedia("image", "https://the-url") with { Caption = "Description of media" });
    }

    [Fact]
    public void The_reply_of_success()
    {
        ProviderReply reply = Sample.Read("PingUp", 200, Sample.Text("pingup/accepted.json"));
        Assert.Equal((Outcome.Accepted, "message_id"), (reply.Outcome, reply.MessageId));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public void Success_false_is_a_refusal_whatever_the_status_says(int status)
    {
        ProviderReply reply = Sample.Read("PingUp", status, """{"success":false,"data":{"message_id":"m1"}}""");
        Assert.Equal(Outcome.Rejected, reply.Outcome);
        Assert.Null(reply.MessageId);
        Assert.False(reply.StopsRun);
        Assert.Contains("success: false", reply.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_pingup_says_stands_in_the_error() =>
        Assert.Contains("no open conversation", Sample.Read("PingUp", 200, """{"success":false,"message":"no open conversation"}""").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"success":"true"}""")]
    [InlineData("""{"data":{"message_id":"m1"}}""")]
    public void A_2xx_that_does_not_say_success_is_in_doubt(string body) =>
        Assert.Equal(Outcome.InDoubt, Sample.Read("PingUp", 200, body).Outcome);

    [Fact]
    public void The_second_address_is_another_host_with_the_same_path()
    {
        using Connection connection = Wire.Connect("PingUp", new("https://api.pingueen.it"), "k", Account);
        Assert.Equal("https://api.pingueen.it/ext/v2/businessname/messages", connection.Address.AbsoluteUri);
    }

    private static ListRow Row(string name) => new(name + "_TITLE", name + "_ID", name + "_DESCRIPTION");

    private static async Task AssertWire(string sample, Message message, string to, SendOptions options)
    {
        (string[] head, string body, _) = await Wire.CaptureAsync("PingUp", "SECRET_KEY", Account, message, to, options);
        Wire.AssertHead(head, "/ext/v2/businessname/messages", "Authorization: Bearer SECRET_KEY");
        Sample.AssertSame(Sample.Json(sample), body);
    }

    private static void AssertAction(string sample, MessageAction action) =>
        Sample.AssertSame(Sample.Json(sample), JsonNode.Parse(MessageWriter.Write(new InteractiveMessage(action)))!["action"]!.ToJsonString());

    private static void AssertHeader(string sample, Header header) =>
        Sample.AssertSame(Sample.Json(sample), JsonNode.Parse(MessageWriter.Write(new InteractiveMessage(new ReplyButtonsAction([])) { Header = header }))!["header"]!.ToJsonString());
}
