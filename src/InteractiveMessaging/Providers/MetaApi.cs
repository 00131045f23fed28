using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>What the providers that speak Meta's own dialect share: envelope, options, replies and codes.</summary>
internal abstract class MetaApi : Provider
{
    private const int LongestReference = 512;

    public override SendOption Options => SendOption.Reference | SendOption.ReplyTo | SendOption.UserId;

    public override int ReferenceLimit => 1;

    public override ValueList<string> Kinds => MessageKind.Names;

    public override ValueList<string> Notes =>
    [
        $"One `-Reference` of up to {LongestReference} characters comes back in status callbacks. `-ReplyTo` quotes an earlier message.",
        "A list's body may have 4096 characters.",
        "The code decides, whatever the HTTP status beside it.",
    ];

    // One page of Meta's allows a list more text than its OpenAPI and every other provider does.
    public override ValueList<Rule> Rules =>
        [RuleSet.Common["list.body.length"] with { Test = new MaxLength(4096), Source = "Meta, Interactive list messages" }];

    internal override ProviderDialect Dialect => new()
    {
        Read = MetaEnvelope.Whole.Read,
        Accepted = (id, to) => new(200, $$$"""
            {"messaging_product":"whatsapp","contacts":[{"input":"{{{to}}}",{{{Contact(to)}}}}],
            "messages":[{"id":"{{{id}}}"}]}
            """),
        Probed = new(200, """{"health_status":{"can_send_message":"AVAILABLE","entities":[]}}"""),
        Refused = refusal => refusal.Kind switch
        {
            RefusalKind.WrongKey => Refused(401, 190, "Invalid OAuth access token", refusal),
            RefusalKind.WrongAccount => Refused(400, 33, "Unsupported post request", refusal),
            RefusalKind.AccountBlocked => Refused(403, 131031, "Account has been locked", refusal),
            RefusalKind.LowBalance => Refused(400, 131042, "Business eligibility payment issue", refusal),
            RefusalKind.WrongPayload => Refused(400, 131009, "Parameter value is not valid", refusal),
            RefusalKind.MessageRefused => Refused(400, 131026, "Message undeliverable", refusal),
            RefusalKind.Throttled => Refused(429, 130429, "Rate limit hit", refusal),
            RefusalKind.ServerError => Refused(500, 131000, "Something went wrong", refusal),
            RefusalKind.Unavailable => Refused(503, 131016, "Service unavailable", refusal),
            _ => null,
        },
    };

    internal override IReadOnlyList<ReplyCode> Codes => MetaCodes.All;

    internal override IReadOnlyList<DocumentedReply> Replies =>
    [
        new("2xx with an `id` in `messages`", 200, """{"messages":[{"id":"1"}]}"""),
        new("any other code that is marked with `is_transient`", 500, """{"error":{"code":999999,"is_transient":true}}"""),
    ];

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing) =>
        MetaEnvelope.Write(request.Json, outgoing, further =>
    {
        if (outgoing.Options.ReplyTo is { } answered)
        {
            further.WriteStartObject("context");
            further.WriteString("message_id", answered);
            further.WriteEndObject();
        }

        if (outgoing.Options.References.Count > 0)
        {
            further.WriteString("biz_opaque_callback_data", outgoing.Options.References[0]);
        }
    });

    internal override IReadOnlyList<WaCallback>? ReadCallback(JsonElement callback) => MetaCallback.Read(callback);

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        string? code = reply.Text("error", "code");
        string error = reply.Describe(
            WithDetails(reply.Text("error", "message"), reply), reply.Text("error"), reply.Text("meta", "developer_message"),
            reply.Text("message"));
        if (code is not null && RowOf(code) is { } row)
        {
            return reply.ByCode(row, code, error);
        }

        if (reply.IsSuccess && reply.Text("messages", "0", "id") is { Length: > 0 } id)
        {
            return new(Outcome.Accepted) { MessageId = id };
        }

        return code is not null && IsTransient(reply)
            ? new(Outcome.Retry) { Code = code, Error = error, RetryAfter = reply.RetryAfter }
            : reply.ByStatus(code, error);
    }

    internal override IEnumerable<RuleViolation> CheckOptions(SendOptions options) => base.CheckOptions(options).Concat(
        options.References.Select(reference => reference.EnumerateRunes().Count()).Where(length => length > LongestReference)
            .Select(length =>
            OptionViolation("option.reference.length", SendOption.Reference,
                $"A reference has {length} characters; {Name} takes at most {LongestReference}.") with
            {
                Limit = $"{LongestReference}",
                Actual = $"{length}",
            }));

    // Of whom a message went to by a user id, the reply names no number.
    private static string Contact(string to) =>
        UserId.LooksLike(to) ? $"\"user_id\":\"{to}\"" : $"\"wa_id\":\"{to.TrimStart('+')}\"";

    // Both pages call it "Messaging Health Status"; the words are AVAILABLE, LIMITED and BLOCKED.
    private protected static string? Health(HttpReply reply) =>
        reply.Text("health_status", "can_send_message") is { } word ? $"WhatsApp calls sending {word}" : null;

    // The message names the kind of fault, the details what it was this time. They are an object or a text.
    private static string? WithDetails(string? message, HttpReply reply) =>
        (reply.Text("error", "error_data", "details") ?? reply.Text("error", "error_data")) is { Length: > 0 } details
            && message?.Contains(details, StringComparison.Ordinal) != true
            ? $"{message} {details}"
            : message;

    private static DialectReply Refused(int status, int code, string title, Refusal refusal) => new(
        status,
        $$$"""
        {"error":{"message":"(#{{{code}}}) {{{title}}}","type":"OAuthException","code":{{{code}}},
        "error_data":{"messaging_product":"whatsapp","details":"{{{ProviderDialect.Quoted(refusal.Detail)}}}"},"fbtrace_id":"sandbox"}}
        """);

    private static bool IsTransient(HttpReply reply) => reply.Json?.Child("error").Flag("is_transient") == true;
}
