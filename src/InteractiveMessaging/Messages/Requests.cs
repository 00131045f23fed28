namespace InteractiveMessaging;

/// <summary>Asks for the recipient's location: WhatsApp's type <c>location_request_message</c>.</summary>
public sealed record LocationRequestAction : MessageAction
{
    /// <inheritdoc/>
    public override string Type => "location_request_message";

    internal override MessageAction MapTexts(Func<string, string> map) => this;
}

/// <summary>Asks for the recipient's address: WhatsApp's type <c>address_message</c>, for businesses and people in India.</summary>
public sealed record AddressRequestAction(string Country) : MessageAction
{
    /// <summary>The country of the address: <c>IN</c>.</summary>
    public string Country { get; internal init; } = Country;

    /// <inheritdoc/>
    public override string Type => "address_message";

    /// <summary>What the form holds already: a JSON object.</summary>
    public JsonData? Values { get; internal init; }

    /// <summary>Addresses to choose from: a JSON list.</summary>
    public JsonData? SavedAddresses { get; internal init; }

    /// <summary>What was wrong with an earlier answer: a JSON object of field to text.</summary>
    public JsonData? ValidationErrors { get; internal init; }

    internal override MessageAction MapTexts(Func<string, string> map) => new AddressRequestAction(map(Country))
    {
        Values = Values?.MapTexts(map),
        SavedAddresses = SavedAddresses?.MapTexts(map),
        ValidationErrors = ValidationErrors?.MapTexts(map),
    };
}

/// <summary>Asks whether the business may call: WhatsApp's type <c>call_permission_request</c>.</summary>
public sealed record CallPermissionAction : MessageAction
{
    /// <inheritdoc/>
    public override string Type => "call_permission_request";

    internal override MessageAction MapTexts(Func<string, string> map) => this;
}

/// <summary>A button that calls the business on WhatsApp: WhatsApp's type <c>voice_call</c>.</summary>
public sealed record VoiceCallAction : MessageAction
{
    /// <inheritdoc/>
    public override string Type => "voice_call";

    private protected override string Summary => DisplayText is null ? "" : $"[{DisplayText}]";

    /// <summary>What the button says, up to 20 characters.</summary>
    public string? DisplayText { get; internal init; }

    /// <summary>How long the button works: 1 to 43200 minutes.</summary>
    public int? TtlMinutes { get; internal init; }

    /// <summary>A text of the sender's own that comes with the call, up to 512 characters.</summary>
    public string? Payload { get; internal init; }

    internal override MessageAction MapTexts(Func<string, string> map) => this with
    {
        DisplayText = DisplayText is null ? null : map(DisplayText),
        Payload = Payload is null ? null : map(Payload),
    };
}

/// <summary>Asks for the recipient's contact data: WhatsApp's type <c>request_contact_info</c>.</summary>
public sealed record ContactInfoRequestAction : MessageAction
{
    /// <inheritdoc/>
    public override string Type => "request_contact_info";

    internal override MessageAction MapTexts(Func<string, string> map) => this;
}
