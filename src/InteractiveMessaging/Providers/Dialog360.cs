using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging;

/// <summary>360dialog: Meta's dialect behind a key and an address of its own.</summary>
internal sealed class Dialog360 : MetaApi
{
    public override string Name => "360dialog";

    public override ValueList<ProviderAddress> Addresses => [new("https://waba-v2.360dialog.io/messages")];

    public override string Source => "360dialog, Messaging API";

    internal override ProviderProbe? Probe { get; } = new(new("https://waba-v2.360dialog.io/health_status")) { Account = ReadAccount };

    internal override TemplateListing? Templates { get; } = new(new("https://waba-v2.360dialog.io/v1/configs/templates"))
    {
        Query = query => [("limit", query.LimitText), ("offset", query.Next ?? "0")],
        Read = (reply, _) => reply.Json is { } page && page.Child("waba_templates") is { ValueKind: JsonValueKind.Array } list
            ? TemplatePage.Of(list, NextOffset(page, list.GetArrayLength()), InUpperCase)
            : null,
    };

    internal override ProviderUpload? Upload { get; } = UploadAt("https://waba-v2.360dialog.io/media");

    internal override IReadOnlyList<DocumentedReply> Replies =>
    [
        .. base.Replies,
        new("400 with the words `exceeded the endpoint rate limit`", 400,
            """{"meta":{"developer_message":"You have exceeded the endpoint rate limit"}}"""),
    ];

    internal override (string Name, string Value) Authenticate(string key) => ("D360-API-KEY", key);

    // What its gateway says before WhatsApp is asked comes in a shape of its own.
    internal override ProviderDialect Dialect
    {
        get
        {
            ProviderDialect meta = base.Dialect;
            return meta with
            {
                Listed = List,
                Refused = refusal => refusal.Kind switch
                {
                    RefusalKind.WrongKey => Refused(401, "Invalid api_key"),
                    RefusalKind.Throttled => Refused(400, "You have exceeded the endpoint rate limit"),
                    RefusalKind.Unavailable => Refused(502, "WhatsApp for Business API not available"),
                    _ => meta.Refused(refusal),
                },
            };
        }
    }

    // Its own limit answers like a bad request. A 502 of its gateway says nothing of what WhatsApp took, so it stays in doubt.
    internal override ProviderReply ReadReply(HttpReply reply)
    {
        ProviderReply read = base.ReadReply(reply);
        return reply.Status == 400 && reply.Says("exceeded the endpoint rate limit")
            ? new(Outcome.Retry) { Code = read.Code, Error = read.Error, Throttled = true, RetryAfter = reply.RetryAfter }
            : read;
    }

    private static string? NextOffset(JsonElement page, int count) =>
        page.Whole("offset") + count is { } next && count > 0 && next < page.Whole("total")
            ? next.ToString(CultureInfo.InvariantCulture)
            : null;

    private static DialectReply List(DialectListing listing)
    {
        int offset = listing.Number("offset", 0);
        JsonArray page = DialectListing.ListOf(listing.Templates.Skip(offset).Take(listing.Number("limit", 1000)));
        foreach (JsonNode? template in page)
        {
            template!["status"] = template["status"]?.GetValue<string>().ToLowerInvariant();
        }

        return new(200, new JsonObject
        {
            ["count"] = page.Count,
            ["offset"] = offset,
            ["total"] = listing.Templates.Count,
            ["waba_templates"] = page,
        }.ToJsonString());
    }

    // Its words for a status are Meta's in lower case.
    private static string InUpperCase(JsonElement template)
    {
        if (template.Text("status") is not { } status)
        {
            return template.GetRawText();
        }

        JsonObject meta = JsonObject.Create(template)!;
        meta["status"] = status.ToUpperInvariant();
        return meta.ToJsonString();
    }

    private static DialectReply Refused(int status, string said) =>
        new(status, $$$"""{"meta":{"success":false,"http_code":{{{status}}},"developer_message":"{{{said}}}"}}""");
}
