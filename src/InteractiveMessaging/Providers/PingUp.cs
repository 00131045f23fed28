using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>PingUp: a conversation platform with an envelope of its own, delays, and client ids beside phone numbers.</summary>
internal sealed class PingUp : Provider
{
    public override string Name => "PingUp";

    private static readonly ProviderAddress TemplateSends = new("https://api.pingup.ai/ext/v2/{Business}/template");

    public override ValueList<ProviderAddress> Addresses => [new("https://api.pingup.ai/ext/v2/{Business}/messages"), TemplateSends];

    public override ValueList<string> OtherAddresses => ["-BaseUri https://api.pingueen.it"];

    public override ValueList<ProviderSetting> Settings =>
        [new("Business", "the business name in PingUp's API address", "[A-Za-z0-9][A-Za-z0-9_-]*", "acme")];

    public override SendOption Options => SendOption.Delay | SendOption.ClientName | SendOption.ClientId;

    public override ValueList<string> Kinds => [TextMessage.KindName, InteractiveMessage.KindName, TemplateMessage.KindName];

    public override ValueList<string> DocumentedTypes => ["list", "button", "flow"];

    public override string Source => "PingUp, Interactive Messages";

    public override ValueList<string> Notes =>
    [
        "A recipient is a number (`-To`), PingUp's own client id (`-ClientId`), or both.",
        "`-Delay` takes `60s`, `90m`, `14h`, `2d`, `2w`, a time such as `01:30:00`, or a TimeSpan. It goes out in the largest unit that "
            + "divides it. Parts of a second and negative delays are errors.",
        "Media in a header are links. A link to a video or a document need not be http: PingUp also takes links into its media stores. "
            + "An image and a document may have a caption there.",
        "Plain texts are delivered only while the recipient's conversation is open.",
        "A template goes to an address of its own. With a number it needs `-ClientName`, which may come from a column.",
    ];

    private static EnvelopeField[] Client =>
    [
        new("/client"),
        new("/client_phone", ProviderDialect.DigitsNumber),
        new("/client_name"),
        new("/delay", "[1-9][0-9]*[smhdw]"),
    ];

    private static Envelope OfMessages { get; } = new()
    {
        Fields = [new("/message_type") { Required = true }, .. Client],
        Recipient = ["/client_phone", "/client"],
        Kind = "/message_type",
        Contents =
        [
            new("interactive", "/interactive"),
            new("text", "/text_message") { OfText = text => new TextMessage(text) },
        ],
    };

    private static Envelope OfTemplates { get; } = new()
    {
        Fields =
        [
            .. Client,
            new("/callback_url"),
            new("/text_message"),
            new("/template/language/policy", "deterministic") { Required = true },
        ],
        Recipient = ["/client_phone", "/client"],
        Contents = [new("template", "/template")],
    };

    // The document names one failure, 2xx with success: false; it gives it no text.
    internal override ProviderDialect Dialect => new()
    {
        Read = request => request.Address == TemplateSends ? OfTemplates.Read(request) : OfMessages.Read(request),
        Accepted = (id, _) => new(200, $$$"""{"success":true,"data":{"message_id":"{{{id}}}"}}"""),
        Refused = refusal => refusal.Kind == RefusalKind.MessageRefused
            ? new(200, $$"""{"success":false,"message":"{{ProviderDialect.Quoted(refusal.Detail)}}"}""")
            : null,
    };

    // Its envelope carries captions, which Meta's header has no place for, and links to media stores of its own.
    public override ValueList<Rule> Rules =>
    [
        RuleSet.Common["header.image.caption"] with { Test = new IsA(JsonValueKind.String), Source = Source, Recommendation = null },
        RuleSet.Common["header.document.caption"] with { Test = new IsA(JsonValueKind.String), Source = Source, Recommendation = null },
        RuleSet.Common["header.video.link"] with { Test = new Link([]), Source = Source },
        RuleSet.Common["header.document.link"] with { Test = new Link([]), Source = Source },
        LinkOnly("header.image.id"),
        LinkOnly("header.video.id"),
        LinkOnly("header.document.id"),
        RuleSet.Common["text.fields"] with
        {
            Test = new NoOtherFields(["/type", "/text/body"]),
            Source = Source,
            Recommendation = "Leave the field out: PingUp's texts carry nothing but the text.",
        },
    ];

    internal override IReadOnlyList<DocumentedReply> Replies =>
    [
        new("2xx with `success: true`", 200, """{"success":true,"data":{"message_id":"1"}}"""),
        new("2xx with `success: false`", 200, """{"success":false}"""),
    ];

    internal override (string Name, string Value) Authenticate(string key) => ("Authorization", "Bearer " + key);

    internal override string WritePhone(PhoneNumber number) => number.Digits;

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing)
    {
        Utf8JsonWriter json = request.Json;
        json.WriteStartObject();
        if (outgoing.Kind == TemplateMessage.KindName)
        {
            request.GoTo(TemplateSends);
        }
        else
        {
            json.WriteString("message_type", outgoing.Kind);
        }

        if (outgoing.Options.ClientId is { } client)
        {
            json.WriteString("client", client);
        }

        if (outgoing.To is { } phone)
        {
            json.WriteString("client_phone", WritePhone(phone));
        }

        if (outgoing.Options.ClientName is { } name)
        {
            json.WriteString("client_name", name);
        }

        switch (outgoing.Kind)
        {
            case TextMessage.KindName:
                json.WriteString("text_message", ((TextMessage)outgoing.Message).Body);
                break;
            case TemplateMessage.KindName:
                WriteTemplate(json, outgoing);
                break;
            default:
                outgoing.WriteMessage(json, "interactive");
                break;
        }

        if (outgoing.Options.Delay is { } delay && delay != TimeSpan.Zero)
        {
            json.WriteString("delay", DelayText.Write(delay));
        }

        json.WriteEndObject();
    }

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        return (reply.IsSuccess, reply.Flag("success")) switch
        {
            (true, true) => new(Outcome.Accepted) { MessageId = reply.Text("data", "message_id") },
            (true, false) => new(Outcome.Rejected) { Error = $"PingUp answered success: false ({Error()})" },
            _ => reply.ByStatus(null, Error()),
        };

        string Error() => reply.Describe(
            reply.Text("message"), reply.Text("error"), reply.Text("error", "message"), reply.Text("data", "message"),
            reply.Text("data", "error"));
    }

    internal override RuleViolation? CheckSend(string kind, bool hasNumber, SendOptions options) =>
        kind == TemplateMessage.KindName && hasNumber && string.IsNullOrWhiteSpace(options.ClientName) && options.ClientId is null
            ? new()
            {
                Rule = "pingup.template.name",
                Path = "-ClientName",
                Message = "PingUp needs a name beside the number for a template.",
                Severity = RuleSeverity.Error,
                Source = "PingUp, Send Text Template",
                Recommendation = "Give -ClientName, or a column ClientName.",
            }
            : null;

    // WhatsApp's object, and the policy of its language, which Meta's own pages have given up.
    private static void WriteTemplate(Utf8JsonWriter json, Outgoing outgoing)
    {
        using JsonDocument message = JsonDocument.Parse(outgoing.MessageJson);
        json.WriteStartObject("template");
        foreach (JsonProperty field in message.RootElement.GetProperty("template").EnumerateObject())
        {
            if (field.Name != "language" || field.Value.Child("policy").Exists())
            {
                field.WriteTo(json);
                continue;
            }

            json.WriteStartObject("language");
            json.WriteString("policy", "deterministic");
            foreach (JsonProperty part in field.Value.EnumerateObject())
            {
                part.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private Rule LinkOnly(string id) => RuleSet.Common[id] with
    {
        Test = new Never("PingUp's page knows media by link only"),
        Source = Source,
        Severity = RuleSeverity.Warning,
        Recommendation = "Give a link.",
    };
}
