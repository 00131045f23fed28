namespace InteractiveMessaging;

/// <summary>
/// Callbacks by what they refer to, so that each message of a journal finds its own: by the reference the provider echoes, which is the
/// message's key in the journal unless the sender gave one, and by the message's id.
/// </summary>
/// <remarks>
/// Memory grows with the callbacks, not with the journal. Providers repeat callbacks and mix their order; neither matters.
/// </remarks>
internal sealed class CallbackIndex
{
    private readonly ILookup<string, WaStatus> _statusesByReference;
    private readonly ILookup<string, WaStatus> _statusesById;
    private readonly ILookup<string, WaReply> _repliesByReference;
    private readonly ILookup<string, WaReply> _repliesById;
    private readonly ILookup<string, WaReply> _changesById;

    public CallbackIndex(IReadOnlyCollection<WaCallback> callbacks)
    {
        _statusesByReference = Lookup(callbacks.OfType<WaStatus>(), status => status.Reference, StringComparer.OrdinalIgnoreCase);
        _statusesById = Lookup(callbacks.OfType<WaStatus>(), status => status.MessageId, StringComparer.Ordinal);
        _repliesByReference = Lookup(callbacks.OfType<WaReply>(), reply => reply.Reference, StringComparer.OrdinalIgnoreCase);
        _repliesById = Lookup(callbacks.OfType<WaReply>(), reply => reply.AnsweredMessageId, StringComparer.Ordinal);
        _changesById = Lookup(callbacks.OfType<WaReply>(), reply => reply.OriginalMessageId, StringComparer.Ordinal);
    }

    /// <summary>A message of a journal with what the callbacks say of it.</summary>
    public FollowedMessage Follow(JournalEntry entry)
    {
        // Kaleyra answers a request with an id of its own; WhatsApp's, which replies name, is learned from the statuses.
        string[] ids =
            [.. _statusesByReference[entry.Hash].Select(status => status.MessageId).Append(entry.MessageId).OfType<string>().Distinct()];
        List<WaStatus> statuses = [.. _statusesByReference[entry.Hash].Concat(ids.SelectMany(id => _statusesById[id])).Distinct()];
        WaReply[] direct = [.. _repliesByReference[entry.Hash].Concat(ids.SelectMany(id => _repliesById[id]))];
        List<WaReply> replies =
        [
            .. direct.Concat(direct.SelectMany(reply => _changesById[reply.MessageId ?? ""]))
                .DistinctBy(reply => (object?)reply.MessageId ?? reply).OrderBy(reply => reply.At),
        ];

        bool taken = statuses.Count + replies.Count > 0;
        WaStatus? failure = Progress(statuses) == MessageProgress.Failed
            ? statuses.First(status => status.Status == MessageProgress.Failed)
            : null;
        WaReply? answer = Answer(replies);
        return new()
        {
            Journal = entry.Journal,
            Hash = entry.Hash,
            Key = entry.Key,
            Recipient = entry.Recipient,
            Status = taken ? JournalStatus.Accepted : entry.Status,
            IsSettled = taken && entry.Status != JournalStatus.Accepted,
            MessageId = entry.MessageId ?? ids.FirstOrDefault(),
            Progress = Progress(statuses),
            DeliveredAt = First(statuses, MessageProgress.Delivered),
            ReadAt = First(statuses, MessageProgress.Read),
            ErrorCode = failure?.ErrorCode ?? (taken ? null : entry.ErrorCode),
            Error = failure?.Error,
            Answer = answer?.Title ?? answer?.Order?.ToString() ?? answer?.Text,
            AnswerId = answer?.Id,
            AnsweredAt = answer?.At,
            AnswerKind = answer?.Kind,
            Replies = [.. replies],
            Attempts = entry.Attempts,
            At = entry.At,
            Run = entry.Run,
        };
    }

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

    // A message that was sent twice can fail once and be read once: what reached the phone counts.
    private static MessageProgress? Progress(List<WaStatus> statuses)
    {
        if (statuses.Count == 0)
        {
            return null;
        }

        MessageProgress furthest = statuses.Select(status => status.Status)
            .Where(status => status != MessageProgress.Failed).DefaultIfEmpty().Max();
        return furthest == MessageProgress.Sent && statuses.Exists(status => status.Status == MessageProgress.Failed)
            ? MessageProgress.Failed
            : furthest;
    }

    private static DateTimeOffset? First(List<WaStatus> statuses, MessageProgress progress) =>
        statuses.Where(status => status.Status == progress).Min(status => status.At);

    private static ILookup<string, T> Lookup<T>(IEnumerable<T> callbacks, Func<T, string?> by, StringComparer comparer) =>
        callbacks.Where(callback => by(callback) is not null).ToLookup(callback => by(callback)!, comparer);
}
