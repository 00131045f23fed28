using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Reads callbacks of Meta's shape: <c>entry[].changes[].value</c>, or a part of it. Whatever else stands in one comes out as a
/// <see cref="WaUnknownCallback"/>; no shape makes it throw.
/// </summary>
internal static class MetaCallback
{
    private const int DeepestWrapping = 8;

    private static readonly string[] Wrappings = ["entry", "changes"];

    // How the elements of each list are read.
    private static readonly Dictionary<string, Func<JsonElement, MetaContacts, WaCallback?>> Readers = new()
    {
        ["messages"] = MetaMessage.Read,
        ["statuses"] = MetaStatus.Read,
        ["user_preferences"] = MetaSystem.ReadPreference,
        [CallbackJson.UserIdUpdate] = MetaSystem.ReadUserIdUpdate,
    };

    /// <summary>The callbacks in an object of Meta's shape; null where it has another one.</summary>
    public static IReadOnlyList<WaCallback>? Read(JsonElement callback) =>
        IsEntries(callback) || IsValue(callback) || IsValue(callback.Child("value")) ? ReadAll(new(callback)) : null;

    /// <summary>The callbacks in what a provider has wrapped.</summary>
    /// <param name="wrapped">Meta's shape, or whatever the provider put in its place.</param>
    /// <param name="reference">The sender's own reference, where it stands beside the wrapping.</param>
    public static IReadOnlyList<WaCallback> ReadAll(CallbackPlace wrapped, string? reference = null)
    {
        List<WaCallback> found = [];
        Walk(wrapped, reference, found, DeepestWrapping);
        return found;
    }

    /// <summary>What is left whole because nobody knows its shape.</summary>
    public static WaCallback Unknown(string topic, CallbackPlace place) =>
        new WaUnknownCallback(topic) { Source = CallbackJson.At(place.Pointer) };

    // Goes through the wrappings down to the values.
    private static void Walk(CallbackPlace place, string? reference, List<WaCallback> found, int depth)
    {
        int before = found.Count;
        if (depth > 0)
        {
            CallbackPlace inner = place.Element.ValueKind == JsonValueKind.Array ? place
                : Wrappings.Select(name => place.Field(name)).FirstOrDefault(list => list.Element.ValueKind == JsonValueKind.Array);
            if (inner.Element.Exists())
            {
                foreach (CallbackPlace item in inner.Items())
                {
                    Walk(item, reference, found, depth - 1);
                }
            }
            else
            {
                ReadValue(IsValue(place.Element) ? place : place.Field("value"), reference, found);
            }
        }

        // What holds nothing that is known stays as it is, also an empty list.
        if (found.Count == before)
        {
            found.Add(Unknown(place.Element.Scalar("field") ?? "", place) with { Reference = reference });
        }
    }

    private static bool IsEntries(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && Wrappings.Any(name => element.Child(name).ValueKind == JsonValueKind.Array);

    private static bool IsValue(JsonElement element) => element.ValueKind == JsonValueKind.Object
        && (CallbackJson.Lists.Any(list => element.Child(list).ValueKind == JsonValueKind.Array)
            || CallbackJson.IsUpdate(element.Child(CallbackJson.UserIdUpdate)));

    private static void ReadValue(CallbackPlace value, string? reference, List<WaCallback> found)
    {
        (string List, CallbackPlace Entry)[] entries = [.. Entries(value)];
        MetaContacts contacts = new(value.Element, ofOneEntry: entries.Length == 1);
        JsonElement business = value.Element.Child("metadata");
        foreach ((string list, CallbackPlace entry) in entries)
        {
            WaCallback read = ReadEntry(list, entry, contacts, business);
            found.Add(read with { Reference = read.Reference ?? reference });
        }
    }

    private static IEnumerable<(string List, CallbackPlace Entry)> Entries(CallbackPlace value)
    {
        // The update of a user id may be a field, or the value itself where nothing else stands in it.
        IEnumerable<(string List, CallbackPlace Entry)> lists =
            CallbackJson.Lists.SelectMany(list => value.Field(list).Items().Select(entry => (list, entry)));
        CallbackPlace update = value.Field(CallbackJson.UserIdUpdate);
        return CallbackJson.IsUpdate(update.Element) ? lists.Append((CallbackJson.UserIdUpdate, update))
            : lists.Any() || !CallbackJson.IsUpdate(value.Element) ? lists
            : [(CallbackJson.UserIdUpdate, value)];
    }

    private static WaCallback ReadEntry(string list, CallbackPlace entry, MetaContacts contacts, JsonElement business)
    {
        try
        {
            WaCallback read = Readers[list](entry.Element, contacts) ?? Unknown(TopicOf(list, entry.Element), entry);
            return read with
            {
                At = CallbackValues.Time(entry.Element.Scalar("timestamp")),
                BusinessNumber = CallbackValues.Number(business.Scalar("display_phone_number")),
                PhoneNumberId = business.Scalar("phone_number_id"),
                Source = CallbackJson.At(entry.Pointer),
            };
        }
        catch (InvalidOperationException)
        {
            // JSON may escape half of a surrogate pair, which no text can hold. The entry it stands in is left unread.
            return Unknown("", entry);
        }
    }

    private static string TopicOf(string list, JsonElement entry) => list switch
    {
        "statuses" => entry.Scalar("status") ?? "",
        "messages" => entry.Scalar("system", "type") ?? list,
        _ => list,
    };
}
