using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging;

/// <summary>Kaleyra: Meta's whole message in an envelope with up to three references.</summary>
internal sealed class Kaleyra : Provider
{
    private const int LongestReference = 255;

    private static readonly Dictionary<string, string> Hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["IN"] = "api.in.kaleyra.io",
        ["SG"] = "api.ap.kaleyra.io",
        ["EU"] = "api.eu.kaleyra.io",
        ["NA"] = "api.na.kaleyra.ai",
    };

    private static readonly ValueList<string> Sources =
    [
        "api", "clevertap", "zoho", "webengage", "shopify", "leadsquared", "responsys", "braze", "hubspot", "salesforce", "zapier",
        "eloqua", "moengage",
    ];

    public override string Name => "Kaleyra";

    public override ValueList<ProviderAddress> Addresses => [new("https://{Region}/v2/{Sid}/whatsapp/{Sender}/messages")];

    public override ValueList<string> OtherAddresses => ["-BaseUri https://api.kaleyra.io"];

    public override ValueList<ProviderSetting> Settings =>
    [
        new("Sid", "the account SID in the Kaleyra console", "[A-Za-z0-9]+", "HXAP1600000000IN"),
        new("Sender", "the account's own WhatsApp business number", @"\+[1-9][0-9]{6,14}", "+911140000000")
        {
            InCallback = static callback => callback.BusinessNumber,
        },
        new("Region", "the pod of the account", "", "IN") { Default = "IN", Choices = [.. Hosts.Keys] },
        new("BusinessAccountId", "the id of the WhatsApp Business Account in the Kaleyra console", "[0-9]{5,20}", "102290129340398")
        {
            Optional = true,
            ForReading = true,
            NamesAccount = false,
        },
        new("Source", "the value of wa_source", "", "api") { Optional = true, NamesAccount = false, Choices = Sources },
    ];

    public override SendOption Options => SendOption.Reference;

    public override int ReferenceLimit => 3;

    public override ValueList<string> Kinds => MessageKind.Names;

    public override string Source => "Kaleyra, Send an Interactive Reply Button Message";

    public override ValueList<string> Notes =>
    [
        "`-Sender` is your own WhatsApp number, not the recipient's.",
        $"Up to three `-Reference` come back in reports and callbacks. Kaleyra keeps {LongestReference} characters of each: a longer one "
            + "is cut, with a warning.",
        "`-BusinessAccountId` lets the templates of the account be read.",
        "`-Source` is the value of `wa_source`. It must be one that Kaleyra knows: Kaleyra would take any other for `api` in silence.",
    ];

    internal override ProviderDialect Dialect => new()
    {
        Read = MetaEnvelope.At(
            "/messaging_object",
            new("/messaging_object") { Required = true, IsObject = true },
            new("/extra_info") { IsObject = true },
            new("/extra_info/ref"),
            new("/extra_info/ref1"),
            new("/extra_info/ref2"),
            new("/extra_info/wa_source")).Read,
        Accepted = (id, _) => new(202, $$$"""{"code":"WA202","message":"Request Accepted","data":{"message_id":"{{{id}}}"},"error":{}}"""),
        Listed = listing => new(200, listing.MetaPage().ToJsonString()),
        Callback = happened => new JsonObject
        {
            ["meta_object"] = MetaEvents.Change(happened, reference: null),
            ["extra_info"] = new JsonObject { ["ref"] = happened.Request.Child("extra_info").Text("ref") },
        }.ToJsonString(),
        Refused = refusal => (refusal.Kind, refusal.Field) switch
        {
            (RefusalKind.WrongKey, _) or (RefusalKind.WrongAccount, "Sid") =>
                Refused(401, "RBC001", "Incorrect SID or API key.", "error", data: "[]"),
            (RefusalKind.WrongAccount, _) =>
                Refused(401, "WA401", "Phone number is not present or does not belong to the account.", "phone_number"),
            (RefusalKind.AccountBlocked, _) => Refused(401, "WA-401", "API is not available for given customer.", "account"),
            (RefusalKind.LowBalance, _) => Refused(400, "E110", "Please check your balance, You have a low balance!", "balance"),
            (RefusalKind.WrongPayload or RefusalKind.MessageRefused, _) =>
                Refused(400, "WA400", "Refer to correct payload format", "payload", refusal.Detail),
            (RefusalKind.ServerError, _) => Refused(500, "WA500", "Please try again later", "error", "Internal server error"),
            _ => null,
        },
    };

    // Every refusal that concerns the account stops the run.
    internal override IReadOnlyList<ReplyCode> Codes { get; } =
    [
        new(["RBC001"], Verdict.Stop, "Check the SID and the API key in the Kaleyra console, and the region."),
        new(["WA401"], Verdict.Stop, "-Sender must be a WhatsApp number of this account."),
        new(["WA-401"], Verdict.Stop, "The account type or the number's API version does not allow this API; ask Kaleyra's support."),
        new(["E110"], Verdict.Stop, "Top up the account's balance."),
        new(["WA400"], Verdict.Reject),
        new(["WA500"], Verdict.Retry),
    ];

    internal override IReadOnlyList<DocumentedReply> Replies =>
        [new("2xx with `WA202` and a `message_id`", 202, """{"code":"WA202","data":{"message_id":"1"}}""")];

    // Its page shows no reply. What is within is Meta's, as in all of this API, at the top or in `data`.
    internal override TemplateListing? Templates { get; } = new(
        new("https://{Region}/v2/{Sid}/whatsapp/{BusinessAccountId}/message_templates"))
    {
        Query = query =>
        [
            ("limit", query.LimitText),
            .. query.Next is { } next ? [("after", next)] : Array.Empty<(string, string)>(),
        ],
        Read = (reply, _) => reply.Json is { } page
            ? TemplatePage.OfMeta(page, tellsLast: false) ?? TemplatePage.OfMeta(page.Child("data"), tellsLast: false)
            : null,
    };

    internal override (string Name, string Value) Authenticate(string key) => ("api-key", key);

    private protected override string AddressPart(string name, ProviderSettings settings) =>
        name == "Region" ? Hosts[settings[name]] : settings[name];

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing)
    {
        Utf8JsonWriter json = request.Json;
        json.WriteStartObject();
        json.WritePropertyName("messaging_object");
        MetaEnvelope.Write(json, outgoing);

        string? source = outgoing.Settings.Find("Source");
        if (outgoing.Options.References.Count > 0 || source is not null)
        {
            json.WriteStartObject("extra_info");
            for (int i = 0; i < outgoing.Options.References.Count; i++)
            {
                json.WriteString(i == 0 ? "ref" : $"ref{i}", Cut(outgoing.Options.References[i]));
            }

            if (source is not null)
            {
                json.WriteString("wa_source", Sources.First(known => known.Equals(source, StringComparison.OrdinalIgnoreCase)));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    internal override IReadOnlyList<WaCallback>? ReadCallback(JsonElement callback) =>
        ReadWrapped(callback) ?? ReadPayment(callback) ?? ReadIncoming(callback);

    // What it says beside its wrapping holds for all that is within.
    private static IReadOnlyList<WaCallback>? ReadWrapped(JsonElement callback) =>
        callback.Child("meta_object") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array }
            && MetaCallback.ReadAll(new CallbackPlace(callback).Field("meta_object"), callback.Scalar("extra_info", "ref"))
                is { Count: > 0 } found
            ? found
            : null;

    // The shape of its page about payments.
    private static IReadOnlyList<WaCallback>? ReadPayment(JsonElement callback) =>
        callback.Text("type") == "payment" && callback.Text("status") is { } status && callback.Child("payment").Exists()
            ? [MetaStatus.ReadPayment(callback, status) with { Phone = CallbackValues.Number(callback.Scalar("phone_number")) }]
            : null;

    // The shape that its page about callback profiles sets for incoming messages.
    private static IReadOnlyList<WaCallback>? ReadIncoming(JsonElement callback) =>
        callback.Text("wanumber") is { } number && callback.Text("from") is { } from && callback.Text("type") is { } type
            ?
            [
                new WaReply
                {
                    Kind = type == "text" ? ReplyKind.Text
                        : callback.Text("media_url") is { Length: > 0 } ? ReplyKind.Media
                        : ReplyKind.Other,
                    Type = type,
                    From = CallbackValues.Number(from),
                    ProfileName = callback.Text("name"),
                    BusinessNumber = CallbackValues.Number(number),
                    Text = callback.Text("body"),
                    Url = callback.Text("media_url"),
                    MimeType = callback.Text("mime_type"),
                },
            ]
            : null;

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        string? code = reply.Text("code") ?? reply.Search("code");
        string? id = reply.Text("data", "message_id") ?? reply.Search("message_id");
        return code switch
        {
            not null when RowOf(code) is { } row => reply.ByCode(row, code, Error()),
            null or "WA202" when reply.IsSuccess && id is not null => new(Outcome.Accepted) { MessageId = id },
            "WA202" => reply.ByStatus(null, Error()),
            _ => reply.ByStatus(code, Error()),
        };

        string Error() => reply.Describe(WithDetail(reply.Text("message") ?? reply.Search("message"), FirstOf(reply, "error")));
    }

    internal override IEnumerable<RuleViolation> CheckOptions(SendOptions options) => base.CheckOptions(options).Concat(
        options.References.Where(reference => reference.EnumerateRunes().Count() > LongestReference).Select(_ =>
            OptionViolation("option.reference.length", SendOption.Reference,
                $"Kaleyra keeps {LongestReference} characters of a reference; the rest is cut off.") with
            {
                Severity = RuleSeverity.Warning,
                Limit = $"{LongestReference}",
            }));

    private static DialectReply Refused(int status, string code, string message, string field, string? detail = null, string data = "{}") =>
        new(status, $$$"""
            {"code":"{{{code}}}","message":"{{{message}}}","data":{{{data}}},
            "error":{"{{{field}}}":"{{{ProviderDialect.Quoted(detail ?? message)}}}"}}
            """);

    // Kaleyra would cut silently; cutting here keeps a surrogate pair whole.
    private static string Cut(string reference) =>
        string.Concat(reference.EnumerateRunes().Take(LongestReference).Select(rune => rune.ToString()));

    // The message names the kind of fault, the first entry of the error map the field; often they say the same.
    private static string? WithDetail(string? message, string? detail) =>
        message is null || detail is null ? message ?? detail
        : detail.Contains(message, StringComparison.Ordinal) ? message
        : $"{message} ({detail})";

    private static string? FirstOf(HttpReply reply, string name) =>
        reply.Json?.Child(name) is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().Select(field => $"{field.Name}: {field.Value}").FirstOrDefault()
            : null;
}
