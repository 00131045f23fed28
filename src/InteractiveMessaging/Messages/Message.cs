namespace InteractiveMessaging;

/// <summary>What is said to a recipient: a <see cref="TextMessage"/> or an <see cref="InteractiveMessage"/>.</summary>
/// <remarks>
/// Messages are immutable. Composing one never refuses a long text, because a template may become shorter or longer when it
/// is rendered; the rules are applied by <c>Test-WaMessage</c> and before anything is sent.
/// </remarks>
public abstract record Message
{
    /// <summary>The kind of message as WhatsApp names it: <c>text</c>, <c>button</c>, <c>list</c>, <c>flow</c>, …</summary>
    public abstract string Type { get; }

    /// <summary>The message with every text a person or a phone gets to see or send back replaced: texts, ids, links, flow values.</summary>
    internal abstract Message MapTexts(Func<string, string> map);
}

/// <summary>A plain text. It is delivered only while the recipient's service conversation is open.</summary>
/// <param name="Body">The text, up to 4096 characters.</param>
public sealed record TextMessage(string Body) : Message
{
    /// <inheritdoc/>
    public override string Type => "text";

    /// <inheritdoc/>
    internal override Message MapTexts(Func<string, string> map) => this with { Body = map(Body) };
}
