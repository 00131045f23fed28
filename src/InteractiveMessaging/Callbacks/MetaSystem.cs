using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Reads what WhatsApp itself reports of a person: another number, another user id, what the person wants to get.</summary>
internal static class MetaSystem
{
    /// <summary>What a message of type <c>system</c> says; null where it is about something else.</summary>
    public static WaCallback? Read(JsonElement message, MetaContacts contacts)
    {
        JsonElement system = message.Child("system");
        string? from = message.Scalar("from");
        string? fromUserId = message.Scalar("from_user_id");
        switch (system.Scalar("type"))
        {
            case "user_changed_number" or "customer_changed_number" or "user_changed_user_id":
                string? userId = system.Scalar("user_id");
                string? previous = system.Scalar("previous_user_id") ?? fromUserId;
                return new WaUserChange
                {
                    Type = system.Scalar("type")!,
                    Phone = CallbackValues.Number(system.Scalar("new_wa_id") ?? system.Scalar("wa_id")),
                    UserId = userId,
                    ParentUserId = system.Scalar("parent_user_id"),
                    PreviousPhone = CallbackValues.Number(from ?? system.Scalar("customer")),
                    PreviousUserId = previous == userId ? null : previous,
                    PreviousParentUserId = system.Scalar("previous_parent_user_id"),
                    MessageId = message.Scalar("id"),
                    Detail = system.Scalar("body"),
                };
            case "user_preference_changed" when system.Scalar("marketing") is { } wish:
                return new MetaPerson(contacts, from, fromUserId, message.Scalar("from_parent_user_id")).Of(new WaPreference
                {
                    Category = "marketing_messages",
                    Value = wish,
                    Detail = system.Scalar("body"),
                });
            default:
                return null;
        }
    }

    /// <summary>An element of <c>user_preferences</c>; null where it does not say what the person wants.</summary>
    public static WaCallback? ReadPreference(JsonElement preference, MetaContacts contacts) => preference.Scalar("value") is not { } wish
        ? null
        : new MetaPerson(contacts, preference.Scalar("wa_id"), preference.Scalar("user_id"), preference.Scalar("parent_user_id"))
            .Of(new WaPreference
            {
                Category = preference.Scalar("category"),
                Value = wish,
                Detail = preference.Scalar("detail"),
            });

    /// <summary>An element of <c>user_id_update</c>; null where it does not say which id the person has now.</summary>
    public static WaCallback? ReadUserIdUpdate(JsonElement update, MetaContacts contacts)
    {
        if (update.Scalar("user_id", "current") is not { } userId)
        {
            return null;
        }

        string? parent = update.Scalar("parent_user_id", "current");
        return (WaUserChange)new MetaPerson(contacts, update.Scalar("wa_id"), userId, parent).Of(new WaUserChange
        {
            Type = "user_id_update",
            PreviousUserId = update.Scalar("user_id", "previous"),
            PreviousParentUserId = update.Scalar("parent_user_id", "previous"),
            Detail = update.Scalar("detail"),
        });
    }
}
