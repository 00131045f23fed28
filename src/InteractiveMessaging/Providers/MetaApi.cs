using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>What the providers that speak Meta's own dialect share: envelope, options, replies and codes.</summary>
internal abstract class MetaApi : Provider
{
    private const int LongestReference = 512;

    public override SendOption Options =>
        SendOption.Reference | SendOption.ReplyTo | SendOption.UserId | SendOption.Category | SendOption.TimeToLive;

    public override int ReferenceLimit => 1;

    public override ValueList<string> Kinds => MessageKind.Names;

    public override ValueList<string> Notes =>
    [
        $"One `-Reference` of up to {LongestReference} characters comes back in status callbacks. `-ReplyTo` quotes an earlier message.",
        "`-UserId` writes to a person who shows no number. Where a row has a number as well, the number is used.",
        "`-Category` and `-TimeToLive` send outside the 24 hours without a template (Direct Send), where the account is enabled for it.",
        "A list's body may have 4096 characters.",
        "A message may name a file of this machine, such as `-Image ./logo.png`: it is uploaded once. `Publish-WaMedia` uploads files too.",
        "The code decides, whatever the HTTP status beside it.",
    ];

    // One page of Meta's allows a list more text than its OpenAPI and every other provider does.
    public override ValueList<Rule> Rules =>
        [RuleSet.Common["list.body.length"] with { Test = new MaxLength(4096), Source = "Meta, Interactive list messages" }];

    /// <summary>How files are taken, at this address.</summary>
    private protected static ProviderUpload UploadAt(string address) => new(new(address))
    {
        Fields = type => [("messaging_product", "whatsapp"), ("type", type)],
        Id = reply => reply.Text("id"),
    };

    internal override ProviderDialect Dialect => new()
    {
        Read = MetaEnvelope.Whole.Read,
        Accepted = (id, to) => new(200, $$$"""
            {"messaging_product":"whatsapp","contacts":[{"input":"{{{to}}}",{{{Contact(to)}}}}],
            "messages":[{"id":"{{{id}}}"}]}
            """),
        Probed = new(200, """{"health_status":{"can_send_message":"AVAILABLE","entities":[]}}"""),
        AccountRead = new(200, """
            {"health_status":{"can_send_message":"AVAILABLE","entities":[]},"display_phone_number":"+1 202-555-0100",
            "verified_name":"Sandbox","name_status":"APPROVED","status":"CONNECTED","quality_rating":"GREEN",
            "throughput":{"level":"STANDARD"},"whatsapp_business_manager_messaging_limit":"TIER_250","is_on_biz_app":false}
            """),
        Uploaded = id => new(200, $$"""{"id":"{{id}}"}"""),
        Callback = MetaEvents.Write,
        Listed = listing => new(200, listing.MetaPage().ToJsonString()),
        Refused = refusal => refusal.Template is { } fault ? Refused(fault, refusal) : refusal.Kind switch
        {
            RefusalKind.WrongKey => Refused(401, 190, "Invalid OAuth access token", refusal),
            RefusalKind.WrongAccount => Refused(400, 33, "Unsupported post request", refusal),
            RefusalKind.AccountBlocked => Refused(403, 131031, "Account has been locked", refusal),
            RefusalKind.LowBalance => Refused(400, 131042, "Business eligibility payment issue", refusal),
            RefusalKind.WrongPayload when refusal.Field is MetaEnvelope.Category or MetaEnvelope.TimeToLive =>
                Refused(400, 100, "Invalid parameter", refusal),
            RefusalKind.WrongPayload => Refused(400, 131009, "Parameter value is not valid", refusal),
            RefusalKind.MediaRefused => Refused(400, 131053, "Media upload error", refusal),
            RefusalKind.MessageRefused when refusal.Field == MetaEnvelope.UserIdField =>
                Refused(400, 131062, "Business-scoped User ID (BSUID) recipients are not supported for this message.", refusal),
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
        new("2xx whose `message_status` is not `accepted`, with a warning", 200,
            """{"messages":[{"id":"1","message_status":"held_for_quality_assessment"}]}"""),
        new("`100` that says `requires Direct Send`", 400,
            """{"error":{"code":100,"error_data":{"details":"The 'category' value requires Direct Send."}}}"""),
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

        if (outgoing.Options.Category is { } category)
        {
            further.WriteString("category", DirectSend.Of(category).Name);
        }

        if (outgoing.Options.TimeToLive is { } life)
        {
            further.WriteNumber("ttl_seconds", (long)life.TotalSeconds);
        }
    });

    internal override IReadOnlyList<WaCallback>? ReadCallback(JsonElement callback) => MetaCallback.Read(callback);

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        string? code = reply.Text("error", "code");
        if (code is not null && RowOf(code) is { } row)
        {
            bool noDirectSend = code == MetaCodes.InvalidParameter && reply.Says("requires Direct Send");
            return reply.ByCode(noDirectSend ? MetaCodes.NoDirectSend : row, code, Error());
        }

        if (reply.IsSuccess && reply.Text("messages", "0", "id") is { Length: > 0 } id)
        {
            return new(Outcome.Accepted) { MessageId = id, Note = Note(reply.Text("messages", "0", "message_status")) };
        }

        return code is not null && IsTransient(reply)
            ? new(Outcome.Retry) { Code = code, Error = Error(), RetryAfter = reply.RetryAfter }
            : reply.ByStatus(code, Error());

        string Error() => reply.Describe(
            WithDetails(reply.Text("error", "message"), reply), reply.Text("error"), reply.Text("meta", "developer_message"),
            reply.Text("message"));
    }

    internal override IEnumerable<RuleViolation> CheckOptions(SendOptions options) =>
        [.. base.CheckOptions(options), .. CheckReferences(options), .. CheckDirectSend(options)];

    private IEnumerable<RuleViolation> CheckReferences(SendOptions options) =>
        from reference in options.References
        let length = reference.EnumerateRunes().Count()
        where length > LongestReference
        select OptionViolation("option.reference.length", SendOption.Reference,
            $"A reference has {length} characters; {Name} takes at most {LongestReference}.") with
        {
            Limit = $"{LongestReference}",
            Actual = $"{length}",
        };

    private IEnumerable<RuleViolation> CheckDirectSend(SendOptions options)
    {
        DirectSend? direct = options.Category is { } category ? DirectSend.Of(category) : null;
        if (direct is { TakesUserIds: false } && options.UserId is not null)
        {
            yield return OptionViolation("option.category.recipient", SendOption.Category,
                $"A message of the category {direct.Category} cannot go to a user id.") with
            {
                Source = DirectSend.Source,
                Recommendation = "Send it to the phone number.",
            };
        }

        if (options.TimeToLive is { } life && (direct is null || life < DirectSend.ShortestLife || life > direct.LongestLife))
        {
            string limit = direct is null
                ? ""
                : $"{DelayText.Write(DirectSend.ShortestLife)} to {DelayText.Write(direct.LongestLife)}";
            yield return OptionViolation("option.ttl", SendOption.TimeToLive, direct is null
                ? "WhatsApp takes a time to live only with a category."
                : $"The time to live is {DelayText.Write(life)}; with -Category {direct.Category} it may be {limit}.") with
            {
                Source = DirectSend.Source,
                Limit = direct is null ? null : limit,
                Actual = DelayText.Write(life),
                Recommendation = direct is null ? "Give -Category as well." : $"Give {limit}, or leave -TimeToLive out.",
            };
        }
    }

    // Of whom a message went to by a user id, the reply names no number.
    private static string Contact(string to) =>
        UserId.LooksLike(to) ? $"\"user_id\":\"{to}\"" : $"\"wa_id\":\"{to.TrimStart('+')}\"";

    // A status other than this one says that the message is not on its way yet.
    private static string? Note(string? status) => status switch
    {
        null or "accepted" => null,
        "held_for_quality_assessment" => "WhatsApp took the message and holds it back until the quality of its template is assessed; "
            + "it may still be dropped (132015).",
        _ => $"WhatsApp took the message with the status '{status}'; it may not be delivered.",
    };

    /// <summary>What is told of the number; the reply to a request for less has less.</summary>
    private protected static AccountStatus? ReadAccount(HttpReply reply) => new()
    {
        CanSend = reply.Text("health_status", "can_send_message"),
        MessagingLimit = reply.Text("whatsapp_business_manager_messaging_limit"),
        Throughput = reply.Text("throughput", "level"),
        QualityRating = reply.Text("quality_rating"),
        Status = reply.Text("status"),
        VerifiedName = reply.Text("verified_name"),
        NameStatus = reply.Text("name_status"),
        Number = reply.Text("display_phone_number"),
        IsOnBusinessApp = reply.Flag("is_on_biz_app"),
    };

    // The message names the kind of fault, the details what it was this time. They are an object or a text.
    private static string? WithDetails(string? message, HttpReply reply) =>
        (reply.Text("error", "error_data", "details") ?? reply.Text("error", "error_data")) is { Length: > 0 } details
            && message?.Contains(details, StringComparison.Ordinal) != true
            ? string.IsNullOrEmpty(message) ? details : $"{message.TrimEnd('.', ':')}: {details}"
            : message;

    private static DialectReply Refused(TemplateFault fault, Refusal refusal) => fault switch
    {
        TemplateFault.Missing => Refused(404, 132001, "Template name does not exist in the translation", refusal),
        TemplateFault.Paused => Refused(400, 132015, "Template is paused", refusal),
        TemplateFault.Disabled => Refused(400, 132016, "Template is disabled", refusal),
        TemplateFault.Count => Refused(400, 132000, "Number of parameters does not match the expected number of params", refusal),
        TemplateFault.Length => Refused(400, 132005, "Translated text too long", refusal),
        TemplateFault.Text => Refused(400, 132018, "There is an issue with the parameters in your template", refusal),
        _ => Refused(400, 132012, "Parameter format does not match format in the created template", refusal),
    };

    private static DialectReply Refused(int status, int code, string title, Refusal refusal) => new(
        status,
        $$$"""
        {"error":{"message":"(#{{{code}}}) {{{title}}}","type":"OAuthException","code":{{{code}}},
        "error_data":{"messaging_product":"whatsapp","details":"{{{ProviderDialect.Quoted(refusal.Detail)}}}"},"fbtrace_id":"sandbox"}}
        """);

    private static bool IsTransient(HttpReply reply) => reply.Json?.Child("error").Flag("is_transient") == true;
}
