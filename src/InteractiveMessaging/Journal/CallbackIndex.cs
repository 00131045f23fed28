namespace InteractiveMessaging;

/// <summary>
/// Callbacks by what they refer to, so that each message of a journal finds its own: by the reference the provider echoes, which is the
/// message's key in the journal unless the sender gave one, and by the message's id. What refers to no message, and was written by its
/// recipient after it and before the next one, answers it too.
/// </summary>
/// <remarks>Memory grows with the messages that have callbacks, about a kilobyte each, and with answers; not with the journal.</remarks>
internal sealed class CallbackIndex
{
    private const int MostTexts = 10_000;
    private readonly Dictionary<string, CallbackTrace> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CallbackTrace>> _byReference = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<WaReply>> _repliesByReference = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<WaReply>> _repliesById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<WaReply>> _changesById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly CallbackPeople _people = new();
    private bool _knowsMessages;

    public CallbackIndex()
    {
    }

    public CallbackIndex(IEnumerable<WaCallback> callbacks)
    {
        foreach (WaCallback callback in callbacks)
        {
            Add(callback);
        }
    }

    /// <summary>How many of the callbacks can be about a message: statuses and answers.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a callback. What is neither a status nor an answer is left out.</summary>
    public void Add(WaCallback callback)
    {
        _knowsMessages = false;
        switch (callback)
        {
            case WaStatus status:
                Count++;
                Add(status);
                break;
            case WaReply reply:
                Count++;
                Add(_repliesByReference, reply.Reference, reply);
                Add(_repliesById, reply.AnsweredMessageId, reply);
                Add(_changesById, reply.OriginalMessageId, reply);
                _people.Add(reply);
                break;
        }
    }

    /// <summary>A message of a journal with what the callbacks say of it.</summary>
    public FollowedMessage Follow(JournalEntry entry)
    {
        if (!_knowsMessages)
        {
            _people.Know(_byId.Values);
            _knowsMessages = true;
        }

        // Kaleyra answers a request with an id of its own; WhatsApp's, which replies name, is learned from the statuses.
        List<CallbackTrace> echoed = Of(_byReference, entry.Hash);
        string[] ids = [.. echoed.Select(trace => trace.MessageId).Append(entry.MessageId).OfType<string>().Distinct()];
        CallbackTrace? trace = CallbackTrace.Of(
            [.. echoed.Concat(ids.Select(id => _byId.GetValueOrDefault(id)).OfType<CallbackTrace>()).Distinct()]);
        List<WaReply> replies =
            WithChanges([.. Of(_repliesByReference, entry.Hash), .. ids.SelectMany(id => Of(_repliesById, id))]);
        bool taken = trace is not null || replies.Count > 0;
        JournalStatus status = taken ? JournalStatus.Accepted : entry.Status;
        List<WaReply> later = status == JournalStatus.Accepted ? WithChanges(_people.Written(entry, ids, trace)) : [];
        WaReply? own = Answer(replies);
        WaReply? answer = own ?? Answer(later);
        bool failed = trace?.Progress == MessageProgress.Failed;
        return new()
        {
            Journal = entry.Journal,
            Hash = entry.Hash,
            Key = entry.Key,
            Recipient = entry.Recipient,
            Status = status,
            IsSettled = taken && entry.Status != JournalStatus.Accepted,
            MessageId = entry.MessageId ?? ids.FirstOrDefault(),
            Progress = trace?.Progress,
            DeliveredAt = trace?.DeliveredAt,
            ReadAt = trace?.ReadAt,
            ErrorCode = (failed ? trace!.ErrorCode : null) ?? (taken ? null : entry.ErrorCode),
            Error = failed ? trace!.Error : null,
            Answer = answer?.Title ?? answer?.Order?.ToString() ?? answer?.Text,
            AnswerId = answer?.Id,
            AnsweredAt = answer?.At,
            AnswerKind = answer?.Kind,
            IsDirectAnswer = own is not null,
            Replies = [.. replies.Concat(later).OrderBy(reply => reply.At)],
            IsBillable = trace?.IsBillable,
            PricingCategory = trace?.PricingCategory,
            PricingModel = trace?.PricingModel,
            Phone = entry.Recipient is ['+', ..] ? entry.Recipient : trace?.Phone,
            IsSent = trace is { IsSent: true },
            HasDirectReply = replies.Count > 0,
            IsFollowed = taken || later.Count > 0,
            Attempts = entry.Attempts,
            At = entry.At,
            Run = entry.Run,
        };
    }

    private void Add(WaStatus status)
    {
        CallbackTrace trace = status.MessageId is { } id ? _byId.GetValueOrDefault(id) ?? (_byId[id] = new()) : new();
        trace.Add(status, Known);
        if (status.Reference is { } reference && !Of(_byReference, reference).Contains(trace))
        {
            Add(_byReference, reference, trace);
        }
    }

    // The business's number, the name of a category or of an error stand in every callback.
    private string? Known(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (_texts.TryGetValue(text, out string? known))
        {
            return known;
        }

        if (_texts.Count < MostTexts)
        {
            _texts.Add(text, text);
        }

        return text;
    }

    // What a person edited or deleted comes with it.
    private List<WaReply> WithChanges(List<WaReply> replies) => replies.Count == 0 ? replies :
    [
        .. replies.Concat(replies.SelectMany(reply => Of(_changesById, reply.MessageId ?? "")))
            .DistinctBy(reply => (object?)reply.MessageId ?? reply).OrderBy(reply => reply.At),
    ];

    // An emoji on the message, or what WhatsApp does not show, leaves the answer as it is. What was edited counts in its new form, what
    // was deleted not at all.
    private static WaReply? Answer(List<WaReply> replies)
    {
        HashSet<string?> Originals(ReplyKind kind) =>
            [.. replies.Where(reply => reply.Kind == kind && reply.OriginalMessageId is not null).Select(reply => reply.OriginalMessageId)];
        HashSet<string?> edited = Originals(ReplyKind.Edit);
        HashSet<string?> revoked = Originals(ReplyKind.Revoke);
        return replies.FindLast(reply => reply.Kind is not (ReplyKind.Reaction or ReplyKind.Unsupported or ReplyKind.Revoke)
            && !edited.Contains(reply.MessageId) && !revoked.Contains(reply.MessageId) && !revoked.Contains(reply.OriginalMessageId));
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> lists, string key) => lists.GetValueOrDefault(key) ?? [];

    private static void Add<T>(Dictionary<string, List<T>> lists, string? key, T one)
    {
        if (key is null)
        {
            return;
        }

        if (lists.TryGetValue(key, out List<T>? list))
        {
            list.Add(one);
        }
        else
        {
            lists.Add(key, new(1) { one });
        }
    }
}
