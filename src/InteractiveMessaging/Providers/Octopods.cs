using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Octopods: WhatsApp for Intercom and other desks; a message can be assigned to a team mate.</summary>
internal sealed class Octopods : Provider
{
    public override string Name => "Octopods";

    public override ValueList<ProviderAddress> Addresses => [new("https://app.octopods.io/api/v1/sms/messages")];

    public override ValueList<string> OtherAddresses => ["-Endpoint https://app.octopods.io/api/v1/whatsapp/interactive"];

    public override SendOption Options => SendOption.TeammateId;

    public override ValueList<string> DocumentedTypes => ["button", "list", "product", "product_list", "flow", "catalog_message"];

    public override string Source => "Octopods, WhatsApp Interactive Messages API Reference";

    public override ValueList<string> Notes =>
    [
        "`-TeammateId` assigns the message to a team mate in Intercom. It is given with each send and may come from a column.",
        "The channel must be enabled for interactive messages. Until it is, Octopods answers 403, and the run stops.",
    ];

    internal override ProviderDialect Dialect => new()
    {
        OtherPaths = ["/api/v1/whatsapp/interactive"],
        Read = new Envelope
        {
            Fields =
            [
                new("/destination_phone", ProviderDialect.PlusNumber) { Required = true },
                new("/intercom_teammate_id"),
            ],
            Recipient = ["/destination_phone"],
            Contents = [new("interactive", "/waba_interactive_message")],
        }.Read,
        Accepted = (id, _) => new(200, $$"""{"request_id":"request-{{id}}","message_id":"{{id}}"}"""),
        Refused = refusal => refusal.Kind switch
        {
            RefusalKind.WrongPayload => Refused(400, 1001, refusal),
            RefusalKind.MessageRefused => Refused(400, 1002, refusal),
            RefusalKind.AccountBlocked => Refused(403, 1003, refusal),
            RefusalKind.Throttled => Refused(429, 1004, refusal),
            _ => null,
        },
    };

    internal override IReadOnlyList<DocumentedReply> Replies =>
    [
        new("2xx with `message_id` or `request_id`, and no error", 200, """{"request_id":"1"}"""),
        new("2xx or 400 with `error_code`, which is kept as text", 400, """{"request_id":"1","error_code":1001,"error":"wrong"}"""),
        new("403", 403, ""),
    ];

    internal override (string Name, string Value) Authenticate(string key) => ("X-Octopods-Auth", key);

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing)
    {
        Utf8JsonWriter json = request.Json;
        json.WriteStartObject();
        json.WriteString("destination_phone", WritePhone(outgoing.To!.Value));
        outgoing.WriteMessage(json, "waba_interactive_message");
        if (outgoing.Options.TeammateId is { } teammate)
        {
            json.WriteString("intercom_teammate_id", teammate);
        }

        json.WriteEndObject();
    }

    // Its documents show no callback. What its address for a message's status answers is read, for those who ask there.
    internal override IReadOnlyList<WaCallback>? ReadCallback(JsonElement callback) =>
        callback.Child("channel_message_id").Exists() && callback.Scalar("message_id") is { } id
            && callback.Text("status") is { } name && MetaStatus.Progress(name) is { } progress
            ?
            [
                new WaStatus
                {
                    Status = progress,
                    MessageId = id,
                    At = CallbackValues.Date(callback.Text("last_updated")),
                    Error = progress == MessageProgress.Failed ? callback.Text("status_message") : null,
                },
            ]
            : null;

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        string? code = reply.Text("error_code");
        string error = reply.Describe(reply.Text("error"), reply.Text("error", "message"), reply.Text("message"));
        ProviderReply byStatus = reply.ByStatus(code, error);
        return (reply.IsSuccess, reply.Text("message_id") ?? reply.Text("request_id")) switch
        {
            (true, _) when code is not null => new(Outcome.Rejected) { Code = code, Error = error },
            (true, { } id) when reply.Text("error") is null => new(Outcome.Accepted) { MessageId = id },
            _ => reply.Status == 403
                ? byStatus with { StopsRun = true, Recommendation = "Ask Octopods to enable interactive messages for this channel." }
                : byStatus,
        };
    }

    // The document gives the shape and no numbers, so these are the sandbox's own.
    private static DialectReply Refused(int status, int code, Refusal refusal) =>
        new(status, $$"""{"request_id":"request-refused","error_code":{{code}},"error":"{{ProviderDialect.Quoted(refusal.Detail)}}"}""");
}
