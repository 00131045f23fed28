using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The one reader of WhatsApp's JSON shape: the inverse of <see cref="MessageWriter"/>.</summary>
internal static class MessageReader
{
    /// <summary>Reads a message: an interactive object, or the object that holds <c>text</c>.</summary>
    /// <exception cref="FormatException">It is JSON but no message; the exception says where and why.</exception>
    /// <exception cref="JsonException">It is no JSON; the exception names line and column.</exception>
    public static Message Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static Message Read(JsonElement root)
    {
        string type = Text(root, "", "type") ?? throw Fault("", "an object with a \"type\"", root);
        if (type == "text" && Child(root, "text") is { ValueKind: JsonValueKind.Object } text)
        {
            return new TextMessage(Needed(text, "/text", "body"));
        }

        InteractiveMessage message = new(ReadAction(type, root))
        {
            Header = Child(root, "header") is { ValueKind: JsonValueKind.Object } header ? ReadHeader(header) : null,
            Body = Child(root, "body") is { ValueKind: JsonValueKind.Object } body ? Text(body, "/body", "text") : null,
            Footer = Child(root, "footer") is { ValueKind: JsonValueKind.Object } footer ? Text(footer, "/footer", "text") : null,
        };
        using JsonDocument written = JsonDocument.Parse(MessageWriter.Write(message));
        return message with { UnknownFields = UnknownFields.Between(root, written.RootElement) };
    }

    private static Header ReadHeader(JsonElement header)
    {
        Header read = Header.Of(Needed(header, "/header", "type"));
        if (read.Type == "text")
        {
            return read with { Text = Text(header, "/header", "text") };
        }

        string path = "/header/" + read.Type;
        return Child(header, read.Type) is { ValueKind: JsonValueKind.Object } media
            ? read with
            {
                MediaId = Text(media, path, "id"),
                Link = Text(media, path, "link"),
                FileName = Text(media, path, "filename"),
                Caption = Text(media, path, "caption"),
            }
            : read;
    }

    private static MessageAction ReadAction(string type, JsonElement root)
    {
        JsonElement? action = Child(root, "action");
        switch (type)
        {
            case "button":
                return new ReplyButtonsAction(Items(action, "/action", "buttons", (button, path) =>
                {
                    JsonElement reply = Object(button, path, "reply");
                    return new ReplyButton(Needed(reply, path + "/reply", "title"), Needed(reply, path + "/reply", "id"));
                }));

            case "list":
                return new ListAction(
                    Needed(action, "/action", "button"),
                    Items(action, "/action", "sections", (section, path) => new ListSection(
                        Text(section, path, "title"),
                        Items(section, path, "rows", (row, rowPath) => new ListRow(
                            Needed(row, rowPath, "title"), Needed(row, rowPath, "id"), Text(row, rowPath, "description"))))));

            case "flow":
                const string Path = "/action/parameters";
                JsonElement flow = Object(action, "/action", "parameters");
                JsonElement? payload = Child(flow, "flow_action_payload");
                return new FlowAction(Needed(flow, Path, "flow_cta"))
                {
                    MessageVersion = Text(flow, Path, "flow_message_version"),
                    Token = Text(flow, Path, "flow_token"),
                    FlowId = Text(flow, Path, "flow_id"),
                    FlowName = Text(flow, Path, "flow_name"),
                    Mode = Text(flow, Path, "mode"),
                    FlowActionName = Text(flow, Path, "flow_action"),
                    Screen = payload is { } screen ? Text(screen, Path + "/flow_action_payload", "screen") : null,
                    Data = payload is { } data && Child(data, "data") is { } values ? JsonData.From(values) : null,
                };

            default:
                return new RawAction(type, action is { } raw ? JsonData.From(raw) : null);
        }
    }

    private static JsonElement? Child(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out JsonElement child) ? child : null;

    private static JsonElement Object(JsonElement? parent, string path, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Object } child ? child : throw Fault($"{path}/{name}", "an object", Child(parent, name));

    private static string? Text(JsonElement parent, string path, string name) => Child(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw Fault($"{path}/{name}", "a text", other),
    };

    private static string Needed(JsonElement? parent, string path, string name) =>
        (parent is { } element ? Text(element, path, name) : null) ?? throw Fault($"{path}/{name}", "a text", null);

    private static ValueList<T> Items<T>(JsonElement? parent, string path, string name, Func<JsonElement, string, T> read)
    {
        if (Child(parent, name) is not { ValueKind: JsonValueKind.Array } array)
        {
            throw Fault($"{path}/{name}", "a list", Child(parent, name));
        }

        return ValueList.From(array.EnumerateArray().Select((item, index) => read(item, $"{path}/{name}/{index}")).ToList());
    }

    private static FormatException Fault(string path, string wanted, JsonElement? found) => new(
        $"This JSON is no message: {(path.Length == 0 ? "it" : path)} should be {wanted}, and {(found is { } element ? $"is {Kind(element.ValueKind)}" : "is missing")}.");

    private static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
