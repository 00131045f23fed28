using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Reads WhatsApp's JSON shape for drawing. What is missing or of another shape is left out: showing a faulty message is the point.
/// </summary>
internal static class ViewReader
{
    /// <summary>How each kind of message is read for drawing.</summary>
    public static IReadOnlyDictionary<string, Func<JsonElement, MessageView>> Kinds { get; } =
        new Dictionary<string, Func<JsonElement, MessageView>>
        {
            [TextMessage.KindName] = root => new("", TextMessage.KindName)
            {
                Body = TextAt(root, "", "text", "body") is { } body ? body with { Formatted = true } : null,
            },
            [InteractiveMessage.KindName] = root => Read(root, "", root.Text("type") ?? "?"),
            [TemplateMessage.KindName] = TemplateView.Read,
            [ImageMessage.KindName] = root => File(root, ImageMessage.KindName),
            [VideoMessage.KindName] = root => File(root, VideoMessage.KindName),
            [DocumentMessage.KindName] = root => File(root, DocumentMessage.KindName),
            [AudioMessage.KindName] = root => File(root, AudioMessage.KindName),
        };

    /// <summary>What a phone would show of a message.</summary>
    public static MessageView Read(Message message)
    {
        if (message is TemplateMessage template && TemplateDefinition.Of(template) is { } definition)
        {
            return TemplateView.Fill(template, definition);
        }

        using JsonDocument document = JsonDocument.Parse(MessageWriter.Write(message));
        return Kinds.TryGetValue(message.Kind, out Func<JsonElement, MessageView>? read)
            ? read(document.RootElement)
            : throw new NotSupportedException($"There is no drawing of the kind {message.Kind}.");
    }

    private static MessageView Read(JsonElement root, string path, string type)
    {
        MessageView view = new(path, type)
        {
            Title = TextAt(root, path, "header", "text"),
            Media = Media(root, path),
            Body = TextAt(root, path, "body", "text") is { } text ? text with { Formatted = true } : null,
            Footer = TextAt(root, path, "footer", "text"),
        };
        JsonElement action = root.Child("action");
        return action.ValueKind == JsonValueKind.Object ? WithAction(view, action, $"{path}/action", type) : view;
    }

    private static MessageView WithAction(MessageView view, JsonElement action, string path, string type)
    {
        JsonElement parameters = action.Child("parameters");
        string inner = $"{path}/parameters";
        switch (type)
        {
            case "button":
                return view with { Buttons = Buttons(action, path) };

            case "list":
                ViewText button = TextAt(action, path, "button") ?? new($"{path}/button", "");
                return view with
                {
                    Buttons = [new($"{path}/button", ViewIcon.List, button)],
                    Sheet = new($"{path}/sections", button.Text, Sections(action, path, "rows")),
                };

            case "cta_url":
                return view with { Buttons = [Button(parameters, inner, "display_text", ViewIcon.Link, "Open", parameters.Text("url"))] };

            case "flow":
                string? flow = (parameters.Text("flow_name") ?? parameters.Text("flow_id")) is { } name ? $"Flow {name}" : null;
                string? screen = parameters.Text("flow_action_payload", "screen") is { } first ? $"screen {first}" : null;
                return view with { Buttons = [Button(parameters, inner, "flow_cta", ViewIcon.Flow, "Open", Join(flow, screen))] };

            case "product":
                return view with { Tiles = [Product(action, path)], Buttons = [Fixed(path, ViewIcon.Product, "View")] };

            case "product_list":
                string title = Join("Items", action.Text("catalog_id") is { } id ? $"catalog {id}" : null)!;
                return view with
                {
                    Buttons = [Fixed(path, ViewIcon.Product, "View items")],
                    Sheet = new($"{path}/sections", title, Sections(action, path, "product_items")),
                };

            case "catalog_message":
                string? product = parameters.Text("thumbnail_product_retailer_id");
                string thumbnail = product is null ? "Picture of the first product" : $"Picture of product {product}";
                return view with
                {
                    Tiles = [new(inner, ViewIcon.Catalog, "Catalog", thumbnail)],
                    Buttons = [Fixed(path, ViewIcon.Catalog, "View catalog")],
                };

            case "carousel":
                return view with { Cards = [.. action.Items("cards").Select((card, index) => Card(card, $"{path}/cards/{index}"))] };

            case "location_request_message":
                return view with { Buttons = [Fixed(path, ViewIcon.Location, "Send location")] };

            case "address_message":
                return view with { Buttons = [Fixed(path, ViewIcon.Address, "Provide address", parameters.Text("country"))] };

            case "call_permission_request":
                return view with { Buttons = [Fixed(path, ViewIcon.Call, "Choose whether we may call")] };

            case "voice_call":
                JsonElement ttl = parameters.Child("ttl_minutes");
                string? minutes = ttl.ValueKind == JsonValueKind.Number ? $"for {ttl.GetRawText()} minutes" : null;
                return view with { Buttons = [Button(parameters, inner, "display_text", ViewIcon.Call, "Call now", minutes)] };

            case "request_contact_info":
                return view with { Buttons = [Fixed(path, ViewIcon.Contact, "Share contact info")] };

            default:
                return view with { Tiles = [new(path, ViewIcon.Unknown, type, action.GetRawText())] };
        }
    }

    // A card carries reply buttons, an address or a product; the shape of its action says which.
    private static MessageView Card(JsonElement card, string path)
    {
        JsonElement action = card.Child("action");
        string type = action.Child("buttons").ValueKind == JsonValueKind.Array ? "button"
            : action.Child("product_retailer_id").ValueKind == JsonValueKind.String ? "product"
            : action.Text("name") ?? card.Text("type") ?? "?";
        return Read(card, path, type);
    }

    private static List<ViewButton> Buttons(JsonElement action, string path) =>
        [.. action.Items("buttons").Select((button, index) =>
        {
            string kind = button.Child("quick_reply").ValueKind == JsonValueKind.Object ? "quick_reply" : "reply";
            string at = $"{path}/buttons/{index}";
            return new ViewButton(at, ViewIcon.Reply, TextAt(button, at, kind, "title") ?? new($"{at}/{kind}/title", ""));
        })];

    private static List<ViewSection> Sections(JsonElement action, string path, string rows) =>
        [.. action.Items("sections").Select((section, index) =>
        {
            string at = $"{path}/sections/{index}";
            IEnumerable<ViewRow> choices = section.Items(rows).Select((row, number) => Row(row, $"{at}/{rows}/{number}"));
            return new ViewSection(at, TextAt(section, at, "title"), [.. choices]);
        })];

    private static ViewRow Row(JsonElement row, string path) => row.Child("product_retailer_id").ValueKind == JsonValueKind.String
        ? new(path, TextAt(row, path, "product_retailer_id")!, null, IsProduct: true)
        : new(path, TextAt(row, path, "title") ?? new($"{path}/title", ""), TextAt(row, path, "description"));

    private static ViewTile Product(JsonElement action, string path) =>
        new(
            path,
            ViewIcon.Product,
            $"Product {action.Text("product_retailer_id")}",
            $"Picture, name and price come from catalog {action.Text("catalog_id")}");

    private static ViewButton Button(JsonElement parameters, string path, string name, ViewIcon icon, string standard, string? detail) =>
        new(path, icon, TextAt(parameters, path, name) ?? new($"{path}/{name}", standard), detail);

    private static ViewButton Fixed(string path, ViewIcon icon, string label, string? detail = null) =>
        new(path, icon, new(path, label), detail);

    private static ViewMedia? Media(JsonElement root, string path)
    {
        JsonElement header = root.Child("header");
        if (header.Text("type") is not { } kind || kind == "text")
        {
            return null;
        }

        JsonElement media = header.Child(kind);
        return new($"{path}/header", kind, Source(media), media.Text("filename"), media.Text("caption"));
    }

    private static MessageView File(JsonElement root, string kind)
    {
        JsonElement media = root.Child(kind);
        return new("", kind)
        {
            Media = new($"/{kind}", kind, Source(media), media.Text("filename"), null),
            Body = TextAt(root, "", kind, "caption") is { } caption ? caption with { Formatted = true } : null,
        };
    }

    // Of a file of this machine its name, without the folders.
    private static string Source(JsonElement media) => (media.Text("link"), media.Text("id")) switch
    {
        ({ } link, _) => FileLink.Is(link) ? FileLink.NameOf(link) : link,
        (null, { } id) => $"media id {id}",
        _ => "no link",
    };

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : $"{first}, {second}";

    private static ViewText? TextAt(JsonElement parent, string path, params string[] names) =>
        parent.Text(names) is { } text ? new($"{path}/{string.Join('/', names)}", text) : null;
}
