namespace InteractiveMessaging;

/// <summary>
/// What people wrote without referring to a message. It answers the last message that the person got before it, as far as journal and
/// callbacks tell: most people just write.
/// </summary>
internal sealed class CallbackPeople
{
    private readonly Dictionary<string, List<WaReply>> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CallbackTrace>> _messages = new(StringComparer.Ordinal);

    /// <summary>Adds an answer, where it refers to nothing and somebody wrote it.</summary>
    public void Add(WaReply reply)
    {
        bool isFree = reply is { AnsweredMessageId: null, Reference: null, OriginalMessageId: null, GroupId: null, At: not null }
            && reply.Kind is not (ReplyKind.Reaction or ReplyKind.Unsupported or ReplyKind.Edit or ReplyKind.Revoke);
        foreach (string name in isFree ? Names(reply.Phone, reply.UserId) : [])
        {
            Add(_written, name, reply);
        }
    }

    /// <summary>Takes in which messages there are, so that what was written answers the last one before it.</summary>
    public void Know(IEnumerable<CallbackTrace> messages)
    {
        _messages.Clear();
        foreach (CallbackTrace message in _written.Count == 0 ? [] : messages)
        {
            foreach (string name in Names(message.Phone, message.UserId).Where(_written.ContainsKey))
            {
                Add(_messages, name, message);
            }
        }
    }

    /// <summary>What the recipient wrote after a message and before the next one, without referring to any.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="ids">Its ids.</param>
    /// <param name="trace">What came back of it.</param>
    public List<WaReply> Written(JournalEntry entry, IReadOnlyCollection<string> ids, CallbackTrace? trace)
    {
        if (_written.Count == 0)
        {
            return [];
        }

        DateTimeOffset sent = entry.FirstTriedAt ?? entry.At;
        string[] names = [.. Names(entry.Recipient, trace?.Phone, trace?.UserId)];

        // Callbacks count in whole seconds. Who writes to another number of the business does not answer this one.
        List<WaReply> written =
        [
            .. names.SelectMany(name => _written.GetValueOrDefault(name) ?? []).Distinct()
                .Where(reply => reply.At >= sent.AddSeconds(-1)
                    && (reply.PhoneNumberId is null || (trace?.PhoneNumberId ?? reply.PhoneNumberId) == reply.PhoneNumberId)),
        ];
        if (written.Count > 0)
        {
            DateTimeOffset? next = names.SelectMany(name => _messages.GetValueOrDefault(name) ?? [])
                .Where(message => message.FirstAt > sent && !ids.Contains(message.MessageId!)).Min(message => message.FirstAt);
            written.RemoveAll(reply => reply.At >= next);
        }

        return written;
    }

    private static IEnumerable<string> Names(params string?[] names) => names.OfType<string>().Distinct(StringComparer.Ordinal);

    private static void Add<T>(Dictionary<string, List<T>> lists, string key, T one)
    {
        if (!lists.TryGetValue(key, out List<T>? list))
        {
            lists.Add(key, list = new(1));
        }

        list.Add(one);
    }
}
