namespace InteractiveMessaging;

/// <summary>The drafts that a journal knows, by their hashes.</summary>
/// <remarks>
/// There can be so many at most. A list whose every row has a message of its own would fill the memory; what does not fit counts as not
/// known, and is refused sooner rather than sent twice.
/// </remarks>
internal sealed class JournalDrafts
{
    private const int Most = 10_000;
    private readonly HashSet<string> _drafts = [];

    public JournalDrafts()
    {
    }

    public JournalDrafts(JournalDrafts other) => _drafts = [.. other._drafts];

    /// <summary>How many there are.</summary>
    public int Count => _drafts.Count;

    /// <summary>Whether this one is known.</summary>
    public bool Contains(string draft) => _drafts.Contains(draft);

    /// <summary>Adds one; whether it is new and there was room for it.</summary>
    public bool Add(string? draft) => draft is not null && _drafts.Count < Most && _drafts.Add(draft);
}
