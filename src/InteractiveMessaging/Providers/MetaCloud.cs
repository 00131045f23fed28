namespace InteractiveMessaging;

/// <summary>Meta's own Cloud API.</summary>
internal sealed class MetaCloud : MetaApi
{
    public override string Name => "MetaCloud";

    public override string DisplayName => "Meta's Cloud API";

    public override ValueList<ProviderAddress> Addresses => [new("https://graph.facebook.com/{ApiVersion}/{PhoneNumberId}/messages")];

    public override ValueList<ProviderSetting> Settings =>
    [
        new("PhoneNumberId", "the phone number id in the app's WhatsApp settings, not the number itself", "[0-9]{5,20}", "106540352242922"),
        new("ApiVersion", "a version of the Graph API", @"v[0-9]+\.[0-9]+", "v26.0") { Default = "v26.0", NamesAccount = false },
    ];

    public override string Source => "Meta, Cloud API messages";

    public override ValueList<string> Notes =>
        ["`-PhoneNumberId` is the id of the number in the app's WhatsApp settings, not the number itself.", .. base.Notes];

    internal override ProviderProbe? Probe { get; } = new(
        new("https://graph.facebook.com/{ApiVersion}/{PhoneNumberId}?fields=health_status"))
    {
        AccountAddress = new("https://graph.facebook.com/{ApiVersion}/{PhoneNumberId}?fields=health_status,display_phone_number,"
            + "verified_name,name_status,status,quality_rating,throughput,whatsapp_business_manager_messaging_limit,is_on_biz_app"),
        Account = ReadAccount,
    };

    internal override (string Name, string Value) Authenticate(string key) => ("Authorization", "Bearer " + key);
}
