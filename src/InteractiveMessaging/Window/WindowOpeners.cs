using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Finds in callbacks what opens the 24 hours of a person: messages, and calls that the person made.</summary>
/// <remarks>
/// WhatsApp says "messages you or calls you" (Meta, Service messages). Where it does not say more, nothing is taken for granted: a
/// reaction, an edit, a deletion, an answer about calls, a message that WhatsApp does not give to businesses, and one in a group do not
/// count. Too few open windows cost a template; one too many is a message that the provider accepts and WhatsApp drops later.
/// </remarks>
internal static class WindowOpeners
{
    private const string Calls = "calls";

    // Providers with callbacks of their own tell the type, and little else of what is not a text.
    private static readonly HashSet<string> Types =
        ["image", "video", "document", "audio", "voice", "sticker", "location", "contacts", "button", "interactive", "order"];

    /// <summary>The callbacks that open a window: the one that is given, or one for each call in it.</summary>
    public static IEnumerable<WaCallback> In(WaCallback callback) => callback switch
    {
        WaReply { GroupId: null } reply when Opens(reply.Kind) || (reply.Kind == ReplyKind.Other && Types.Contains(reply.Type)) => [reply],
        WaUnknownCallback { Topic: Calls } calls => CallsOf(calls),
        _ => [],
    };

    private static bool Opens(ReplyKind kind) => kind is ReplyKind.Text or ReplyKind.Button or ReplyKind.ListRow or ReplyKind.Flow
        or ReplyKind.Media or ReplyKind.Location or ReplyKind.Contacts or ReplyKind.Order;

    // Meta, User-initiated calls: the field "calls" of a change. A call that the business made is none of the person's.
    private static List<WaCallback> CallsOf(WaUnknownCallback callback)
    {
        try
        {
            using JsonDocument change = JsonDocument.Parse(callback.Source.Entry);
            JsonElement value = change.RootElement.Child("value");
            return
            [
                .. value.Items(Calls).Where(call => call.Text("direction") == "USER_INITIATED" && call.Text("event") == "connect")
                    .Select(call => CallbackPerson.Of(new WaUnknownCallback(Calls)
                    {
                        Phone = CallbackValues.Number(call.Scalar("from")),
                        UserId = call.Scalar("from_user_id"),
                        ParentUserId = call.Scalar("from_parent_user_id"),
                        At = CallbackValues.Time(call.Scalar("timestamp")),
                        BusinessNumber = CallbackValues.Number(value.Scalar("metadata", "display_phone_number")),
                        PhoneNumberId = value.Scalar("metadata", "phone_number_id"),
                    })),
            ];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return []; // half of a surrogate pair, which no text can hold
        }
    }
}
