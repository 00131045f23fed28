namespace InteractiveMessaging;

/// <summary>
/// Finds out which events are new to a suppression file. The same events once more, or in another order, add nothing and change nothing.
/// </summary>
/// <param name="find">The last word of a person in the file.</param>
/// <param name="isKnown">Whether the file has an entry with this message id.</param>
/// <param name="now">The time.</param>
internal sealed class SuppressionUpdate(Func<Key128, SuppressionState> find, Func<string, bool> isKnown, DateTimeOffset now)
{
    private readonly Dictionary<Key128, SuppressionState> _added = [];
    private readonly HashSet<string> _met = [];

    /// <summary>The entries to add, in the order of their events.</summary>
    public IEnumerable<SuppressionEntry> Add(IEnumerable<SuppressionEvent> events)
    {
        // An event without a time counts as of now, so after all others; among those the order in which they came stays.
        foreach (SuppressionEvent one in events.OrderBy(one => TimeOf(one) ?? DateTimeOffset.MaxValue))
        {
            if (ActionOf(one) is not { } action || !IsNews(one))
            {
                continue;
            }

            foreach (string who in one.Who)
            {
                Key128 key = PersonKey.Of(who);
                SuppressionState known = StateOf(key);
                DateTimeOffset at = TimeOf(one) ?? (now > known.At ? now : known.At.AddMilliseconds(1));
                SuppressionState word = new(action, at, one.Reason);
                if (known.IsBefore(word) && (TimeOf(one) is not null || Changes(one, action, known)))
                {
                    _added[key] = word;
                    yield return new()
                    {
                        Recipient = who,
                        Action = action,
                        At = word.At,
                        Reason = one.Reason,
                        MessageId = one.MessageId,
                    };
                }
            }
        }
    }

    private SuppressionState StateOf(Key128 key) => _added.TryGetValue(key, out SuppressionState added) ? added : find(key);

    private DateTimeOffset? TimeOf(SuppressionEvent one) => CallbackClock.IsCredible(one.At, now) ? one.At : null;

    // Who has another number or user id takes a stop along that was said before the change. Later the old number may be a stranger's.
    private SuppressionAction? ActionOf(SuppressionEvent one) => one.Action
        ?? (one.Before.Any(name => StateOf(PersonKey.Of(name)) is { IsStopped: true } state && state.At <= (TimeOf(one) ?? now))
            ? SuppressionAction.Stop
            : null);

    // Without a time, the message id alone shows that an event was met before.
    private bool IsNews(SuppressionEvent one) =>
        TimeOf(one) is not null || one.MessageId is not { } id || (_met.Add(id) && !isKnown(id));

    // What has neither a time nor a message id may be old. It may stop, which is safe, and never undo a stop, unless a person entered it.
    private static bool Changes(SuppressionEvent one, SuppressionAction action, SuppressionState known) =>
        one.Reason == SuppressionReason.UserChange ? !known.HasSpoken
        : one.MessageId is not null || (action == SuppressionAction.Stop
            ? !known.IsStopped
            : known.IsStopped && one.Reason == SuppressionReason.Manual);
}
