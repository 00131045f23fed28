using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Callbacks;

/// <summary>
/// The examples of Meta's published OpenAPI description (github.com/facebook/openapi, business-messaging-api_v23.0.yaml): every request to
/// <c>/messages</c>, <c>/marketing_messages</c> and <c>/messages_encrypted</c>, and every webhook. Its examples of single incoming messages
/// are those of the webhooks. Numbers, names and the numbers within message ids are replaced.
/// </summary>
public class OpenApiTests
{
    // What the requests hold round their message; a connection writes it anew.
    private static readonly string[] Envelope =
        ["messaging_product", "recipient_type", "to", "type", "context", "product_policy", "message_activity_sharing"];

    // Why examples are left out: what they send has no kind of message here.
    private static readonly Dictionary<string, (int Count, string Why)> LeftOut = new()
    {
        ["sticker"] = (4, "stickers are not sent"),
        ["contacts"] = (2, "contact data are not sent"),
        ["location"] = (2, "places are not sent"),
        ["reaction"] = (1, "reactions are not sent"),
        ["receipt"] = (1, "a read receipt is not a message"),
        ["encrypted"] = (3, "the message is not to be seen"),
    };

    public static TheoryData<string> Requests => [.. Examples("openapi-requests").Where(example => !IsLeftOut(example.Value!)).Select(example => example.Key)];

    public static TheoryData<string> Callbacks => [.. Examples("openapi-callbacks").Select(example => example.Key)];

    [Fact]
    public void Every_request_is_read_or_left_out_for_a_reason()
    {
        JsonObject examples = Examples("openapi-requests");
        Assert.Equal(56, examples.Count);
        Assert.Equal(43, Requests.Count);
        Assert.Equal(
            LeftOut.Select(kind => (kind.Key, kind.Value.Count)).Order(),
            examples.Where(example => IsLeftOut(example.Value!)).GroupBy(example => KindOf(example.Value!)).Select(kind => (kind.Key, kind.Count())).Order());
        Assert.All(examples.Where(example => IsLeftOut(example.Value!)), example =>
            Assert.Throws<FormatException>(() => MessageReader.Read(example.Value!.ToJsonString())));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_message_in_a_request_is_written_as_it_was_read(string name)
    {
        JsonObject request = Examples("openapi-requests")[name]!.AsObject();
        string kind = MessageKind.Names.First(request.ContainsKey);
        Assert.Empty(request.Select(field => field.Key).Except(Envelope).Except([kind]));
        JsonNode written = JsonNode.Parse(MessageWriter.Write(MessageReader.Read(request.ToJsonString())))!;
        Assert.True(JsonNode.DeepEquals(request[kind], kind == "interactive" ? written : written[kind]), written.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Callbacks))]
    public void A_callback_loses_nothing(string name)
    {
        JsonNode example = Examples("openapi-callbacks")[name]!;
        WaCallback callback = Assert.Single(CallbackReader.Read(JsonSerializer.SerializeToUtf8Bytes(example)));
        Assert.Empty(Leaves(example, "").Except(Leaves(JsonNode.Parse(callback.Json), "")));
        Assert.Equal("+12025550100", callback.BusinessNumber ?? "+12025550100");
    }

    [Fact]
    public void Every_callback_has_its_kind()
    {
        string Kind(string name) => CallbackReader.Read(JsonSerializer.SerializeToUtf8Bytes(Examples("openapi-callbacks")[name]))[0] switch
        {
            WaReply reply => $"{reply.Kind} {reply.From}",
            WaUserChange change => change.Summary!,
            WaCallback other => other.Topic,
        };
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Text Message"] = "Text +12025550101",
                ["Text Message with Context (Product Inquiry)"] = "Text +12025550101",
                ["Text Message from Click to WhatsApp Ad"] = "Text +12025550101",
                ["Reaction Message"] = "Reaction +12025550101",
                ["Image Message"] = "Media +12025550101",
                ["Location Message"] = "Location +12025550101",
                ["Contact Sharing Message"] = "Contacts +12025550101",
                ["Unsupported Message"] = "Unsupported +12025550101",
                ["Button Message"] = "Button +12025550101",
                ["Interactive List Reply Message"] = "ListRow +12025550101",
                ["Interactive Button Reply Message"] = "Button +12025550101",
                ["Order Message"] = "Order +12025550101",
                ["System Message"] = "+12025550101 → +12025550102",

                // About groups themselves; they stay whole.
                ["Group Create Message"] = "group_lifecycle_update",
                ["Group Settings Update"] = "group_settings_update",
                ["Group Remove Participants"] = "group_participants_update",
            },
            Examples("openapi-callbacks").ToDictionary(example => example.Key, example => Kind(example.Key)));
    }

    [Fact]
    public void An_order_has_its_products_and_prices()
    {
        WaReply reply = Reply("Order Message");
        Assert.Equal("194836987003835", reply.Order!.CatalogId);
        Assert.Equal(
            [
                new() { ProductId = "di9ozbzfi4", Quantity = 2, Price = 30, Currency = "USD" },
                new() { ProductId = "nqryix03ez", Quantity = 1, Price = 25, Currency = "USD" },
            ],
            reply.Order.Items);
        Assert.Equal((null, "2 × di9ozbzfi4, 1 × nqryix03ez"), (reply.Text, reply.Summary));
    }

    [Fact]
    public void Where_a_person_comes_from_is_read()
    {
        WaReferral referral = Reply("Text Message from Click to WhatsApp Ad").Referral!;
        Assert.Equal(("ad", "120226305854810726", "https://fb.me/3cr4Wqqkv"), (referral.SourceType, referral.SourceId, referral.SourceUrl));
        Assert.Equal(("Chat with us", "Summer Succulents are here!"), (referral.Headline, referral.Body));
        Assert.StartsWith("Aff-n8ZTODiE79d22KtAwQKj9e", referral.ClickId, StringComparison.Ordinal);

        WaReply inquiry = Reply("Text Message with Context (Product Inquiry)");
        Assert.Equal(("194836987003835", "di9ozbzfi4", null), (inquiry.CatalogId, inquiry.ProductId, inquiry.Referral));
    }

    [Fact]
    public void What_cannot_be_shown_says_why()
    {
        WaReply reply = Reply("Unsupported Message");
        Assert.Equal(("131051", "Message type is currently not supported."), (reply.ErrorCode, reply.Error));
        Assert.Equal(reply.Error, reply.Summary);
    }

    [Fact]
    public void Contacts_and_places_are_read()
    {
        WaReply contacts = Reply("Contact Sharing Message");
        Assert.Equal(("Lucía Gómez", "+12025550103"), (contacts.Contacts[0].Name, contacts.Contacts[0].Phone));
        WaReply place = Reply("Location Message");
        Assert.Equal(("Philz Coffee", "https://philzcoffee.com/", 37.44221496582, -122.16165924072), (place.Title, place.Url, place.Latitude, place.Longitude));
        Assert.Equal(("Taj Mahal", "image/jpeg", "1003383421387256"), (Reply("Image Message").Text, Reply("Image Message").MimeType, Reply("Image Message").Id));
    }

    private static JsonObject Examples(string file) => MetaCallbackTests.Sample($"meta/{file}.json");

    private static WaReply Reply(string name) => Assert.IsType<WaReply>(Assert.Single(CallbackReader.Read(JsonSerializer.SerializeToUtf8Bytes(Examples("openapi-callbacks")[name]))));

    private static bool IsLeftOut(JsonNode example) => LeftOut.ContainsKey(KindOf(example));

    private static string KindOf(JsonNode example) =>
        example["encrypted_contents"] is not null ? "encrypted"
        : example["status"] is not null ? "receipt"
        : example["type"]?.GetValue<string>() ?? (example["interactive"] is null ? "text" : "interactive");

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Leaves(field.Value, $"{path}/{field.Key}")),
        JsonArray items => items.SelectMany((item, i) => Leaves(item, $"{path}/{i}")),
        _ => [$"{path}={node?.ToJsonString()}"],
    };
}
