namespace InteractiveMessaging.Cmdlets;

/// <summary>Reads the placeholders of each message once, however many rows it is used for.</summary>
/// <param name="met">Is told of each message when it is met first.</param>
internal sealed class DraftCache(Action<Message> met)
{
    // As many as there may be languages and variants. A block that makes a new message for each row must not fill the memory.
    private const int Most = 64;

    private readonly Dictionary<Message, MessageDraft> _drafts = new(ReferenceEqualityComparer.Instance);
    private MessageDraft? _last;

    /// <summary>The draft of a message.</summary>
    /// <exception cref="WaException">A placeholder is not closed or has no name.</exception>
    public MessageDraft Read(Message message)
    {
        try
        {
            return Of(message);
        }
        catch (FormatException unclosed)
        {
            throw new WaException(ErrorCause.MessageInvalid, unclosed.Message);
        }
    }

    private MessageDraft Of(Message message)
    {
        if (ReferenceEquals(_last?.Message, message))
        {
            return _last;
        }

        if (!_drafts.TryGetValue(message, out MessageDraft? draft))
        {
            draft = MessageDraft.Of(message);
            met(message);
            if (_drafts.Count == Most)
            {
                _drafts.Clear();
            }

            _drafts.Add(message, draft);
        }

        return _last = draft;
    }
}
