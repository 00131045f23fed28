namespace InteractiveMessaging;

/// <summary>An action whose type the model does not know, passed on as it was given.</summary>
public sealed record RawAction(string Kind, JsonData? Value) : MessageAction
{
    /// <summary>The interactive type.</summary>
    public string Kind { get; internal init; } = Kind;

    /// <summary>The <c>action</c> object as JSON, or null where the message has none.</summary>
    public JsonData? Value { get; internal init; } = Value;

    /// <inheritdoc/>
    public override string Type => Kind;

    internal override MessageAction MapTexts(Func<string, string> map) => this with { Value = Value?.MapTexts(map) };
}
