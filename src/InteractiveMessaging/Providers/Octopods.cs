using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging;

/// <summary>Octopods: WhatsApp for Intercom and other desks; a message can be assigned to a team mate.</summary>
internal sealed class Octopods : Provider
{
    public override string Name => "Octopods";

    private static readonly ProviderAddress TemplateSends = new("https://app.octopods.io/api/v1/whatsapp/templates/{TemplateId}/messages");

    private static readonly string[] MediaTypes = ["image", "video", "document"];

    public override ValueList<ProviderAddress> Addresses => [new("https://app.octopods.io/api/v1/sms/messages"), TemplateSends];

    public override ValueList<string> OtherAddresses => ["-Endpoint https://app.octopods.io/api/v1/whatsapp/interactive"];

    public override SendOption Options => SendOption.TeammateId;

    public override ValueList<string> Kinds => [InteractiveMessage.KindName, TemplateMessage.KindName];

    public override ValueList<string> DocumentedTypes => ["button", "list", "product", "product_list", "flow", "catalog_message"];

    public override string Source => "Octopods, WhatsApp Interactive Messages API Reference";

    public override ValueList<string> Notes =>
    [
        "`-TeammateId` assigns the message to a team mate in Intercom. It is given with each send and may come from a column.",
        "The channel must be enabled for interactive messages. Until it is, Octopods answers 403, and the run stops.",
        "A template is named by its id at Octopods, a number: `New-WaTemplateMessage 539 -Language en`. The id stands for one language. "
            + "The values are texts in the order of the placeholders, in header, body and link buttons; a header's media is a link.",
    ];

    // Its template sends hold texts in their order, and the address of one file.
    public override ValueList<Rule> Rules =>
    [
        RuleSet.Common["template.name.form"] with
        {
            Test = new Matches("[0-9]{1,19}", "the template's id at Octopods, a number"),
            Source = Pages,
        },
        new("template.values", TemplateMessage.KindName, "", new NoOtherFields(
        [
            "/type", "/template/name", "/template/language", "/template/components/*/type", "/template/components/*/sub_type",
            "/template/components/*/index", "/template/components/*/parameters/*/type", "/template/components/*/parameters/*/text",
            .. MediaTypes.Select(type => $"/template/components/*/parameters/*/{type}/link"),
        ]), Pages)
        {
            Recommendation = "Octopods takes texts in their order, and a link to the header's media; leave the field out.",
        },
    ];

    internal override ProviderDialect Dialect => new()
    {
        OtherPaths = ["/api/v1/whatsapp/interactive"],
        Read = request => request.Address == TemplateSends ? ReadTemplate(request) : Interactive.Read(request),
        Accepted = (id, _) => new(200, $$"""{"request_id":"request-{{id}}","message_id":"{{id}}"}"""),
        Listed = List,
        Refused = refusal => refusal.Kind switch
        {
            RefusalKind.WrongPayload => Refused(400, 1001, refusal),
            RefusalKind.MessageRefused => Refused(400, 1002, refusal),
            RefusalKind.AccountBlocked => Refused(403, 1003, refusal),
            RefusalKind.Throttled => Refused(429, 1004, refusal),
            _ => null,
        },
    };

    private const string Pages = "Octopods, Send WhatsApp Template Message";

    private static Envelope Interactive { get; } = new()
    {
        Fields =
        [
            new("/destination_phone", ProviderDialect.PlusNumber) { Required = true },
            new("/intercom_teammate_id"),
        ],
        Recipient = ["/destination_phone"],
        Contents = [new("interactive", "/waba_interactive_message")],
    };

    internal override IReadOnlyList<DocumentedReply> Replies =>
    [
        new("2xx with `message_id` or `request_id`, and no error", 200, """{"request_id":"1"}"""),
        new("2xx or 400 with `error_code`, which is kept as text", 400, """{"request_id":"1","error_code":1001,"error":"wrong"}"""),
        new("403", 403, ""),
    ];

    internal override TemplateListing? Templates { get; } = new(new("https://app.octopods.io/api/v1/whatsapp/templates"))
    {
        Query = query => query.Language is { } language ? [("lang", language)] : [],
        Read = (reply, query) => reply.Json is { ValueKind: JsonValueKind.Array } list
            ? TemplatePage.Of(list, null, template => ToMeta(template, query.Language))
            : null,
        ByLanguage = true,
    };

    internal override (string Name, string Value) Authenticate(string key) => ("X-Octopods-Auth", key);

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing)
    {
        Utf8JsonWriter json = request.Json;
        json.WriteStartObject();
        json.WriteString("destination_phone", WritePhone(outgoing.To!.Value));
        if (outgoing.Kind == TemplateMessage.KindName && outgoing.Message is TemplateMessage template)
        {
            request.GoTo(TemplateSends, ("TemplateId", template.Name));
            WriteVariables(json, template);
        }
        else
        {
            outgoing.WriteMessage(json, "waba_interactive_message");
        }

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
        if (reply.IsSuccess && code is null && reply.Text("error") is null
            && (reply.Text("message_id") ?? reply.Text("request_id")) is { } id)
        {
            return new(Outcome.Accepted) { MessageId = id };
        }

        string error = reply.Describe(reply.Text("error"), reply.Text("error", "message"), reply.Text("message"));
        if (reply.IsSuccess && code is not null)
        {
            return new(Outcome.Rejected) { Code = code, Error = error };
        }

        ProviderReply byStatus = reply.ByStatus(code, error);
        return reply.Status == 403
            ? byStatus with { StopsRun = true, Recommendation = "Ask Octopods to enable interactive messages for this channel." }
            : byStatus;
    }

    // A list where the body alone has placeholders; where another part has some too, an object with every part.
    private static void WriteVariables(Utf8JsonWriter json, TemplateMessage template)
    {
        string[] Texts(string type) =>
        [
            .. template.Components.Where(component => component.Type == type)
                .SelectMany(component => component.Parameters).Select(parameter => parameter.Text).OfType<string>(),
        ];

        (string[] header, string[] body) = (Texts("header"), Texts("body"));
        string[] buttons = [.. Texts("button").Select(AddressText.Encode)];
        if (header.Length + buttons.Length > 0)
        {
            json.WriteStartObject("message_variables");
            Write(json, "header", header);
            Write(json, "body", body);
            Write(json, "footer", []);
            Write(json, "buttons", buttons);
            json.WriteEndObject();
        }
        else if (body.Length > 0)
        {
            Write(json, "message_variables", body);
        }

        string? link = template.Components.Where(component => component.Type == "header").SelectMany(component => component.Parameters)
            .Select(parameter => parameter.Value?.Element.Text("link")).FirstOrDefault(found => found is not null);
        if (link is not null)
        {
            json.WriteString("header_attachment_url", link);
        }
    }

    // A template is sent by its id here, which the definition tells.
    internal override Message Adapt(Message message) =>
        message is TemplateMessage template && TemplateDefinition.Of(template) is { Id: { Length: > 0 } id } definition
            && definition.Name == template.Name
            ? template with { Name = id }
            : message;

    // The components are WhatsApp's own; around them it has names and words of its own, and no
    // language: that is the one that was asked for.
    private static string ToMeta(JsonElement template, string? language) => new JsonObject
    {
        ["name"] = template.Text("template_name"),
        ["language"] = language,
        ["id"] = template.Scalar("template_id"),
        ["status"] = template.Text("template_status") is "Accepted" ? "APPROVED" : template.Text("template_status")?.ToUpperInvariant(),
        ["components"] = template.Child("template_components") is { ValueKind: JsonValueKind.Array } components
            ? JsonArray.Create(components)
            : null,
    }.ToJsonString();

    private static void Write(Utf8JsonWriter json, string name, string[] texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static DialectReply List(DialectListing listing) => new(200, new JsonArray(
    [
        .. from template in listing.Templates
           where !listing.Query.TryGetValue("lang", out string? language) || template.Language.Split('_')[0] == language
               || template.Language == language
           select new JsonObject
           {
               ["created_at"] = "2026-01-05T09:12:00Z",
               ["template_id"] = long.Parse(template.Id!, CultureInfo.InvariantCulture),
               ["template_name"] = template.Name,
               ["template_body"] = template.Body?.Text,
               ["template_components"] = JsonNode.Parse(template.Json)!["components"]!.DeepClone(),
               ["template_status"] = template.Status is "APPROVED" or null ? "Accepted" : "Rejected",
           },
    ]).ToJsonString());

    private static DialectReading ReadTemplate(DialectRequest request)
    {
        if (request.MediaType != RequestWriter.JsonType)
        {
            return DialectReading.Wrong("Content-Type", $"Content-Type must be {RequestWriter.JsonType}.");
        }

        using JsonDocument document = JsonDocument.Parse(request.Body);
        JsonElement body = document.RootElement;
        EnvelopeField phone = new("/destination_phone", ProviderDialect.PlusNumber) { Required = true };
        if (phone.Check(body) is { } wrong)
        {
            return DialectReading.Wrong(phone.Path, wrong);
        }

        JsonElement variables = body.Child("message_variables");
        JsonElement texts = variables.ValueKind == JsonValueKind.Array ? variables : variables.Child("body");
        List<TemplateComponent> components = [.. Component("header", variables.Child("header")), .. Component("body", texts)];
        components.AddRange(variables.Items("buttons").Select((text, index) => Component("button", [text.GetString() ?? ""]) with
        {
            SubType = "url",
            Index = $"{index}",
        }));
        if (body.Text("header_attachment_url") is { } link)
        {
            // Nothing in the request says which kind of media it is; the end of the address mostly does.
            string type = link.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? "document"
                : link.EndsWith(".mp4", StringComparison.OrdinalIgnoreCase) ? "video" : "image";
            TemplateParameter media = new(type) { Value = JsonData.FromValue(new Dictionary<string, object> { ["link"] = link }) };
            components.Insert(0, new("header") { Parameters = [media] });
        }

        TemplateMessage template = new(request.Values["TemplateId"], "en") { Components = ValueList.From(components) };
        return DialectReading.Of(body.Text("destination_phone")!, isNumber: true, template);
    }

    private static IEnumerable<TemplateComponent> Component(string type, JsonElement texts) => texts.Items().Any()
        ? [Component(type, texts.Items().Select(text => text.GetString() ?? ""))]
        : [];

    private static TemplateComponent Component(string type, IEnumerable<string> texts) =>
        new(type) { Parameters = ValueList.From(texts.Select(text => TemplateParameter.OfText(text))) };

    // The document gives the shape and no numbers, so these are the sandbox's own.
    private static DialectReply Refused(int status, int code, Refusal refusal) =>
        new(status, $$"""{"request_id":"request-refused","error_code":{{code}},"error":"{{ProviderDialect.Quoted(refusal.Detail)}}"}""");
}
