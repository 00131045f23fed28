namespace InteractiveMessaging;

/// <summary>A message with something to tap: buttons, a list, a flow, …</summary>
public sealed record InteractiveMessage(MessageAction Action) : Message
{
    internal const string KindName = "interactive";

    /// <summary>What can be tapped; it decides the <see cref="Type"/>.</summary>
    public MessageAction Action { get; internal init; } = Action;

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Type => Action.Type;

    /// <summary>What stands above the body, or null.</summary>
    public Header? Header { get; internal init; }

    /// <summary>The main text, up to 1024 characters; emoji and WhatsApp's markdown are allowed.</summary>
    public string? Body { get; internal init; }

    /// <summary>The small text below the body, up to 60 characters, or null.</summary>
    public string? Footer { get; internal init; }

    /// <inheritdoc/>
    internal override Message MapTexts(Func<string, string> map) => this with
    {
        Header = Header?.MapTexts(map),
        Body = Body is null ? null : map(Body),
        Footer = Footer is null ? null : map(Footer),
        Action = Action.MapTexts(map),
        UnknownFields = MapUnknown(map),
    };
}

/// <summary>What a recipient can do with an interactive message. There is one record for each of WhatsApp's interactive types.</summary>
public abstract record MessageAction : MessagePart
{
    /// <summary>The interactive type as WhatsApp names it.</summary>
    public abstract string Type { get; }

    /// <summary>What there is to tap, buttons in brackets, as tables show it.</summary>
    public sealed override string ToString() => Summary;

    private protected virtual string Summary => "";

    internal abstract MessageAction MapTexts(Func<string, string> map);
}
