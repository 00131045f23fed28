namespace InteractiveMessaging;

/// <summary>A run that is recorded in a journal.</summary>
public sealed record JournalRun
{
    /// <summary>Its number, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC); null while it goes on, and where it was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// Whether it came to the end of its list and tried every row. One that goes on, stopped, was broken off or killed did not.
    /// </summary>
    public bool IsFinished { get; init; }

    /// <summary>Whether it read its list to the end, though it may have stopped sending before. It did where it finished.</summary>
    public bool HasReadAll { get; init; }

    /// <summary>How many rows it read; null while it goes on, and where it was killed.</summary>
    public long? Rows { get; init; }

    /// <summary>How many rows there were to be, where that was known when it began.</summary>
    public long? Total { get; init; }

    /// <summary>How many rows the module's own check stopped.</summary>
    public long Invalid { get; init; }

    /// <summary>Why they were stopped, the most frequent cause first.</summary>
    public ValueList<InvalidCause> InvalidCauses { get; init; } = [];

    /// <summary>How many of the rows it read were not tried, because it ended before; null where that is not known.</summary>
    public long? NotReached { get; init; }

    /// <summary>The connection's name.</summary>
    public string Connection { get; init; } = "";

    /// <summary>The provider's name.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The host that it posted to.</summary>
    public string Host { get; init; } = "";

    /// <summary>What the rows were named by; null where it was recipient and message.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>The process that ran it.</summary>
    public int ProcessId { get; init; }

    /// <summary>Number, time and connection.</summary>
    public override string ToString() => FormattableString.Invariant($"{Run}: {StartedAt:yyyy-MM-dd HH:mm:ss} UTC, {Connection}");

    internal string Account { get; init; } = "";

    internal JournalFlush Flush { get; init; }

    internal long Offset { get; init; }

    /// <summary>How many rows the last of these runs that read its list to the end found there; null where none did.</summary>
    internal static long? RowsOfList(IEnumerable<JournalRun> runs) => runs.LastOrDefault(run => run.HasReadAll)?.Rows;

    internal static JournalRun Of(in JournalRecord record, int run, long offset) => new()
    {
        Run = run,
        Offset = offset,
        StartedAt = record.At,
        Connection = record.Connection!,
        Provider = record.Provider!,
        Host = record.Host!,
        Account = record.Account!,
        Flush = record.Flush,
        KeyColumn = record.KeyColumn,
        Total = record.Total,
        ProcessId = record.Process,
    };
}

/// <summary>Rows that the module's own check stopped for the same cause.</summary>
/// <param name="Cause">The id of the error, or of the first rule that was broken.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Rows">The numbers of the first three.</param>
public sealed record InvalidCause(string Cause, long Count, ValueList<long> Rows)
{
    /// <summary>Cause and count.</summary>
    public override string ToString() => FormattableString.Invariant($"{Cause}: {Count}");
}
