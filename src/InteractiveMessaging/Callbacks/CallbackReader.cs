using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace InteractiveMessaging;

/// <summary>
/// Reads providers' callbacks: Meta's <c>entry[].changes[].value</c>, Kaleyra's <c>meta_object</c> around one change, or a value alone.
/// Whatever else stands there comes out as a <see cref="WaUnknownCallback"/>; no shape makes it throw.
/// </summary>
internal static class CallbackReader
{
    private const int DeepestWrapping = 8;

    private static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    /// <summary>Reads one or more JSON texts that follow each other, as in a file with one callback a line.</summary>
    /// <exception cref="JsonException">It is no JSON; nothing is given then.</exception>
    public static List<WaCallback> Read(ReadOnlySpan<byte> utf8)
    {
        List<WaCallback> found = [];
        ReadOnlySpan<byte> rest = Utf8.IsValid(utf8) ? utf8 : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        rest = (rest.StartsWith("\uFEFF"u8) ? rest[3..] : rest).Trim(Blank);
        while (!rest.IsEmpty)
        {
            Utf8JsonReader reader = new(rest);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            Guarded(root, found, () => Walk(root, default, found, DeepestWrapping));
            rest = rest[(int)reader.BytesConsumed..].TrimStart(Blank);
        }

        return found;
    }

    // JSON may escape half of a surrogate pair; reading such a text throws. The entry it stands in is given unread.
    private static void Guarded(JsonElement element, List<WaCallback> found, Action read)
    {
        try
        {
            read();
        }
        catch (InvalidOperationException)
        {
            found.Add(new WaUnknownCallback { Topic = "", Json = element.GetRawText() });
        }
    }

    // Goes through the wrappings down to the values. What Kaleyra says beside its wrapping holds for all within.
    private static void Walk(JsonElement element, JsonElement extra, List<WaCallback> found, int depth)
    {
        int before = found.Count;
        if (depth > 0)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Array:
                    Each(element, item => Walk(item, extra, found, depth - 1));
                    break;
                case JsonValueKind.Object when Child(element, "meta_object") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } wrapped:
                    Walk(wrapped, Child(element, "extra_info"), found, depth - 1);
                    break;
                case JsonValueKind.Object when Child(element, "RequestBody") is { ValueKind: JsonValueKind.String } body:
                    WalkText(body.GetString()!, found, depth - 1);
                    break;
                case JsonValueKind.Object when Child(element, "entry") is { ValueKind: JsonValueKind.Array } entries:
                    Each(entries, entry => Walk(entry, extra, found, depth - 1));
                    break;
                case JsonValueKind.Object when Child(element, "changes") is { ValueKind: JsonValueKind.Array } changes:
                    Each(changes, change => Walk(change, extra, found, depth - 1));
                    break;
                case JsonValueKind.Object when IsValue(element):
                    ReadValue(element, extra, found);
                    break;
                case JsonValueKind.Object when IsValue(Child(element, "value")):
                    ReadValue(Child(element, "value"), extra, found);
                    break;
            }
        }

        if (found.Count == before && element.ValueKind is not JsonValueKind.Array)
        {
            found.Add(Unknown(Text(element, "field") ?? "", element, default, extra));
        }
    }

    // An automation's webhook object as JSON holds the body as a text.
    private static void WalkText(string json, List<WaCallback> found, int depth)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Walk(document.RootElement, default, found, depth);
        }
        catch (JsonException)
        {
            // What it holds is no callback; the object is given as it is.
        }
    }

    private static bool IsValue(JsonElement element) =>
        Child(element, "messages").ValueKind == JsonValueKind.Array || Child(element, "statuses").ValueKind == JsonValueKind.Array;

    private static void ReadValue(JsonElement value, JsonElement extra, List<WaCallback> found)
    {
        Each(Child(value, "messages"), message => Guarded(message, found, () => found.Add(ReadReply(message, value, extra))));
        Each(Child(value, "statuses"), status => Guarded(status, found, () => found.Add(ReadStatus(status, value, extra))));
    }

    private static WaCallback ReadReply(JsonElement message, JsonElement value, JsonElement extra)
    {
        if (Text(message, "type") is not { } type)
        {
            return Unknown("messages", message, value, extra);
        }

        WaReply reply = new()
        {
            Kind = ReplyKind.Other,
            Type = type,
            From = Text(message, "from"),
            ProfileName = ProfileName(value, Text(message, "from")),
            MessageId = Text(message, "id"),
            AnsweredMessageId = Text(message, "context", "id"),
            At = Time(Child(message, "timestamp")),
            BusinessNumber = BusinessNumber(value),
            Reference = Text(extra, "ref"),
        };
        JsonElement content = Child(message, type);
        switch (type)
        {
            case "interactive":
                return ReadInteractive(reply, content);
            case "button":
                return reply with { Kind = ReplyKind.Button, Id = Text(content, "payload"), Title = Text(content, "text") };
            case "text":
                return reply with { Kind = ReplyKind.Text, Text = Text(content, "body") };
            case "location":
                return reply with { Kind = ReplyKind.Location, Title = Text(content, "name"), Text = Text(content, "address"), Latitude = Number(content, "latitude"), Longitude = Number(content, "longitude") };
            case "contacts":
                return reply with { Kind = ReplyKind.Contacts, Text = Contacts(content) };
            case "image" or "video" or "document" or "audio" or "voice" or "sticker":
                return reply with { Kind = ReplyKind.Media, Id = Text(content, "id"), Title = Text(content, "filename"), Text = Text(content, "caption") };
            case "reaction":
                return reply with { Text = Text(content, "emoji"), AnsweredMessageId = Text(content, "message_id") ?? reply.AnsweredMessageId };
            default:
                return reply;
        }
    }

    private static WaReply ReadInteractive(WaReply reply, JsonElement interactive)
    {
        string type = Text(interactive, "type") ?? "interactive";
        JsonElement content = Child(interactive, type);
        reply = reply with { Type = type };
        return type switch
        {
            "button_reply" => reply with { Kind = ReplyKind.Button, Id = Text(content, "id"), Title = Text(content, "title") },
            "list_reply" => reply with { Kind = ReplyKind.ListRow, Id = Text(content, "id"), Title = Text(content, "title"), Description = Text(content, "description") },
            "nfm_reply" => reply with { Kind = ReplyKind.Flow, Title = Text(content, "name"), Text = Text(content, "body"), FlowResponse = FlowResponse(Child(content, "response_json")) },
            "call_permission_reply" => reply with
            {
                Kind = ReplyKind.CallPermission,
                Title = Text(content, "response"),
                CallAllowed = Text(content, "response") switch { "accept" => true, "reject" => false, _ => null },
                PermissionEnds = Time(Child(content, "expiration_timestamp")),
            },
            _ => reply,
        };
    }

    private static WaCallback ReadStatus(JsonElement status, JsonElement value, JsonElement extra)
    {
        string name = Text(status, "status") ?? "";
        if (Progress(name) is not { } progress)
        {
            return Unknown(name, status, value, extra);
        }

        JsonElement error = First(Child(status, "errors"));
        return new WaStatus
        {
            Status = progress,
            MessageId = Text(status, "id"),
            RecipientId = Text(status, "recipient_id"),
            At = Time(Child(status, "timestamp")),
            BusinessNumber = BusinessNumber(value),
            Reference = Text(status, "biz_opaque_callback_data") ?? Text(extra, "ref"),
            ErrorCode = Text(error, "code"),
            Error = Text(error, "error_data", "details") ?? Text(error, "message") ?? Text(error, "title"),
        };
    }

    private static MessageProgress? Progress(string name) => name.ToUpperInvariant() switch
    {
        "SENT" => MessageProgress.Sent,
        "DELIVERED" => MessageProgress.Delivered,
        "READ" => MessageProgress.Read,
        "PLAYED" => MessageProgress.Played,
        "FAILED" or "NOT-SENT" => MessageProgress.Failed,
        _ => null,
    };

    private static WaUnknownCallback Unknown(string topic, JsonElement element, JsonElement value, JsonElement extra) => new()
    {
        Topic = topic,
        Json = element.GetRawText(),
        At = Time(Child(element, "timestamp")),
        BusinessNumber = BusinessNumber(value),
        Reference = Text(extra, "ref"),
    };

    // The answer of a flow is JSON written as a text; what cannot be read is given as it is, under its own name.
    private static Dictionary<string, object?>? FlowResponse(JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Object)
        {
            return Fields(response);
        }

        if (response.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        string text = response.GetString()!;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Fields(document.RootElement);
            }
        }
        catch (JsonException)
        {
        }

        return new() { ["response_json"] = text };
    }

    private static Dictionary<string, object?> Fields(JsonElement element)
    {
        Dictionary<string, object?> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty field in element.EnumerateObject())
        {
            fields[field.Name] = Value(field.Value);
        }

        return fields;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Fields(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? whole : (object)element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static string? ProfileName(JsonElement value, string? from)
    {
        JsonElement contacts = Child(value, "contacts");
        if (contacts.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<JsonElement> people = [.. contacts.EnumerateArray()];
        JsonElement person = people.Find(contact => Text(contact, "wa_id") is { } id && id == from);
        return Text(person.ValueKind == JsonValueKind.Undefined && people.Count == 1 ? people[0] : person, "profile", "name");
    }

    private static string? Contacts(JsonElement contacts)
    {
        StringBuilder text = new();
        Each(contacts, contact =>
        {
            List<string?> parts = [Text(contact, "name", "formatted_name")];
            Each(Child(contact, "phones"), phone => parts.Add(Text(phone, "phone") ?? Text(phone, "wa_id")));
            string person = string.Join(' ', parts.OfType<string>());
            text.Append(text.Length > 0 && person.Length > 0 ? ", " : "").Append(person);
        });
        return text.Length > 0 ? text.ToString() : null;
    }

    private static string? BusinessNumber(JsonElement value) => Text(value, "metadata", "display_phone_number");

    // Seconds since 1970, as a text or a number.
    private static DateTimeOffset? Time(JsonElement element)
    {
        string? text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds is > 0 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static double? Number(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) ? value : null;

    /// <summary>A text, or a number as it is written.</summary>
    private static string? Text(JsonElement parent, params string[] names)
    {
        foreach (string name in names)
        {
            parent = Child(parent, name);
        }

        return parent.ValueKind switch
        {
            JsonValueKind.String => parent.GetString(),
            JsonValueKind.Number => parent.GetRawText(),
            _ => null,
        };
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static JsonElement First(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array && array.GetArrayLength() > 0 ? array[0] : default;

    private static void Each(JsonElement array, Action<JsonElement> take)
    {
        if (array.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in array.EnumerateArray())
            {
                take(item);
            }
        }
    }
}
