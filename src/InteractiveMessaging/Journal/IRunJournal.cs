namespace InteractiveMessaging;

/// <summary>
/// What a run writes down so that the same command can be run again, now or later, here or on another machine: intent before the request,
/// outcome after it.
/// </summary>
/// <remarks>
/// One run alone may have a journal, or several may share it as workers of one campaign. What only those need has a body here, which is
/// that of a journal that nobody shares.
/// </remarks>
internal interface IRunJournal : IDisposable
{
    /// <summary>Asks for a message: whether it is to be sent, by what became of it before, and by this run.</summary>
    /// <remarks>
    /// Before anything else. A second message of the same hash in one run is a duplicate. The answer may come from afar, for many messages
    /// at a time; a run asks ahead of its pace. Cancelled, it only looks: nothing is claimed any more.
    /// </remarks>
    /// <exception cref="WaException">The journal cannot be asked: nothing may be sent any more, and the run ends.</exception>
    ValueTask<JournalClaim> ClaimAsync(in JournalMessage message, CancellationToken cancellation);

    /// <summary>Gives back a message that was claimed, and of which nothing was written down: others may have it.</summary>
    /// <returns>Whether this run, too, must claim it anew before it sends it.</returns>
    bool Release(in JournalMessage message) => false;

    /// <summary>Writes down that the message is about to be sent. Nothing may leave the machine before this has ended.</summary>
    /// <remarks>Before each attempt. Cancelled, it has written nothing; once queued it is not cancelled.</remarks>
    /// <returns>Whether it may be sent; false where another worker took it meanwhile, and it must be claimed anew.</returns>
    /// <exception cref="WaException">It cannot be written: nothing may be sent any more, and the run ends.</exception>
    ValueTask<bool> IntendAsync(in JournalMessage message, CancellationToken cancellation);

    /// <summary>Writes down what became of the attempt. It may end before the record is in the journal.</summary>
    /// <remarks>
    /// Before a wait for another attempt, too: what waits and was certainly not taken is not in doubt, should the run be killed. Whenever
    /// that is, the journal has no more intents without an outcome than messages were in flight at a time.
    /// </remarks>
    /// <exception cref="WaException">An earlier record could not be written.</exception>
    ValueTask SettleAsync(in JournalMessage message, in JournalOutcome outcome);

    /// <summary>Writes down a row that our own check stopped. It neither waits nor fails.</summary>
    void Invalid(in InvalidRow row);

    /// <summary>Counts a row that the run ended before: it was not tried.</summary>
    void NotReached();

    /// <summary>How many rows the last run that read its list to the end had; null where none did.</summary>
    long? EarlierRows => null;

    /// <summary>The pace that all workers keep together; null where this run has its own.</summary>
    /// <param name="limit">Messages a second at most, over all workers; infinite where there is no limit.</param>
    IPace? SharedPace(double limit) => null;

    /// <summary>Says who wants to hear what comes from outside.</summary>
    /// <param name="stop">Takes the end of the campaign, from any thread.</param>
    /// <param name="note">Takes a line for people.</param>
    void Watch(Action<JournalStop> stop, Action<string> note)
    {
    }

    /// <summary>Tells all workers that nothing further can succeed.</summary>
    void Stop(JournalStop stop)
    {
    }

    /// <summary>Ends the run in order: every record is in the journal when this returns.</summary>
    /// <param name="rows">How many rows were read.</param>
    /// <param name="finished">Whether they were all there are, and each of them was tried.</param>
    /// <param name="readAll">Whether they were all there are, though sending had stopped.</param>
    /// <exception cref="WaException">Something could not be written: messages of this run will count as in doubt.</exception>
    void Complete(long rows, bool finished, bool readAll = true);
}

/// <summary>What a journal needs to know of a message.</summary>
/// <param name="Hash">What names it: half of a hash over recipient and rendered message, or over the user's own key.</param>
/// <param name="Recipient">Whom it is for: a number in E.164, a user id, or a provider's client id.</param>
/// <param name="Draft">A hash of the message as it was composed.</param>
/// <param name="Key">The user's own name for it; null where there is none.</param>
internal readonly record struct JournalMessage(Key128 Hash, string Recipient, string Draft, string? Key = null);

/// <summary>What the journal says of a message before it is sent.</summary>
/// <param name="Verdict">Whether to send it.</param>
/// <param name="Status">What became of it before, where it was settled.</param>
/// <param name="MessageId">The provider's id of it.</param>
internal readonly record struct JournalClaim(JournalVerdict Verdict, JournalStatus? Status = null, string? MessageId = null)
{
    /// <summary>When to ask again, where another worker has it now.</summary>
    public Task? Until { get; init; }
}

/// <summary>Whether to send a message.</summary>
internal enum JournalVerdict
{
    /// <summary>It was never tried, or certainly not taken.</summary>
    Send,

    /// <summary>It was accepted or rejected in an earlier run.</summary>
    Settled,

    /// <summary>It may have been taken in an earlier run.</summary>
    InDoubt,

    /// <summary>It stands in this run's input already.</summary>
    Duplicate,

    /// <summary>Another worker is at it; what becomes of it is known later.</summary>
    Held,

    /// <summary>Another worker of this run was at it and is done with it.</summary>
    Elsewhere,

    /// <summary>No earlier run knows its draft, and its recipient has a message of an earlier run, or may have one.</summary>
    DraftDiffers,
}

/// <summary>What became of a message, as the journal keeps it.</summary>
/// <param name="Status">Any but <see cref="JournalStatus.InFlight"/>.</param>
internal readonly record struct JournalOutcome(JournalStatus Status)
{
    /// <summary>The provider's id of it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The provider's own code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The status of the last reply.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many requests were made.</summary>
    public int Attempts { get; init; }

    /// <summary>When the first of them was made.</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>From the first request to the last reply.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>A row that our own check stopped.</summary>
/// <param name="Row">Its number, from 1.</param>
/// <param name="Cause">The id of the error, or of the first rule that was broken.</param>
/// <param name="Recipient">Whom it was for, where that could be read.</param>
/// <param name="Key">The user's own name for it.</param>
internal readonly record struct InvalidRow(long Row, string Cause, string? Recipient = null, string? Key = null);

/// <summary>How a run ended.</summary>
/// <param name="Rows">How many rows it read.</param>
/// <param name="NotReached">How many of them it did not try, because it ended before.</param>
/// <param name="IsFinished">Whether it read its list to the end and tried every row.</param>
/// <param name="HasReadAll">Whether it read its list to the end.</param>
internal sealed record RunEnd(long Rows, long NotReached, bool IsFinished, bool HasReadAll);

/// <summary>Why all workers of a campaign end.</summary>
/// <param name="Text">Why, for people.</param>
/// <param name="Cause">What stopped it; null where somebody asked for it, and nothing is wrong.</param>
/// <param name="Recommendation">What to do about it.</param>
internal sealed record JournalStop(string Text, ErrorCause? Cause = null, string? Recommendation = null);
