using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Reads the answer to an interactive message.</summary>
internal static class MetaInteractive
{
    /// <summary>The reply with what was tapped or filled in.</summary>
    public static WaReply Read(WaReply reply, JsonElement interactive)
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
                FlowResponse = FlowAnswer.Read(content.Child("response_json")),
            },
            "call_permission_reply" => reply with
            {
                Kind = ReplyKind.CallPermission,
                Title = content.Scalar("response"),
                CallAllowed = content.Scalar("response") switch { "accept" => true, "reject" => false, _ => null },
                PermissionEnds = CallbackValues.Time(content.Scalar("expiration_timestamp")),
            },
            _ => reply,
        };
    }
}
