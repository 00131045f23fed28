using System.Text;
using System.Text.Json.Nodes;
using InteractiveMessaging.Tests.Providers;

namespace InteractiveMessaging.Tests.Sandboxes;

/// <summary>The callbacks about messages of the sandbox, against the examples of Meta's pages about statuses, answers and user ids.</summary>
public class SandboxCallbacksTests
{
    private const string Person = "US.13491208655302741918";

    private static readonly MessageProgress[] Usual = [MessageProgress.Sent, MessageProgress.Delivered, MessageProgress.Read];

    public static TheoryData<string> Able => [.. ProviderCatalog.All.Where(provider => provider.Dialect!.Callback is not null).Select(provider => provider.Name)];

    public static TheoryData<string> Unable => [.. ProviderCatalog.All.Where(provider => provider.Dialect!.Callback is null).Select(provider => provider.Name)];

    // Meta's example of a message to a user id; the id for this business stands beside the one for several.
    [Fact]
    public void A_status_of_a_person_without_a_number_names_user_ids_alone()
    {
        SandboxMessage message = Taken("US.ENT.11815799212886844830");
        Sample.AssertSame(
            JsonNode.Parse($$"""
            {
              "object": "whatsapp_business_account",
              "entry": [{"id": "102290129340398", "changes": [{"value": {
                "messaging_product": "whatsapp",
                "metadata": {"display_phone_number": "12025550100", "phone_number_id": "106540352242922"},
                "contacts": [{
                  "profile": {"name": "Sandbox"}, "user_id": "US.11815799212886844830", "parent_user_id": "US.ENT.11815799212886844830"}],
                "statuses": [{
                  "id": "{{message.MessageId}}", "status": "delivered", "timestamp": "{{message.ReceivedAt.AddSeconds(1).ToUnixTimeSeconds()}}",
                  "recipient_user_id": "US.11815799212886844830", "recipient_parent_user_id": "US.ENT.11815799212886844830"}]
              }, "field": "messages"}]}]
            }
            """)!,
            Assert.Single(SandboxCallbacks.Of(message, [MessageProgress.Delivered], null)));
    }

    [Fact]
    public void An_answer_of_a_person_without_a_number_names_user_ids_alone()
    {
        SandboxMessage message = Taken(Person);
        Sample.AssertSame(
            JsonNode.Parse($$"""
            {
              "object": "whatsapp_business_account",
              "entry": [{"id": "102290129340398", "changes": [{"value": {
                "messaging_product": "whatsapp",
                "metadata": {"display_phone_number": "12025550100", "phone_number_id": "106540352242922"},
                "contacts": [{"profile": {"name": "Sandbox"}, "user_id": "{{Person}}"}],
                "messages": [{
                  "context": {"from": "12025550100", "id": "{{message.MessageId}}"}, "from_user_id": "{{Person}}",
                  "id": "{{message.MessageId}}-answer", "timestamp": "{{message.ReceivedAt.AddSeconds(1).ToUnixTimeSeconds()}}",
                  "type": "interactive", "interactive": {
                    "type": "button_reply", "button_reply": {"id": "y", "title": "Yes"}
                  }
                }]
              }, "field": "messages"}]}]
            }
            """)!,
            Assert.Single(SandboxCallbacks.Of(message, [], "Yes")));
    }

    [Theory]
    [MemberData(nameof(Able))]
    public void They_are_read_again_as_what_happened(string provider)
    {
        SandboxMessage message = Taken("+12025550101", provider);
        List<WaCallback> read = Read(SandboxCallbacks.Of(message, Usual, "n"));
        Assert.Equal(Usual, read.OfType<WaStatus>().Select(status => status.Status));
        Assert.All(read.OfType<WaStatus>(), status => Assert.Equal((message.MessageId, "+12025550101"), (status.MessageId, status.Phone)));
        WaReply reply = Assert.IsType<WaReply>(read[^1]);
        Assert.Equal((ReplyKind.Button, "n", "No", message.MessageId, "+12025550101"), (reply.Kind, reply.Id, reply.Title, reply.AnsweredMessageId, reply.From));
        Assert.Equal(read.Select(callback => callback.At).Order(), read.Select(callback => callback.At));
    }

    [Theory]
    [InlineData("Prices", ReplyKind.ListRow, "p", "Prices")]
    [InlineData("p", ReplyKind.ListRow, "p", "Prices")]
    [InlineData("When?", ReplyKind.Text, null, null)]
    public void An_answer_taps_what_it_names_or_else_is_written(string answer, ReplyKind kind, string? id, string? title)
    {
        InteractiveMessage list = new(new ListAction("Choose", [new("Help", [new("Prices", "p", "What it costs")])])) { Body = "How can we help?" };
        WaReply reply = Assert.IsType<WaReply>(Assert.Single(Read(SandboxCallbacks.Of(Taken("+12025550101", message: list), [], answer))));
        Assert.Equal((kind, id, title), (reply.Kind, reply.Id, reply.Title));
        Assert.Equal(kind == ReplyKind.Text ? answer : "What it costs", kind == ReplyKind.Text ? reply.Text : reply.Description);
    }

    [Fact]
    public void A_message_that_failed_says_why_and_nothing_of_the_person_beside_it()
    {
        string json = Assert.Single(SandboxCallbacks.Of(Taken(Person), [MessageProgress.Failed], null));
        Assert.Null(JsonNode.Parse(json)!["entry"]![0]!["changes"]![0]!["value"]!["contacts"]);
        WaStatus status = Assert.IsType<WaStatus>(Assert.Single(Read([json])));
        Assert.Equal((MessageProgress.Failed, "131026", Person), (status.Status, status.ErrorCode, status.UserId));
    }

    [Fact]
    public void The_senders_own_reference_comes_back()
    {
        SandboxMessage message = Taken(Person, change: body => body["biz_opaque_callback_data"] = "order-7");
        Assert.All(Read(SandboxCallbacks.Of(message, Usual, null)), status => Assert.Equal("order-7", status.Reference));
        SandboxMessage ofKaleyra = Taken("+12025550101", "Kaleyra", change: body => body["extra_info"] = new JsonObject { ["ref"] = "order-8" });
        Assert.All(Read(SandboxCallbacks.Of(ofKaleyra, Usual, null)), status => Assert.Equal("order-8", status.Reference));
    }

    [Theory]
    [MemberData(nameof(Unable))]
    public void What_no_document_shows_is_not_invented(string provider)
    {
        WaException fault = Assert.Throws<WaException>(() => SandboxCallbacks.Of(Taken("+12025550101", provider), Usual, null));
        Assert.Contains("MetaCloud", fault.Recommendation, StringComparison.Ordinal);
    }

    private static List<WaCallback> Read(IEnumerable<string> callbacks) => CallbackReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', callbacks)));

    private static SandboxMessage Taken(string to, string provider = "MetaCloud", Message? message = null, Action<JsonObject>? change = null)
    {
        SandboxGateway gateway = Ask.Gateway();
        bool isPerson = UserId.LooksLike(to);
        SandboxRequest request = Ask.Good(provider, isPerson ? "+12025550199" : to, message).Changed(body =>
        {
            if (isPerson)
            {
                body.Remove("to");
                body["recipient"] = to;
            }

            change?.Invoke(body);
        });
        Assert.Equal(Outcome.Accepted, gateway.Answer(request).Read(provider).Outcome);
        return Assert.Single(gateway.Messages());
    }
}
