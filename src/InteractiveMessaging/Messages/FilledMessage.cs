namespace InteractiveMessaging;

/// <summary>
/// A message that is filled from a row. Mostly its JSON is all that anybody asks for, so the message itself is made on demand.
/// </summary>
internal sealed class FilledMessage
{
    private readonly MessageDraft? _draft;
    private readonly string?[] _values;
    private readonly Func<Message, Message>? _adapt;
    private Message? _message;

    /// <param name="draft">The draft.</param>
    /// <param name="values">What its placeholders are filled with.</param>
    /// <param name="adapt">What becomes of it then.</param>
    public FilledMessage(MessageDraft draft, string?[] values, Func<Message, Message> adapt)
    {
        (_draft, _values, _adapt) = (draft, values, adapt);
        (Kind, Type) = (draft.Message.Kind, draft.Message.Type);
    }

    /// <param name="message">The message as it goes out.</param>
    public FilledMessage(Message message)
    {
        (_message, _values) = (message, []);
        (Kind, Type) = (message.Kind, message.Type);
    }

    /// <summary>Its kind.</summary>
    public string Kind { get; }

    /// <summary>Its type within the kind.</summary>
    public string Type { get; }

    /// <summary>The message.</summary>
    public Message Message => _message ??= _adapt!(_draft!.Render(_values));
}
