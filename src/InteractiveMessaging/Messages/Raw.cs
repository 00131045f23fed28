namespace InteractiveMessaging;

/// <summary>An action whose type the model does not know, passed on as it was given.</summary>
/// <param name="Kind">The interactive type.</param>
/// <param name="Value">The <c>action</c> object as JSON, or null where the message has none.</param>
public sealed record RawAction(string Kind, JsonData? Value) : MessageAction
{
    /// <inheritdoc/>
    public override string Type => Kind;

    internal override MessageAction MapTexts(Func<string, string> map) => this with { Value = Value?.MapTexts(map) };
}
