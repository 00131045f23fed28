using System.Globalization;
using System.Text.Json.Nodes;

namespace InteractiveMessaging;

/// <summary>
/// The callbacks of Meta's shape that the sandbox's messages would cause, written from Meta's pages about webhooks and user ids: who got
/// a message by a user id is named by user ids alone.
/// </summary>
internal static class MetaEvents
{
    private const string Business = "12025550100";
    private const string PhoneNumberId = "106540352242922";
    private const string Parent = ".ENT.";

    /// <summary>The whole callback.</summary>
    public static string Write(DialectEvent happened) => new JsonObject
    {
        ["object"] = "whatsapp_business_account",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = "102290129340398",
            ["changes"] = new JsonArray(Change(happened, happened.Request.Text("biz_opaque_callback_data"))),
        }),
    }.ToJsonString();

    /// <summary>The change in it, which other providers wrap in their own way.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="reference">The sender's own reference, where it is told with the status.</param>
    public static JsonObject Change(DialectEvent happened, string? reference)
    {
        JsonObject value = new()
        {
            ["messaging_product"] = "whatsapp",
            ["metadata"] = new JsonObject
            {
                ["display_phone_number"] = BusinessOf(happened),
                ["phone_number_id"] = happened.Values.GetValueOrDefault("PhoneNumberId", PhoneNumberId),
            },
        };

        // Of a message that failed, nothing is said of the person beside it.
        if (happened.Progress != MessageProgress.Failed)
        {
            value["contacts"] = new JsonArray(Named(
                new() { ["profile"] = new JsonObject { ["name"] = "Sandbox" } }, happened.To, "wa_id", "user_id", "parent_user_id"));
        }

        value[happened.Answer is null ? "statuses" : "messages"] =
            new JsonArray(happened.Answer is { } answer ? Message(happened, answer) : Status(happened, reference));
        return new() { ["value"] = value, ["field"] = "messages" };
    }

    // The number that the message came from, where its address says so.
    private static string BusinessOf(DialectEvent happened) =>
        happened.Values.GetValueOrDefault("Sender", Business).TrimStart('+');

    private static JsonObject Status(DialectEvent happened, string? reference)
    {
        JsonObject status = new()
        {
            ["id"] = happened.MessageId,
            ["status"] = happened.Progress!.Value.ToString().ToLowerInvariant(),
            ["timestamp"] = Seconds(happened),
        };
        Named(status, happened.To, "recipient_id", "recipient_user_id", "recipient_parent_user_id");
        if (reference is not null)
        {
            status["biz_opaque_callback_data"] = reference;
        }

        if (happened.Progress == MessageProgress.Failed)
        {
            status["errors"] = new JsonArray(new JsonObject
            {
                ["code"] = 131026,
                ["title"] = "Message undeliverable",
                ["message"] = "Message undeliverable",
                ["error_data"] = new JsonObject { ["details"] = "The sandbox was asked for a message that fails." },
            });
        }

        return status;
    }

    private static JsonObject Message(DialectEvent happened, DialectAnswer answer)
    {
        JsonObject message = new() { ["context"] = new JsonObject { ["from"] = BusinessOf(happened), ["id"] = happened.MessageId } };
        Named(message, happened.To, "from", "from_user_id", "from_parent_user_id");
        message["id"] = $"{happened.MessageId}-answer";
        message["timestamp"] = Seconds(happened);
        message["type"] = answer.Kind == ReplyKind.Text ? "text" : "interactive";
        message[(string)message["type"]!] = answer.Kind switch
        {
            ReplyKind.Button => Tapped("button_reply", answer),
            ReplyKind.ListRow => Tapped("list_reply", answer),
            _ => new() { ["body"] = answer.Text },
        };
        return message;
    }

    private static JsonObject Tapped(string type, DialectAnswer answer)
    {
        JsonObject tapped = new() { ["id"] = answer.Id, ["title"] = answer.Text };
        if (answer.Description is { } description)
        {
            tapped["description"] = description;
        }

        return new() { ["type"] = type, [type] = tapped };
    }

    // Beside the id for several businesses stands the one for this business; here it is made of the other.
    private static JsonObject Named(JsonObject about, string to, string number, string userId, string parentId)
    {
        if (!UserId.LooksLike(to))
        {
            about[number] = to.TrimStart('+');
            return about;
        }

        about[userId] = to.Replace(Parent, ".", StringComparison.Ordinal);
        if (to.Contains(Parent, StringComparison.Ordinal))
        {
            about[parentId] = to;
        }

        return about;
    }

    private static string Seconds(DialectEvent happened) => happened.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
