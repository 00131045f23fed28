using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>Octopods against the samples of its page.</summary>
public class OctopodsTests
{

    // No page of its documents shows a callback; this is what its address for the status of a message answers.
    [Fact]
    public void A_status()
    {
        WaStatus status = Assert.IsType<WaStatus>(Sample.Callback("octopods/message-status.json"));
        Assert.Equal((MessageProgress.Delivered, "98765", null), (status.Status, status.MessageId, status.Error));
        Assert.Equal(new(2026, 4, 24, 12, 34, 56, TimeSpan.Zero), status.At);
    }

    private static readonly InteractiveMessage Buttons = new(new ReplyButtonsAction([new("BUTTON_TITLE_1", "UNIQUE_BUTTON_ID_1"), new("BUTTON_TITLE_2", "UNIQUE_BUTTON_ID_2")])) { Body = "BUTTON_TEXT" };

    // Substitution: the request's {<INTERACTIVE_MESSAGE_PAYLOAD>} is the payload of the page's reply buttons.
    [Fact]
    public async Task The_request()
    {
        (string[] head, string body, _) = await Wire.CaptureAsync("Octopods", "YOUR_API_KEY", [], Buttons, "+353838000000", new() { TeammateId = "5173352" });
        Wire.AssertHead(head, "/api/v1/sms/messages", "X-Octopods-Auth: YOUR_API_KEY");
        Sample.AssertSame(Sample.Json("octopods/button.json"), body);
    }

    // Mend: the fragments lack a recipient.
    [Fact]
    public async Task The_payload_of_buttons() => await AssertPayload("octopods/fragment-button.json", Buttons);

    [Fact]
    public async Task The_payload_of_a_list() => await AssertPayload("octopods/fragment-list.json", new(new ListAction("BUTTON_TEXT",
    [
        new("SECTION_1_TITLE", [Row("SECTION_1_ROW_1"), Row("SECTION_1_ROW_2")]),
        new("SECTION_2_TITLE", [Row("SECTION_2_ROW_1"), Row("SECTION_2_ROW_2")]),
    ]))
    {
        Header = Header.OfText("HEADER_TEXT"),
        Body = "BODY_TEXT",
        Footer = "FOOTER_TEXT",
    });

    [Fact]
    public void The_second_address_is_another_path()
    {
        using Connection connection = Connection.Create(
            new(ProviderCatalog.Find("Octopods")!, Secret.Of("k")) { Endpoint = new("https://app.octopods.io/api/v1/whatsapp/interactive") },
            () => throw new InvalidOperationException());
        Assert.Equal("https://app.octopods.io/api/v1/whatsapp/interactive", connection.Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"request_id":"r1","message_id":"m1"}""", "m1")]
    [InlineData("""{"request_id":17,"message_id":42}""", "42")]
    [InlineData("""{"request_id":"r1"}""", "r1")]
    public void A_2xx_with_an_id_is_accepted(string body, string id)
    {
        ProviderReply reply = Sample.Read("Octopods", 200, body);
        Assert.Equal((Outcome.Accepted, id), (reply.Outcome, reply.MessageId));
    }

    [Theory]
    [InlineData(200, """{"request_id":"r1","error_code":7,"error":"no"}""", "Rejected", "7", false)]
    [InlineData(200, """{"request_id":"r1","error":"no"}""", "InDoubt", null, false)]
    [InlineData(200, "{}", "InDoubt", null, false)]
    [InlineData(400, """{"request_id":"r1","error_code":7,"error":"no"}""", "Rejected", "7", false)]
    [InlineData(400, """{"request_id":"r1","error_code":"A7","error":"no"}""", "Rejected", "A7", false)]
    [InlineData(401, "", "Rejected", null, true)]
    [InlineData(403, """{"request_id":"r1","error_code":9,"error":"no"}""", "Rejected", "9", true)]
    [InlineData(403, "<html></html>", "Rejected", null, true)]
    [InlineData(429, """{"request_id":"r1","error_code":8,"error":"slow"}""", "Retry", "8", false)]
    [InlineData(500, "", "InDoubt", null, false)]
    public void The_failures(int status, string body, string outcome, string? code, bool stops)
    {
        ProviderReply reply = Sample.Read("Octopods", status, body);
        Assert.Equal((outcome, code, stops), (reply.Outcome.ToString(), reply.Code, reply.StopsRun));
        Assert.NotEmpty(reply.Error!);
    }

    [Fact]
    public void A_limit_is_throttling_and_waits_as_long_as_the_header_says()
    {
        ProviderReply reply = Sample.Read("Octopods", 429, "", "7");
        Assert.True(reply.Throttled);
        Assert.Equal(TimeSpan.FromSeconds(7), reply.RetryAfter);
    }

    private static ListRow Row(string name) => new(name + "_TITLE", name + "_ID", name + "_DESCRIPTION");

    private static async Task AssertPayload(string sample, InteractiveMessage message)
    {
        (_, string body, _) = await Wire.CaptureAsync("Octopods", "k", [], message, "+353838000000");
        JsonNode expected = Sample.Json(sample);
        expected["destination_phone"] = "+353838000000";
        Sample.AssertSame(expected, body);
    }
}
