namespace InteractiveMessaging;

/// <summary>Counts the messages of a journal by what became of them, wherever its records are kept.</summary>
/// <param name="runs">The runs, oldest first.</param>
internal sealed class JournalCounts(IReadOnlyList<JournalRun> runs)
{
    private const int Statuses = 16;
    private readonly long[] _counts = new long[Statuses];
    private long _done;

    /// <summary>Counts a message.</summary>
    /// <param name="status">What became of it.</param>
    /// <param name="isOfLastRun">Whether the last run tried it, or left it out.</param>
    public void Add(JournalStatus status, bool isOfLastRun)
    {
        _counts[(int)status]++;
        _done += JournalSummary.IsDone(status, isOfLastRun) ? 1 : 0;
    }

    /// <summary>The summary, as far as it follows from runs and messages.</summary>
    /// <param name="path">The file, or the address in a database.</param>
    public JournalSummary Summary(string path) => new()
    {
        Path = path,
        Messages = _counts.Sum(),
        Accepted = Of(JournalStatus.Accepted),
        Rejected = Of(JournalStatus.Rejected),
        Failed = Of(JournalStatus.Failed),
        InDoubt = Of(JournalStatus.InDoubt),
        NotSent = Of(JournalStatus.NotSent),
        InFlight = Of(JournalStatus.InFlight),
        Waiting = Of(JournalStatus.Waiting),
        Excluded = Of(JournalStatus.Excluded),
        Done = _done + (runs is [.., var last] ? last.Invalid : 0),
        FirstAt = runs is [var first, ..] ? first.StartedAt : null,
        Runs = [.. runs],
        Damage = [],
    };

    private long Of(JournalStatus status) => _counts[(int)status];
}
