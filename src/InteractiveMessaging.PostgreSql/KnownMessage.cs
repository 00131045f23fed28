namespace InteractiveMessaging.PostgreSql;

/// <summary>What the records of one message say together. They come in the order of their attempts, intent before outcome.</summary>
internal struct KnownMessage
{
    private JournalState _state;

    /// <summary>The number of its last attempt; 0 where there is none.</summary>
    public int LastAttempt { get; private set; }

    /// <summary>Whether the last attempt has no outcome.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the worker of the last record lives.</summary>
    public bool IsAlive { get; private set; }

    /// <summary>The run of the last record.</summary>
    public int Run { get; private set; }

    /// <summary>The provider's id of it.</summary>
    public string? MessageId { get; private set; }

    /// <summary>Whether there is any record.</summary>
    public readonly bool IsRecorded => _state.IsRecorded;

    /// <summary>What became of it. An intent without an outcome is in flight as long as its worker lives; so does what waits.</summary>
    public readonly JournalStatus Status => _state.Status switch
    {
        JournalStatus.InFlight when !IsAlive => JournalStatus.InDoubt,
        JournalStatus.Waiting when !IsAlive => JournalStatus.NotSent,
        var status => status,
    };

    /// <summary>What the rows of one message say, in their order.</summary>
    public static KnownMessage Of(List<AskedRow> rows)
    {
        KnownMessage known = default;
        foreach (AskedRow row in rows)
        {
            if (row.Attempt is { } attempt)
            {
                known.Add(attempt, row.IsOutcome, row.Status, row.MessageId, row.IsAlive, row.Run);
            }
        }

        return known;
    }

    /// <summary>Takes the next record.</summary>
    public void Add(int attempt, bool isOutcome, JournalStatus status, string? messageId, bool isAlive, int run)
    {
        // An attempt is only ever begun where the one before was settled, or is in doubt for good: so has this one an outcome.
        _state = _state.After(isOutcome ? status : JournalStatus.InFlight, offset: 0);
        LastAttempt = attempt;
        IsOpen = !isOutcome;
        IsAlive = isAlive;
        Run = run;
        MessageId = messageId ?? MessageId;
    }

    /// <summary>Whether to send it.</summary>
    /// <param name="run">The run that asks.</param>
    /// <param name="isMine">Whether the worker that asks has it; else another one does.</param>
    /// <param name="isHeld">Whether that other one lives.</param>
    /// <param name="retriesDoubts">Whether what is in doubt is sent again.</param>
    public readonly JournalClaim Decide(int run, bool isMine, bool isHeld, bool retriesDoubts)
    {
        bool isOfThisRun = Run == run && IsRecorded;
        JournalStatus status = Status;
        JournalClaim sendable = new(isMine ? JournalVerdict.Send : JournalVerdict.Held, IsRecorded ? _state.Status : null);
        return status switch
        {
            _ when !IsRecorded => sendable,
            JournalStatus.Accepted or JournalStatus.Rejected =>
                new(isOfThisRun ? JournalVerdict.Elsewhere : JournalVerdict.Settled, status, MessageId),
            JournalStatus.InFlight or JournalStatus.Waiting => new(JournalVerdict.Held),
            JournalStatus.InDoubt when isOfThisRun && IsAlive => new(JournalVerdict.Elsewhere, status),
            JournalStatus.InDoubt when retriesDoubts && !isMine && isHeld => new(JournalVerdict.Held),
            JournalStatus.InDoubt => new(JournalVerdict.InDoubt, status),
            JournalStatus.NotSent when !(isOfThisRun && IsAlive) => sendable,
            _ when isOfThisRun => new(JournalVerdict.Elsewhere, status),
            _ => sendable,
        };
    }
}
