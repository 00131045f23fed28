namespace InteractiveMessaging.Tests;

public class MessageReaderTests
{
    [Theory]
    [InlineData("""{"type":"button",,}""", "line 1, column 18")]
    [InlineData("{\n  \"type\": \"button\",\n  \"body\": oops\n}", "line 3, column 11")]
    [InlineData("{\n  \"é😀\": oops\n}", "line 2, column 10")]
    [InlineData("", "line 1, column 1")]
    [InlineData("""{"type":"button"} x""", "line 1, column 19")]
    [InlineData("""{"type":"button",}""", "line 1, column 18")]
    [InlineData("""{"type":"button"} // no""", "line 1, column 19")]
    public void Bad_json_gets_line_column_and_reason(string json, string place)
    {
        string message = Assert.Throws<FormatException>(() => MessageReader.Read(json)).Message;
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "a number")]
    [InlineData("[]", "a list")]
    [InlineData("{}", "\"type\"")]
    [InlineData("""{"type":"status"}""", "\"type\"")]
    [InlineData("""{"type":5}""", "\"type\"")]
    [InlineData("""{"type":"interactive"}""", "\"type\"")]
    [InlineData("""{"messaging_product":"whatsapp","to":"+1","type":"location","location":{}}""", "\"location\"")]
    public void Json_that_is_no_message_is_refused_with_the_reason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => MessageReader.Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"button","type":"list"}""", "\"type\" stands twice at the top level")]
    [InlineData("""{"type":"button","action":{"buttons":[{"type":"reply","reply":{"id":"a","id":"b"}}]}}""", "\"id\" stands twice at /action/buttons/0/reply")]
    [InlineData("""{"type":"x","body":{"text":"\ud83d"}}""", "/body/text")]
    [InlineData("""{"type":"x","\ud83d":1}""", "half a character")]
    public void What_readers_would_read_differently_is_refused(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => MessageReader.Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"to":"+12025550199","type":"text","text":{"body":"Hi","preview_url":true}}""")]
    [InlineData("""{"recipient":"US.123","biz_opaque_callback_data":"old","type":"text","text":{"body":"Hi","preview_url":true}}""")]
    [InlineData("""{"messaging_object":{"to":"+12025550199","type":"text","text":{"body":"Hi","preview_url":true}}}""")]
    public void Nothing_of_an_envelope_is_part_of_the_message(string json) =>
        Assert.Equal(MessageReader.Read("""{"type":"text","text":{"body":"Hi","preview_url":true}}"""), MessageReader.Read(json));

    [Theory]
    [InlineData("4320", 4320)]
    [InlineData("4320.0", 4320)]
    [InlineData("4.32e3", 4320)]
    [InlineData("4320.5", null)]
    [InlineData("0.0", 0)]
    [InlineData("1e300", null)]
    public void A_whole_number_is_one_however_it_is_spelled(string spelled, int? minutes)
    {
        string json = $$$"""{"type":"voice_call","body":{"text":"b"},"action":{"name":"voice_call","parameters":{"ttl_minutes":{{{spelled}}} } } }""";
        InteractiveMessage read = (InteractiveMessage)MessageReader.Read(json);
        Assert.Equal(minutes, ((VoiceCallAction)read.Action).TtlMinutes);
        Assert.Equal(minutes is 4320, !MessageCheck.Check(read).Any(violation => violation.Rule == "call.ttl"));
    }

    // WhatsApp would answer 200 and deliver nothing.
    [Fact]
    public void A_request_with_a_user_id_among_numbers_says_so()
    {
        FormatException refused = Assert.Throws<FormatException>(() => MessageReader.Read(
            """{"messaging_product":"whatsapp","to":"US.13491208655302741918","type":"text","text":{"body":"Hi"}}"""));
        Assert.Contains("\"recipient\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_value_a_violation_quotes_the_beginning()
    {
        string lengthy = new('x', 1_000_000);
        Message[] messages =
        [
            new InteractiveMessage(new ReplyButtonsAction([new(lengthy, lengthy + " "), new(lengthy, lengthy + " ")])) { Body = "b" },
            new InteractiveMessage(new UrlAction("Go", lengthy)) { Body = "b" },
            new InteractiveMessage(new FlowAction("Go") { FlowId = "1", Mode = lengthy, FlowActionName = lengthy, Screen = "S" }) { Body = "b" },
            new TextMessage(lengthy + "{{"),
        ];
        RuleViolation[] violations = [.. messages.SelectMany(message => MessageCheck.Check(message))];
        Assert.True(violations.Length > 10);
        Assert.All(violations, violation => Assert.InRange(violation.ToString().Length + (violation.Actual?.Length ?? 0), 10, 500));
        Assert.False(DelayText.TryParse(lengthy, out _, out string? error));
        Assert.InRange(error!.Length, 60, 300);
    }

    [Fact]
    public void Values_of_the_wrong_kind_are_faults_of_the_message_and_not_of_its_reader()
    {
        Message read = MessageReader.Read("""{"type":"button","header":7,"body":{"text":5},"footer":[],"action":{"buttons":[3,{"type":"reply","reply":{"id":"a"}}]}}""");
        Assert.Equal(
            [
                "body.length /body/text", "footer.shape /footer", "header.shape /header", "button.type /action/buttons/0/type",
                "button.title /action/buttons/0/reply/title", "button.title /action/buttons/1/reply/title", "button.id /action/buttons/0/reply/id",
            ],
            MessageCheck.Check(read).Select(violation => $"{violation.Rule} {violation.Path}"));
    }
}
