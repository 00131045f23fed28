namespace InteractiveMessaging;

/// <summary>What a run writes down so that the same command can be run again: intent before the request, outcome after it.</summary>
internal interface IRunJournal
{
    /// <summary>Whether this message is to be sent, by what became of it before.</summary>
    /// <remarks>Called once a message before anything else; a second message of the same key in one run is a duplicate.</remarks>
    JournalClaim Claim(in JournalKey key);

    /// <summary>Writes down that the message is about to be sent. Nothing may leave the machine before this has ended.</summary>
    /// <remarks>Once a message, however many attempts follow. Cancelled, it has written nothing; once queued it is not cancelled.</remarks>
    /// <exception cref="WaException">It cannot be written: nothing may be sent any more, and the run ends.</exception>
    ValueTask IntendAsync(in JournalKey key, string recipient, CancellationToken cancellation);

    /// <summary>Writes down what became of it: Accepted, Rejected, Failed, InDoubt or NotSent. It may end before the record is in the file.</summary>
    /// <exception cref="WaException">An earlier record could not be written.</exception>
    ValueTask SettleAsync(in JournalKey key, JournalOutcome outcome);
}

/// <summary>What names a message in the journal: 128 bits of a hash over recipient and rendered message, or over the user's own key.</summary>
internal readonly record struct JournalKey(ulong High, ulong Low)
{
    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}

/// <summary>What the journal says of a message before it is sent.</summary>
/// <param name="Verdict">Whether to send it.</param>
/// <param name="Status">What became of it before, where it was settled.</param>
/// <param name="MessageId">The provider's id of it.</param>
internal readonly record struct JournalClaim(JournalVerdict Verdict, string? Status = null, string? MessageId = null);

/// <summary>Whether to send a message.</summary>
internal enum JournalVerdict
{
    /// <summary>It was never tried, failed for sure, or was held back for the account's sake.</summary>
    Send,

    /// <summary>It was accepted or rejected in an earlier run.</summary>
    Settled,

    /// <summary>It may have been taken in an earlier run.</summary>
    InDoubt,

    /// <summary>It stands in this run's input already.</summary>
    Duplicate,
}

/// <summary>What became of a message, as the journal keeps it.</summary>
/// <param name="Status">The status's name.</param>
internal readonly record struct JournalOutcome(string Status)
{
    /// <summary>The provider's id of it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The provider's own code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The status of the last reply.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many requests were made.</summary>
    public int Attempts { get; init; }

    /// <summary>From the first request to the last reply.</summary>
    public TimeSpan Elapsed { get; init; }
}
