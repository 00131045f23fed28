namespace InteractiveMessaging;

/// <summary>What became of a message, as a journal knows it.</summary>
public enum JournalStatus
{
    /// <summary>It is about to be sent, by a run that is still going.</summary>
    InFlight = 1,

    /// <summary>The provider took it.</summary>
    Accepted,

    /// <summary>The provider refused it.</summary>
    Rejected,

    /// <summary>It was certainly not taken, and no further attempt was made.</summary>
    Failed,

    /// <summary>It may have been taken: nobody could say, or the run died before it could be written down.</summary>
    InDoubt,

    /// <summary>
    /// It was certainly not taken, and its run ended before another attempt: it stopped at it for the account's sake, or was broken off.
    /// </summary>
    NotSent,

    /// <summary>It was certainly not taken, and waits for another attempt of a run that is still going.</summary>
    Waiting,

    /// <summary>Its recipient said stop, so it was not sent. A later run sends it if the recipient takes that back.</summary>
    Excluded,
}

/// <summary>What a journal is safe against.</summary>
public enum JournalFlush
{
    /// <summary>A killed process: a record is with the operating system before its message leaves.</summary>
    Process,

    /// <summary>A power cut: a record is on the disk before its message leaves.</summary>
    Disk,
}

/// <summary>How a run keeps its journal.</summary>
internal sealed record JournalOptions
{
    /// <summary>What it is safe against.</summary>
    public JournalFlush Flush { get; init; }

    /// <summary>Whether to go on in a journal that was made with another connection, or with another message for the same keys.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the run sends again what is in doubt; other workers then wait for the one that does.</summary>
    public bool RetriesDoubts { get; init; }
}
