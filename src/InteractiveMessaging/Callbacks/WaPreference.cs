namespace InteractiveMessaging;

/// <summary>What a person wants to get from the business, said in the settings of WhatsApp and not in a message.</summary>
public sealed record WaPreference : WaCallback
{
    /// <summary>What it is about: <c>marketing_messages</c>.</summary>
    public string? Category { get; init; }

    /// <summary>What the person wants: <c>stop</c> or <c>resume</c>.</summary>
    public required string Value { get; init; }

    /// <summary>The same as a sentence of WhatsApp's.</summary>
    public string? Detail { get; init; }

    /// <inheritdoc/>
    public override string Topic => "Preference";

    /// <inheritdoc/>
    public override string? Summary => Category is null ? Value : $"{Value} {Category}";

    /// <summary>Who, and what.</summary>
    public override string ToString() => $"{Person}: {Summary}";
}
