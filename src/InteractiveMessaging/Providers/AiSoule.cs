using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>AISoule: a thin envelope round the WhatsApp object, 300 messages a minute.</summary>
internal sealed class AiSoule : Provider
{
    public override string Name => "AiSoule";

    public override string DisplayName => "AISoule";

    public override ValueList<ProviderAddress> Addresses => [new("https://api.aisoule.com/v1/messages")];

    public override double RatePerSecond => 5;

    public override ValueList<string> Kinds => [InteractiveMessage.KindName, TemplateMessage.KindName];

    public override ValueList<string> DocumentedTypes => ["button", "list"];

    public override string Source => "AISoule, Send Interactive Messages";

    public override ValueList<string> Notes =>
    [
        "300 messages a minute are allowed, so 5 a second go out.",
        "Its second API, with another header and another form of numbers, is not supported.",
    ];

    internal override ProviderDialect Dialect => new()
    {
        Read = new Envelope
        {
            Fields =
            [
                new("/to", ProviderDialect.DigitsNumber) { Required = true },
                new("/type") { Required = true },
                new("/interactive/type", "button|list"),
            ],
            Recipient = ["/to"],
            Kind = "/type",
            Contents = [new("interactive", "/interactive"), new("template", "/template")],
        }.Read,
        Accepted = (id, _) => new(200, $$"""{"success":true,"message_id":"{{id}}","status":"queued"}"""),
        Refused = refusal => refusal.Kind == RefusalKind.Throttled
            ? new(429, $$$"""
                {"success":false,"error":{"code":"RATE_LIMIT_EXCEEDED",
                "message":"{{{ProviderDialect.Quoted(refusal.Detail)}}}","retry_after_seconds":{{{refusal.RetryAfter}}}}}
                """)
            : null,
    };

    internal override IReadOnlyList<DocumentedReply> Replies =>
    [
        new("2xx with `success: true` and `message_id`", 200, """{"success":true,"message_id":"1"}"""),
        new("2xx with `success: false`", 200, """{"success":false}"""),
        new("429 with `retry_after_seconds`", 429, """{"success":false,"error":{"retry_after_seconds":2}}"""),
    ];

    internal override (string Name, string Value) Authenticate(string key) => ("Authorization", "Bearer " + key);

    internal override string WritePhone(PhoneNumber number) => number.Digits;

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing)
    {
        Utf8JsonWriter json = request.Json;
        json.WriteStartObject();
        json.WriteString("to", WritePhone(outgoing.To!.Value));
        outgoing.WriteKind(json);
        json.WriteEndObject();
    }

    // Two pages of its documents show an answer: message.received with body, and message.incoming with text.
    internal override IReadOnlyList<WaCallback>? ReadCallback(JsonElement callback)
    {
        JsonElement data = callback.Child("data");
        WaCallback? found = callback.Text("event") switch
        {
            "message.received" or "message.incoming" => new WaReply
            {
                Kind = data.Text("type") == "text" ? ReplyKind.Text : ReplyKind.Other,
                Type = data.Text("type") ?? "",
                From = CallbackValues.Number(data.Scalar("sender") ?? data.Scalar("from")),
                ProfileName = data.Scalar("contact_name"),
                MessageId = data.Scalar("message_id"),
                Text = data.Scalar("body") ?? data.Scalar("text"),
            },
            { } name when name.StartsWith("message.", StringComparison.Ordinal)
                && MetaStatus.Progress(name["message.".Length..]) is { } progress => new WaStatus
                {
                    Status = progress,
                    RecipientId = CallbackValues.Number(data.Scalar("recipient")),
                    MessageId = data.Scalar("message_id"),
                },
            _ => null,
        };
        return found is null || data.ValueKind != JsonValueKind.Object ? null :
        [
            found with
            {
                At = CallbackValues.Time(callback.Scalar("timestamp")) ?? CallbackValues.Date(callback.Text("timestamp")),
                BusinessNumber = CallbackValues.Number(data.Scalar("waba_number")),
            },
        ];
    }

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        bool? success = reply.Flag("success");
        if (reply.IsSuccess && success is true && reply.Text("message_id") is { } id)
        {
            return new(Outcome.Accepted) { MessageId = id };
        }

        string? code = reply.Text("error", "code");
        string error = reply.Describe(reply.Text("error", "message"), reply.Text("error"), reply.Text("message"));
        ProviderReply read = reply.IsSuccess && success is false
            ? new(Outcome.Rejected) { Code = code, Error = error }
            : reply.ByStatus(code, error);
        return read.Outcome == Outcome.Retry
            ? read with { RetryAfter = read.RetryAfter ?? HttpReply.Seconds(reply.Text("error", "retry_after_seconds")) }
            : read;
    }
}
