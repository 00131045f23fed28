using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// The one reader of WhatsApp's JSON shape: the inverse of <see cref="MessageWriter"/>. It takes what it has names for; all the
/// rest, a field of the wrong kind as well, is kept as an unknown field, so that nothing is lost and the rules get to see it.
/// </summary>
internal static class MessageReader
{
    private const int DeepestEnvelope = 3;

    // What WhatsApp can send besides the kinds of this model. A message of such a kind must not be taken for an interactive one.
    private static readonly string[] OtherKinds =
        ["contacts", "location", "order", "reaction", "sticker", "system"];

    // What says of an object that it is the envelope of a message: who gets it, and what comes with it.
    private static readonly string[] EnvelopeFields =
    [
        "messaging_product", "recipient_type", "to", "recipient", "context", "biz_opaque_callback_data",
        "client", "client_phone", "destination_phone",
    ];

    /// <summary>Reads a message: an interactive object, a text, or a request that holds one.</summary>
    /// <exception cref="FormatException">
    /// It is not JSON (with line, column and reason), or not a message (with the place and the reason).
    /// </exception>
    public static Message Read(string json)
    {
        using JsonDocument document = JsonText.Parse(json, JsonData.DeepestLevel + DeepestEnvelope);
        return Read(document.RootElement);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static Message Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"This JSON is not a message: it should be an object, and is {Constraint.Kind(root.ValueKind)}.");
        }

        if (root.Text("text_message") is { } pingUp)
        {
            return new TextMessage(pingUp);
        }

        (MessageKind kind, JsonElement message) = Find(root, "", DeepestEnvelope) ?? throw new FormatException(
            "This JSON is not a message: neither it nor an object in it has a \"type\" that is a text, such as \"button\", and a content.");
        JsonText.Check(message);
        Message read = kind.Read(message);
        using JsonDocument written = JsonDocument.Parse(MessageWriter.Write(read));
        return read with { UnknownFields = UnknownFields.Between(message, written.RootElement) };
    }

    // Where the message stands: here, or in an object of the request round it.
    private static (MessageKind Kind, JsonElement Message)? Find(JsonElement at, string path, int depth)
    {
        string? type = at.Text("type");
        if (KindOf(at, type, path) is { } kind)
        {
            if (!kind.StandsAlone)
            {
                RefuseSend(at);
            }

            return (kind, kind.StandsAlone ? at : Alone(at, kind));
        }

        foreach (JsonProperty field in depth == 0 ? default : at.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object
                && Find(field.Value, JsonPointer.Append(path, field.Name), depth - 1) is { } found)
            {
                RefuseSend(at);
                return found;
            }
        }

        return null;
    }

    // What is said round a message is to whom and how it is sent, and is left behind. A category left behind would make it another
    // message, one that reaches only people who wrote within 24 hours; and a request that reaches nobody is not one to start from.
    private static void RefuseSend(JsonElement request)
    {
        // In an envelope any category but the usual one makes it another message; elsewhere the word may mean anything.
        string? category = request.Text("category");
        bool isNamed = EnvelopeFields.Any(name => request.Child(name).Exists())
            ? category is not null && !category.Equals("service", StringComparison.OrdinalIgnoreCase)
            : DirectSend.All.Any(known => known.Name.Equals(category, StringComparison.OrdinalIgnoreCase));
        if (isNamed || request.Child("ttl_seconds").Exists())
        {
            throw new FormatException(
                "This JSON is a request of Direct Send: \"category\" and \"ttl_seconds\" say how a message is sent and are not part of it. "
                + "Take them out of the JSON, and give -Category and -TimeToLive to Send-WaMessage or ConvertTo-WaJson.");
        }

        if (request.Child("messaging_product").Exists() && UserId.LooksLike(request.Text("to")))
        {
            throw new FormatException(
                "This JSON is a request with a user id in \"to\". WhatsApp would answer 200 and deliver nothing: a user id goes into "
                + "\"recipient\", and here into -UserId of Send-WaMessage or ConvertTo-WaJson.");
        }
    }

    private static MessageKind? KindOf(JsonElement at, string? type, string path)
    {
        // Meta's own example of a text leaves the type out.
        string? named = type ?? MessageKind.Names.FirstOrDefault(name => !MessageKind.Find(name)!.StandsAlone && at.Child(name).Exists());
        if (MessageKind.Find(named) is { } kind)
        {
            // The envelope of an interactive object has the type "interactive": the object itself stands further in.
            return kind.StandsAlone || (path.Length > 0 && !at.Child(kind.Name).Exists()) ? null : kind;
        }

        if (type is null)
        {
            return null;
        }

        bool isInteractive = at.Child("action").Exists() || at.Child("body").Exists();
        if (!isInteractive && (at.Child(type).Exists() || OtherKinds.Contains(type, StringComparer.Ordinal)))
        {
            throw new FormatException(
                $"This JSON is a message of the kind \"{type}\"; "
                + $"the kinds that can be read are {string.Join(", ", MessageKind.Names.SkipLast(1))} and {MessageKind.Names[^1]}.");
        }

        // A type and nothing else says too little, unless it is a known one. Of an object within another one, such as a button, a type
        // says too little as well, unless the object is called interactive.
        bool isNamed = path.Length > 0
            ? path.Contains(InteractiveMessage.KindName, StringComparison.Ordinal)
            : at.EnumerateObject().Count() > 1 || CommonRules.KnownTypes.Split(' ').Contains(type, StringComparer.Ordinal);
        return isInteractive || isNamed ? MessageKind.Find(InteractiveMessage.KindName) : null;
    }

    // An envelope holds to whom the message goes beside the message's own fields. Nothing of that is part of the message.
    private static JsonElement Alone(JsonElement at, MessageKind kind)
    {
        if (at.Text("type") is not null && !EnvelopeFields.Any(name => at.Child(name).Exists()))
        {
            return at;
        }

        Dictionary<string, object> fields = new() { ["type"] = kind.Name };
        if (at.Child(kind.Name).Exists())
        {
            fields[kind.Name] = at.Child(kind.Name);
        }

        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>Reads a text.</summary>
    public static Message ReadText(JsonElement message) => new TextMessage(Needed(message.Child("text"), "body"));

    /// <summary>Reads an interactive object.</summary>
    public static Message ReadInteractive(JsonElement message) =>
        new InteractiveMessage(ReadAction(message.Text("type")!, message.Child("action")))
        {
            Header = ReadHeader(message),
            Body = message.Child("body").Text("text"),
            Footer = message.Child("footer").Text("text"),
        };

    private static Header? ReadHeader(JsonElement parent)
    {
        JsonElement header = parent.Child("header");
        if (Header.Of(header.Text("type")) is not { } read)
        {
            return null;
        }

        JsonElement media = header.Child(read.Type);
        return read.Type == "text"
            ? read with { Text = header.Text("text") }
            : read with
            {
                MediaId = media.Text("id"),
                Link = media.Text("link"),
                FileName = media.Text("filename"),
                Caption = media.Text("caption"),
            };
    }

    private static MessageAction ReadAction(string type, JsonElement action)
    {
        JsonElement parameters = action.Child("parameters");
        switch (type)
        {
            case "button":
                return new ReplyButtonsAction(ReadButtons(action, "reply"));

            case "list":
                return new ListAction(Needed(action, "button"), Items(action, "sections", section => new ListSection(
                    section.Text("title"),
                    Items(section, "rows", row => new ListRow(Needed(row, "title"), Needed(row, "id"), row.Text("description"))))));

            case "flow":
                JsonElement payload = parameters.Child("flow_action_payload");
                return new FlowAction(Needed(parameters, "flow_cta"))
                {
                    MessageVersion = parameters.Text("flow_message_version"),
                    Token = parameters.Text("flow_token"),
                    FlowId = parameters.Text("flow_id"),
                    FlowName = parameters.Text("flow_name"),
                    Mode = parameters.Text("mode"),
                    FlowActionName = parameters.Text("flow_action"),
                    Screen = payload.Text("screen"),
                    Data = Data(payload, "data"),
                };

            case "cta_url":
                return ReadUrl(parameters);

            case "product":
                return ReadProduct(action);

            case "product_list":
                return new ProductListAction(Needed(action, "catalog_id"), Items(action, "sections", section => new ProductSection(
                    section.Text("title"),
                    Items(section, "product_items", item => Needed(item, "product_retailer_id")))));

            case "catalog_message":
                return new CatalogAction(parameters.Text("thumbnail_product_retailer_id"));

            case "carousel":
                return new CarouselAction(Items(action, "cards", ReadCard));

            case "location_request_message":
                return new LocationRequestAction();

            case "address_message":
                return new AddressRequestAction(Needed(parameters, "country"))
                {
                    Values = Data(parameters, "values"),
                    SavedAddresses = Data(parameters, "saved_addresses"),
                    ValidationErrors = Data(parameters, "validation_errors"),
                };

            case "call_permission_request":
                return new CallPermissionAction();

            case "voice_call":
                return new VoiceCallAction
                {
                    DisplayText = parameters.Text("display_text"),
                    TtlMinutes = parameters.Whole("ttl_minutes"),
                    Payload = parameters.Text("payload"),
                };

            case "request_contact_info":
                return new ContactInfoRequestAction();

            default:
                return new RawAction(type, action.ValueKind == JsonValueKind.Undefined ? null : JsonData.From(action));
        }
    }

    private static CarouselCard ReadCard(JsonElement card)
    {
        JsonElement action = card.Child("action");
        MessageAction tap = card.Text("type") == "product" ? ReadProduct(action)
            : action.Child("buttons").ValueKind == JsonValueKind.Array ? new ReplyButtonsAction(ReadButtons(action, "quick_reply"))
            : ReadUrl(action.Child("parameters"));
        return new(tap) { Header = ReadHeader(card), Body = card.Child("body").Text("text") };
    }

    private static ValueList<ReplyButton> ReadButtons(JsonElement action, string kind) =>
        Items(action, "buttons", button => new ReplyButton(Needed(button.Child(kind), "title"), Needed(button.Child(kind), "id")));

    private static UrlAction ReadUrl(JsonElement parameters) => new(Needed(parameters, "display_text"), Needed(parameters, "url"));

    private static ProductAction ReadProduct(JsonElement action) =>
        new(Needed(action, "catalog_id"), Needed(action, "product_retailer_id"));

    // A text the model cannot do without. Where it is not there, the difference to what we would write says so.
    internal static string Needed(JsonElement parent, string name) => parent.Text(name) ?? "";

    private static JsonData? Data(JsonElement parent, string name) =>
        parent.Child(name) is { ValueKind: not JsonValueKind.Undefined } data ? JsonData.From(data) : null;

    internal static ValueList<T> Items<T>(JsonElement parent, string name, Func<JsonElement, T> read) =>
        parent.Child(name) is { ValueKind: JsonValueKind.Array } items ? ValueList.From(items.EnumerateArray().Select(read)) : [];
}
