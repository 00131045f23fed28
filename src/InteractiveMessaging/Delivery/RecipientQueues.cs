namespace InteractiveMessaging;

/// <summary>
/// Keeps the order of messages to one recipient: while one is on its way, the next ones wait here, and hold nobody else up.
/// It is used under its owner's lock.
/// </summary>
internal sealed class RecipientQueues
{
    private readonly Dictionary<Recipient, Queue<InFlightMessage>?> _active = [];

    /// <summary>Messages that wait behind another one.</summary>
    public int Parked { get; private set; }

    /// <summary>Whether a message to this recipient is on its way.</summary>
    public bool IsActive(Recipient recipient) => _active.ContainsKey(recipient);

    /// <summary>Whether the message may set out now. If not, it is parked and comes out of <see cref="Leave"/> in its turn.</summary>
    public bool TryEnter(InFlightMessage message)
    {
        Recipient recipient = message.Recipient;
        if (!_active.TryGetValue(recipient, out Queue<InFlightMessage>? queue))
        {
            _active.Add(recipient, null);
            return true;
        }

        if (queue is null)
        {
            _active[recipient] = queue = new();
        }

        queue.Enqueue(message);
        Parked++;
        return false;
    }

    /// <summary>Ends the message to this recipient, and gives the next one that may set out.</summary>
    public InFlightMessage? Leave(Recipient recipient)
    {
        if (_active[recipient] is { Count: > 0 } queue)
        {
            Parked--;
            return queue.Dequeue();
        }

        _active.Remove(recipient);
        return null;
    }
}
