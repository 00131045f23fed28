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
                    WalkEach(element, extra, found, depth - 1);
                    break;
                case JsonValueKind.Object when element.Child("meta_object") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } wrapped:
                    Walk(wrapped, element.Child("extra_info"), found, depth - 1);
                    break;
                case JsonValueKind.Object when element.Child("RequestBody") is { ValueKind: JsonValueKind.String } body:
                    WalkText(body.GetString()!, found, depth - 1);
                    break;
                case JsonValueKind.Object when element.Child("entry") is { ValueKind: JsonValueKind.Array } entries:
                    WalkEach(entries, extra, found, depth - 1);
                    break;
                case JsonValueKind.Object when element.Child("changes") is { ValueKind: JsonValueKind.Array } changes:
                    WalkEach(changes, extra, found, depth - 1);
                    break;
                case JsonValueKind.Object when IsValue(element):
                    ReadValue(element, extra, found);
                    break;
                case JsonValueKind.Object when IsValue(element.Child("value")):
                    ReadValue(element.Child("value"), extra, found);
                    break;
            }
        }

        if (found.Count == before && element.ValueKind is not JsonValueKind.Array)
        {
            found.Add(Unknown(element.Scalar("field") ?? "", element, default, extra));
        }
    }

    private static void WalkEach(JsonElement list, JsonElement extra, List<WaCallback> found, int depth)
    {
        foreach (JsonElement item in list.Items())
        {
            Walk(item, extra, found, depth);
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
        element.Child("messages").ValueKind == JsonValueKind.Array || element.Child("statuses").ValueKind == JsonValueKind.Array;

    private static void ReadValue(JsonElement value, JsonElement extra, List<WaCallback> found)
    {
        foreach (JsonElement message in value.Items("messages"))
        {
            Guarded(message, found, () => found.Add(ReadReply(message, value, extra)));
        }

        foreach (JsonElement status in value.Items("statuses"))
        {
            Guarded(status, found, () => found.Add(ReadStatus(status, value, extra)));
        }
    }

    private static WaCallback ReadReply(JsonElement message, JsonElement value, JsonElement extra)
    {
        if (message.Scalar("type") is not { } type)
        {
            return Unknown("messages", message, value, extra);
        }

        WaReply reply = new()
        {
            Kind = ReplyKind.Other,
            Type = type,
            From = message.Scalar("from"),
            ProfileName = ProfileName(value, message.Scalar("from")),
            MessageId = message.Scalar("id"),
            AnsweredMessageId = message.Scalar("context", "id"),
            At = Time(message.Scalar("timestamp")),
            BusinessNumber = BusinessNumber(value),
            Reference = extra.Scalar("ref"),
        };
        JsonElement content = message.Child(type);
        switch (type)
        {
            case "interactive":
                return ReadInteractive(reply, content);
            case "button":
                return reply with { Kind = ReplyKind.Button, Id = content.Scalar("payload"), Title = content.Scalar("text") };
            case "text":
                return reply with { Kind = ReplyKind.Text, Text = content.Scalar("body") };
            case "location":
                return reply with { Kind = ReplyKind.Location, Title = content.Scalar("name"), Text = content.Scalar("address"), Latitude = content.Number("latitude"), Longitude = content.Number("longitude") };
            case "contacts":
                return reply with { Kind = ReplyKind.Contacts, Text = Contacts(content) };
            case "image" or "video" or "document" or "audio" or "voice" or "sticker":
                return reply with { Kind = ReplyKind.Media, Id = content.Scalar("id"), Title = content.Scalar("filename"), Text = content.Scalar("caption") };
            case "reaction":
                return reply with { Text = content.Scalar("emoji"), AnsweredMessageId = content.Scalar("message_id") ?? reply.AnsweredMessageId };
            default:
                return reply;
        }
    }

    private static WaReply ReadInteractive(WaReply reply, JsonElement interactive)
    {
        string type = interactive.Scalar("type") ?? "interactive";
        JsonElement content = interactive.Child(type);
        reply = reply with { Type = type };
        return type switch
        {
            "button_reply" => reply with { Kind = ReplyKind.Button, Id = content.Scalar("id"), Title = content.Scalar("title") },
            "list_reply" => reply with { Kind = ReplyKind.ListRow, Id = content.Scalar("id"), Title = content.Scalar("title"), Description = content.Scalar("description") },
            "nfm_reply" => reply with { Kind = ReplyKind.Flow, Title = content.Scalar("name"), Text = content.Scalar("body"), FlowResponse = FlowResponse(content.Child("response_json")) },
            "call_permission_reply" => reply with
            {
                Kind = ReplyKind.CallPermission,
                Title = content.Scalar("response"),
                CallAllowed = content.Scalar("response") switch { "accept" => true, "reject" => false, _ => null },
                PermissionEnds = Time(content.Scalar("expiration_timestamp")),
            },
            _ => reply,
        };
    }

    private static WaCallback ReadStatus(JsonElement status, JsonElement value, JsonElement extra)
    {
        string name = status.Scalar("status") ?? "";
        if (Progress(name) is not { } progress)
        {
            return Unknown(name, status, value, extra);
        }

        JsonElement error = status.At("errors", "0");
        return new WaStatus
        {
            Status = progress,
            MessageId = status.Scalar("id"),
            RecipientId = status.Scalar("recipient_id"),
            At = Time(status.Scalar("timestamp")),
            BusinessNumber = BusinessNumber(value),
            Reference = status.Scalar("biz_opaque_callback_data") ?? extra.Scalar("ref"),
            ErrorCode = error.Scalar("code"),
            Error = error.Scalar("error_data", "details") ?? error.Scalar("message") ?? error.Scalar("title"),
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
        At = Time(element.Scalar("timestamp")),
        BusinessNumber = BusinessNumber(value),
        Reference = extra.Scalar("ref"),
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
        // As everywhere in PowerShell names do not tell upper from lower case, save where the answer itself does.
        string[] names = [.. element.EnumerateObject().Select(field => field.Name).Distinct()];
        bool differByCase = names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length;
        Dictionary<string, object?> fields = new(differByCase ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
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
        List<JsonElement> people = [.. value.Items("contacts")];
        JsonElement person = people.Find(contact => contact.Scalar("wa_id") is { } id && id == from);
        return (!person.Exists() && people.Count == 1 ? people[0] : person).Scalar("profile", "name");
    }

    private static string? Contacts(JsonElement contacts)
    {
        string[] people =
        [
            .. contacts.Items()
                .Select(contact => contact.Items("phones").Select(phone => phone.Scalar("phone") ?? phone.Scalar("wa_id"))
                    .Prepend(contact.Scalar("name", "formatted_name")))
                .Select(parts => string.Join(' ', parts.OfType<string>()))
                .Where(person => person.Length > 0),
        ];
        return people.Length > 0 ? string.Join(", ", people) : null;
    }

    private static string? BusinessNumber(JsonElement value) => value.Scalar("metadata", "display_phone_number");

    // Seconds since 1970, as a text or a number.
    private static DateTimeOffset? Time(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds is > 0 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
