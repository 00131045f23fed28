using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Reads callbacks of Meta's shape: <c>entry[].changes[].value</c>, or a part of it. Whatever else stands in one comes out as a
/// <see cref="WaUnknownCallback"/>; no shape makes it throw.
/// </summary>
internal static class MetaCallback
{
    private const int DeepestWrapping = 8;

    /// <summary>The callbacks in an object of Meta's shape; null where it has another one.</summary>
    public static IReadOnlyList<WaCallback>? Read(JsonElement callback) =>
        IsEntries(callback) || IsValue(callback) || IsValue(callback.Child("value")) ? ReadAll(callback) : null;

    /// <summary>The callbacks in what a provider has wrapped.</summary>
    /// <param name="wrapped">Meta's shape, or whatever the provider put in its place.</param>
    /// <param name="reference">The sender's own reference, where it stands beside the wrapping.</param>
    public static IReadOnlyList<WaCallback> ReadAll(JsonElement wrapped, string? reference = null)
    {
        List<WaCallback> found = [];
        Walk(wrapped, reference, found, DeepestWrapping);
        return found;
    }

    /// <summary>What is left whole because nobody knows its shape.</summary>
    public static WaUnknownCallback Unknown(string topic, JsonElement element, JsonElement value = default, string? reference = null) =>
        new()
        {
            Topic = topic,
            Json = element.GetRawText(),
            At = Time(element.Scalar("timestamp")),
            BusinessNumber = BusinessNumber(value),
            Reference = reference,
        };

    // Goes through the wrappings down to the values.
    private static void Walk(JsonElement element, string? reference, List<WaCallback> found, int depth)
    {
        int before = found.Count;
        if (depth > 0)
        {
            JsonElement inner = element.ValueKind == JsonValueKind.Array ? element
                : element.Child("entry") is { ValueKind: JsonValueKind.Array } entries ? entries
                : element.Child("changes");
            if (inner.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in inner.EnumerateArray())
                {
                    Walk(item, reference, found, depth - 1);
                }
            }
            else
            {
                ReadValue(IsValue(element) ? element : element.Child("value"), reference, found);
            }
        }

        if (found.Count == before && element.ValueKind is not JsonValueKind.Array)
        {
            found.Add(Unknown(element.Scalar("field") ?? "", element, default, reference));
        }
    }

    // JSON may escape half of a surrogate pair; reading such a text throws. The entry it stands in is left unread.
    private static void Guarded(JsonElement element, List<WaCallback> found, Func<WaCallback> read)
    {
        try
        {
            found.Add(read());
        }
        catch (InvalidOperationException)
        {
            found.Add(new WaUnknownCallback { Topic = "", Json = element.GetRawText() });
        }
    }

    private static bool IsEntries(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && (element.Child("entry").ValueKind == JsonValueKind.Array || element.Child("changes").ValueKind == JsonValueKind.Array);

    private static bool IsValue(JsonElement element) =>
        element.Child("messages").ValueKind == JsonValueKind.Array || element.Child("statuses").ValueKind == JsonValueKind.Array;

    private static void ReadValue(JsonElement value, string? reference, List<WaCallback> found)
    {
        foreach (JsonElement message in value.Items("messages"))
        {
            Guarded(message, found, () => ReadReply(message, value, reference));
        }

        foreach (JsonElement status in value.Items("statuses"))
        {
            Guarded(status, found, () => ReadStatus(status, value, reference));
        }
    }

    private static WaCallback ReadReply(JsonElement message, JsonElement value, string? reference)
    {
        if (message.Scalar("type") is not { } type)
        {
            return Unknown("messages", message, value, reference);
        }

        string? userId = message.Scalar("from_user_id");
        JsonElement person = Contact(value, message.Scalar("from"), userId);
        WaReply reply = new()
        {
            Kind = ReplyKind.Other,
            Type = type,
            From = Number(message.Scalar("from") ?? person.Scalar("wa_id")),
            UserId = userId ?? person.Scalar("user_id"),
            ParentUserId = message.Scalar("from_parent_user_id") ?? person.Scalar("parent_user_id"),
            Username = person.Scalar("profile", "username"),
            ProfileName = person.Scalar("profile", "name"),
            MessageId = message.Scalar("id"),
            AnsweredMessageId = message.Scalar("context", "id"),
            At = Time(message.Scalar("timestamp")),
            BusinessNumber = BusinessNumber(value),
            Reference = reference,
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
                return reply with
                {
                    Kind = ReplyKind.Location,
                    Title = content.Scalar("name"),
                    Text = content.Scalar("address"),
                    Latitude = content.Number("latitude"),
                    Longitude = content.Number("longitude"),
                };
            case "contacts":
                return reply with { Kind = ReplyKind.Contacts, Text = Contacts(content) };
            case "image" or "video" or "document" or "audio" or "voice" or "sticker":
                return reply with
                {
                    Kind = ReplyKind.Media,
                    Id = content.Scalar("id"),
                    Title = content.Scalar("filename"),
                    Text = content.Scalar("caption"),
                };
            case "reaction":
                return reply with
                {
                    Text = content.Scalar("emoji"),
                    AnsweredMessageId = content.Scalar("message_id") ?? reply.AnsweredMessageId,
                };
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
            "list_reply" => reply with
            {
                Kind = ReplyKind.ListRow,
                Id = content.Scalar("id"),
                Title = content.Scalar("title"),
                Description = content.Scalar("description"),
            },
            "nfm_reply" => reply with
            {
                Kind = ReplyKind.Flow,
                Title = content.Scalar("name"),
                Text = content.Scalar("body"),
                FlowResponse = FlowResponse(content.Child("response_json")),
            },
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

    private static WaCallback ReadStatus(JsonElement status, JsonElement value, string? reference)
    {
        string name = status.Scalar("status") ?? "";
        if (Progress(name) is not { } progress)
        {
            return Unknown(name, status, value, reference);
        }

        JsonElement error = status.At("errors", "0");
        string? userId = status.Scalar("recipient_user_id");
        JsonElement person = Contact(value, status.Scalar("recipient_id"), userId);
        return new WaStatus
        {
            Status = progress,
            MessageId = status.Scalar("id"),
            RecipientId = Number(status.Scalar("recipient_id") ?? person.Scalar("wa_id")),
            UserId = userId ?? person.Scalar("user_id"),
            ParentUserId = status.Scalar("recipient_parent_user_id") ?? person.Scalar("parent_user_id"),
            Username = person.Scalar("profile", "username"),
            At = Time(status.Scalar("timestamp")),
            BusinessNumber = BusinessNumber(value),
            Reference = status.Scalar("biz_opaque_callback_data") ?? reference,
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

    // Who a message is from, or a status about. Beside one message stands one contact, also where its number is spelled in another way;
    // a contact with another user id is another person.
    private static JsonElement Contact(JsonElement value, string? number, string? userId)
    {
        List<JsonElement> people = [.. value.Items("contacts")];
        JsonElement person = people.Find(contact => userId is not null && contact.Scalar("user_id") == userId);
        person = person.Exists() ? person : people.Find(contact => number is not null && contact.Scalar("wa_id") == number);
        return person.Exists() || people.Count != 1 || (userId is not null && people[0].Scalar("user_id") is not null) ? person : people[0];
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

    private static string? BusinessNumber(JsonElement value) => Number(value.Scalar("metadata", "display_phone_number"));

    // WhatsApp writes whole numbers, without their plus as a rule.
    private static string? Number(string? text) =>
        PhoneNumber.TryParse(text, NumberReading.International, out PhoneNumber number, out _) ? number.ToString() : text;

    // Seconds since 1970, as a text or a number.
    private static DateTimeOffset? Time(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds is > 0 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
