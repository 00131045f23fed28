namespace InteractiveMessaging;

/// <summary>A journal in numbers.</summary>
public sealed record JournalSummary
{
    /// <summary>The file, or the address in a database.</summary>
    public required string Path { get; init; }

    /// <summary>Whether its last run came to the end of its list; false too while a run writes to it.</summary>
    public bool IsFinished => !IsOpen && Last is { IsFinished: true };

    /// <summary>How many rows its last run read; null while it goes on, and where it was killed.</summary>
    public long? Rows => Last?.Rows;

    /// <summary>How many rows of its last run the module's own check stopped.</summary>
    public long Invalid => Last?.Invalid ?? 0;

    /// <summary>Why they were stopped, the most frequent cause first.</summary>
    public ValueList<InvalidCause> InvalidCauses => Last?.InvalidCauses ?? [];

    /// <summary>How many rows that its last run read were not tried, because it ended before; null where that is not known.</summary>
    public long? NotReached => Last?.NotReached;

    /// <summary>
    /// How many rows the list has: as many as <c>-Total</c> said, else as many as the last run that read its list to the end found there;
    /// null where neither is known.
    /// </summary>
    public long? Total => Last?.Total ?? JournalRun.RowsOfList(Runs);

    /// <summary>
    /// How many rows are dealt with: messages accepted, rejected or in doubt, those that the last run tried or left out, and its invalid
    /// rows.
    /// </summary>
    public long Done { get; init; }

    /// <summary>How many rows are left, those in flight among them; null where nobody knows how long the list is.</summary>
    public long? Left => !IsOpen && Last is { HasReadAll: true } last ? last.NotReached
        : Total >= Done ? Total - Done
        : null;

    /// <summary>
    /// Messages settled a second in the last minute of a run that is still going, by the times in the journal; null where none is.
    /// </summary>
    public double? RatePerSecond { get; init; }

    /// <summary>When a run that is still going will end at this rate (UTC); null where that cannot be known.</summary>
    public DateTimeOffset? ExpectedEnd => Left / RatePerSecond is { } seconds && seconds < Longest.TotalSeconds
        ? ReadAt.AddSeconds(seconds)
        : null;

    /// <summary>How many messages it knows.</summary>
    public long Messages { get; init; }

    /// <summary>How many the provider took.</summary>
    public long Accepted { get; init; }

    /// <summary>How many it refused.</summary>
    public long Rejected { get; init; }

    /// <summary>How many were certainly not taken.</summary>
    public long Failed { get; init; }

    /// <summary>How many may have been taken.</summary>
    public long InDoubt { get; init; }

    /// <summary>How many were certainly not taken before their run ended: it stopped for the account's sake, or was broken off.</summary>
    public long NotSent { get; init; }

    /// <summary>How many are being sent by a run that is still going.</summary>
    public long InFlight { get; init; }

    /// <summary>How many were certainly not taken and wait for another attempt of a run that is still going.</summary>
    public long Waiting { get; init; }

    /// <summary>How many were not sent because their recipients said stop.</summary>
    public long Excluded { get; init; }

    /// <summary>When the first run began (UTC).</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>When the last record was written (UTC).</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The runs, oldest first.</summary>
    public required ValueList<JournalRun> Runs { get; init; }

    /// <summary>Who took part in its runs, where it is in a database; none for a file.</summary>
    public ValueList<JournalWorker> Workers { get; init; } = [];

    /// <summary>Whether a run is writing to it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Places that cannot be read; the first thousand. A journal with one is not resumed.</summary>
    public required ValueList<JournalDamage> Damage { get; init; }

    /// <summary>Bytes of a last record that was never finished; the next run cuts them off.</summary>
    public long TornBytes { get; init; }

    /// <summary>When it was read.</summary>
    internal DateTimeOffset ReadAt { get; init; }

    /// <summary>The first message that was recorded.</summary>
    internal Key128? FirstMessage { get; init; }

    private static TimeSpan Longest => TimeSpan.FromDays(366);

    /// <summary>Whether it is this journal, or one is a copy of the other: both begin with the same run and the same message.</summary>
    internal bool IsSameAs(JournalSummary other) =>
        FirstMessage is not null && FirstMessage == other.FirstMessage
        && Runs is [var first, ..] && other.Runs is [var begun, ..]
        && (first.StartedAt, first.ProcessId, first.Account) == (begun.StartedAt, begun.ProcessId, begun.Account);

    /// <summary>
    /// Whether a message is dealt with. A later run sends again what was certainly not taken, so it is done only by the run that tried it
    /// last.
    /// </summary>
    internal static bool IsDone(JournalStatus status, bool isOfLastRun) => status switch
    {
        JournalStatus.Accepted or JournalStatus.Rejected or JournalStatus.InDoubt => true,
        JournalStatus.Failed or JournalStatus.NotSent or JournalStatus.Excluded => isOfLastRun,
        _ => false,
    };

    private JournalRun? Last => Runs is [.., var run] ? run : null;

    /// <summary>How many are in this status.</summary>
    public long this[JournalStatus status] => status switch
    {
        JournalStatus.Accepted => Accepted,
        JournalStatus.Rejected => Rejected,
        JournalStatus.Failed => Failed,
        JournalStatus.InDoubt => InDoubt,
        JournalStatus.NotSent => NotSent,
        JournalStatus.Waiting => Waiting,
        JournalStatus.Excluded => Excluded,
        _ => InFlight,
    };
}
