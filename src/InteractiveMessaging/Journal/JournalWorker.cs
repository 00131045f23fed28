namespace InteractiveMessaging;

/// <summary>One process that sends a campaign together with others, as a journal in a database knows it.</summary>
public sealed record JournalWorker
{
    /// <summary>The number of its run, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>The process on it.</summary>
    public int ProcessId { get; init; }

    /// <summary>Whether it lives: it has not ended, and gave a sign of life in the last seconds.</summary>
    public bool IsAlive { get; init; }

    /// <summary>How many messages it tried.</summary>
    public long Tried { get; init; }

    /// <summary>How many it tries a second now; 0 where it does not live.</summary>
    public double RatePerSecond { get; init; }

    /// <summary>When it joined (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Its last sign of life (UTC).</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it ended in order (UTC); null while it sends, and where it died.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Machine, process and number of messages.</summary>
    public override string ToString() => FormattableString.Invariant($"{Machine} ({ProcessId}): {Tried}");
}
