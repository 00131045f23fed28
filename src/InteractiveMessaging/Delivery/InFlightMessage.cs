namespace InteractiveMessaging;

/// <summary>One message on its way: what was done about it so far.</summary>
internal sealed class InFlightMessage(SendItem item)
{
    public SendItem Item => item;

    /// <summary>Who gets it.</summary>
    public Recipient Recipient { get; } = item.Recipient!.Value;

    /// <summary>The request, once it is prepared.</summary>
    public Prepared Prepared { get; set; }

    /// <summary>The request of the template that may take its place; null where there is none.</summary>
    public Prepared? Fallback { get; set; }

    /// <summary>Why the template takes its place, as a sentence; null where it does not.</summary>
    public string? Outside { get; private set; }

    /// <summary>Puts the template in its place, for good.</summary>
    /// <param name="why">Why, as a sentence.</param>
    public void FallBack(string why)
    {
        Outside = why;
        Prepared = Fallback!.Value;
    }

    /// <summary>Whether the journal was asked for it, and what it said is known.</summary>
    public bool IsClaimed { get; set; }

    /// <summary>The journal's answer, while it is awaited.</summary>
    public Task<JournalClaim>? Asked { get; set; }

    /// <summary>Whether the journal holds an intent to send it that is not settled yet.</summary>
    public bool Intended { get; set; }

    /// <summary>Whether there has been such an intent in this run.</summary>
    public bool WasIntended { get; set; }

    /// <summary>Whether it may have been taken: in this run, or in an earlier one.</summary>
    public bool InDoubt { get; set; }

    /// <summary>Whether a request is out whose fate is not known yet.</summary>
    public bool OnTheWire { get; set; }

    /// <summary>How many requests were made.</summary>
    public int Attempts { get; set; }

    /// <summary>When the first request was made.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The same, on the clock that measures.</summary>
    public long SentTimestamp { get; set; }

    /// <summary>The status of the last reply.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>What broke the last request off; the same object for all that shared a connection.</summary>
    public object? BrokenBy { get; set; }

    /// <summary>From when it may go out, while it waits for that.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>Wakes it for its next attempt.</summary>
    public ITimer? Timer { get; set; }
}

/// <summary>What comes next for a message: its result, or a wait before the next attempt or for the journal.</summary>
/// <param name="Result">The result; null where it is tried again.</param>
/// <param name="Wait">How long to wait before that.</param>
/// <param name="Stop">Why nothing further can succeed, where that is so.</param>
internal readonly record struct Step(SendResult? Result, TimeSpan Wait = default, SendResult? Stop = null)
{
    /// <summary>From when it may go out, where it waits for that.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>What it waits for, where that is neither a time nor a result; others go on meanwhile.</summary>
    public Task? Until { get; init; }

    /// <summary>Whether another worker has it, so that it may wait for long.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether as many people are written to as may be, and this is not one of them.</summary>
    public bool IsTooMany { get; init; }

    /// <summary>Whether a failure is about this recipient alone, and no sign of an outage.</summary>
    public bool IsOfRecipient { get; init; }
}
