namespace InteractiveMessaging;

/// <summary>Meta's own Cloud API.</summary>
internal sealed class MetaCloud : MetaApi
{
    public override string Name => "MetaCloud";

    public override string DisplayName => "Meta's Cloud API";

    public override ValueList<ProviderAddress> Addresses => [new("https://graph.facebook.com/{ApiVersion}/{PhoneNumberId}/messages")];

    public override ValueList<ProviderSetting> Settings =>
    [
        new("PhoneNumberId", "the phone number id in the app's WhatsApp settings, not the number itself", "[0-9]{5,20}", "106540352242922")
        {
            InCallback = static callback => callback.PhoneNumberId,
        },
        new("BusinessAccountId", "the WhatsApp Business Account ID in the app's WhatsApp settings", "[0-9]{5,20}", "102290129340398")
        {
            Optional = true,
            ForReading = true,
            NamesAccount = false,
        },
        new("ApiVersion", "a version of the Graph API", @"v[0-9]+\.[0-9]+", "v26.0") { Default = "v26.0", NamesAccount = false },
    ];

    public override string Source => "Meta, Cloud API messages";

    public override ValueList<string> Notes =>
    [
        "`-PhoneNumberId` is the id of the number in the app's WhatsApp settings, not the number itself.",
        $"`-BusinessAccountId` lets the templates of the account be read. The token needs the permission `{Permission}` for that.",
        .. base.Notes,
    ];

    private const string Permission = "whatsapp_business_management";

    internal override ProviderProbe? Probe { get; } = new(
        new("https://graph.facebook.com/{ApiVersion}/{PhoneNumberId}?fields=health_status"))
    {
        AccountAddress = new("https://graph.facebook.com/{ApiVersion}/{PhoneNumberId}?fields=health_status,display_phone_number,"
            + "verified_name,name_status,status,quality_rating,throughput,whatsapp_business_manager_messaging_limit,is_on_biz_app"),
        Account = ReadAccount,
    };

    internal override TemplateListing? Templates { get; } = new(
        new("https://graph.facebook.com/{ApiVersion}/{BusinessAccountId}/message_templates"))
    {
        Query = query =>
        [
            ("fields", "name,language,status,category,parameter_format,components,quality_score,rejected_reason,id"),
            ("limit", query.LimitText),
            .. query.Name is { } name ? [("name", name)] : Array.Empty<(string, string)>(),
            .. query.Next is { } next ? [("after", next)] : Array.Empty<(string, string)>(),
        ],
        Read = (reply, _) => reply.Json is { } page ? TemplatePage.OfMeta(page, tellsLast: true) : null,
        Permission = Permission,
    };

    internal override ProviderUpload? Upload { get; } = UploadAt("https://graph.facebook.com/{ApiVersion}/{PhoneNumberId}/media");

    internal override (string Name, string Value) Authenticate(string key) => ("Authorization", "Bearer " + key);
}
