namespace InteractiveMessaging;

/// <summary>What is said to a recipient. There is one record for each kind of message.</summary>
/// <remarks>
/// Messages are values. Composing one never refuses a long text, because a draft may become shorter or longer when it
/// is rendered; the rules are applied by <c>Test-WaMessage</c> and before anything is sent.
/// </remarks>
public abstract record Message : MessagePart
{
    /// <summary>The kind of message: <c>text</c>, <c>interactive</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The type within the kind, as WhatsApp names it: <c>text</c>, <c>button</c>, <c>list</c>, <c>flow</c>, …</summary>
    public abstract string Type { get; }

    /// <summary>Fields of the JSON it was read from that the model has no name for; they are written back where they stood.</summary>
    public ValueList<UnknownField> UnknownFields { get; internal init; } = [];

    /// <summary>
    /// Its kind and none of its texts: this is what PowerShell's module logging and errors of parameters write down. What it says is in
    /// its properties, and the order of messages goes by them.
    /// </summary>
    public sealed override string ToString() => $"{GetType().Name} ({Type})";

    /// <summary>
    /// The name of the approved template that it sends; null for a free message, which WhatsApp delivers only within 24 hours after the
    /// recipient's last one.
    /// </summary>
    internal virtual string? TemplateName => null;

    /// <summary>The language that the template is sent in; null for a free message.</summary>
    internal virtual string? TemplateLanguage => null;

    /// <summary>
    /// The message with every text replaced that a person or a phone gets to see or sends back: texts, ids, links, flow values.
    /// </summary>
    internal abstract Message MapTexts(Func<string, string> map);

    /// <summary>The unknown fields that do not stand in any of these parts of the message.</summary>
    /// <param name="parts">JSON pointers.</param>
    internal ValueList<UnknownField> UnknownOutside(params ReadOnlySpan<string> parts)
    {
        List<UnknownField> outside = [.. UnknownFields];
        foreach (string part in parts)
        {
            outside.RemoveAll(field => field.Path == part || field.Path.StartsWith(part + "/", StringComparison.Ordinal));
        }

        return ValueList.From(outside);
    }

    private protected ValueList<UnknownField> MapUnknown(Func<string, string> map) =>
        UnknownFields.Count == 0 ? UnknownFields : UnknownFields.Map(field => field.MapTexts(map));
}

/// <summary>A plain text. It is delivered only while the recipient's service conversation is open.</summary>
public sealed record TextMessage(string Body) : Message
{
    internal const string KindName = "text";

    /// <summary>The text, up to 4096 characters.</summary>
    public string Body { get; internal init; } = Body;

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Type => KindName;

    /// <inheritdoc/>
    internal override Message MapTexts(Func<string, string> map) => this with { Body = map(Body), UnknownFields = MapUnknown(map) };
}

/// <summary>A field that the model has no name for, kept so that JSON goes through unharmed.</summary>
public sealed record UnknownField(string Path, JsonData? Value) : MessagePart
{
    /// <summary>Where it stands: a JSON pointer into the interactive object.</summary>
    public string Path { get; internal init; } = Path;

    /// <summary>Its value; null where the JSON lacked a field that the writer would add.</summary>
    public JsonData? Value { get; internal init; } = Value;

    internal UnknownField MapTexts(Func<string, string> map) => this with { Value = Value?.MapTexts(map) };
}
