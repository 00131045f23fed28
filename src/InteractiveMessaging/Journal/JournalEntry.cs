namespace InteractiveMessaging;

/// <summary>A message in a journal, as its last record leaves it.</summary>
public sealed record JournalEntry
{
    /// <summary>
    /// What names the message: 32 hexadecimal digits of a hash. It goes out as the reference where the provider takes one and the user gave
    /// none.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>The user's own name for it, out of the column that -Key names; null where there is none.</summary>
    public string? Key { get; init; }

    /// <summary>The journal's file, or its address in a database.</summary>
    public string Journal { get; init; } = "";

    /// <summary>The recipient: a number with its plus, a user id, or a provider's client id.</summary>
    public string? Recipient { get; init; }

    /// <summary>What became of it.</summary>
    public required JournalStatus Status { get; init; }

    /// <summary>The provider's id of it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The provider's own code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The HTTP status of the last reply; null where none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many requests its last run made; 0 where the run died before it could say.</summary>
    public int Attempts { get; init; }

    /// <summary>When its last run made the first request (UTC); null where that is not known, or none was made.</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>When its last record was written (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>From the first request of its last run to the last reply, waits included; whole milliseconds.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The number of its last run, from 1.</summary>
    public int Run { get; init; }

    internal static JournalEntry Of(in JournalRecord record, string journal, JournalStatus status, int run) => new()
    {
        Journal = journal,
        Hash = record.Hash.ToString(),
        Key = record.Key,
        Recipient = record.To,
        Status = status,
        MessageId = record.Id,
        ErrorCode = record.Code,
        HttpStatus = record.Http,
        Attempts = record.Attempts,
        FirstTriedAt = record.Kind == LineKind.Intent ? record.At : record.FirstAt,
        At = record.At,
        Elapsed = TimeSpan.FromMilliseconds(record.Milliseconds),
        Run = run,
    };
}
