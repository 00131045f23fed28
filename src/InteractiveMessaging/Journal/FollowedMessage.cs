namespace InteractiveMessaging;

/// <summary>A message of a journal together with what callbacks say of it.</summary>
public sealed record FollowedMessage
{
    /// <summary>What names the message in the journal: 32 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The user's own name for it; null where there is none.</summary>
    public string? Key { get; init; }

    /// <summary>The journal's file, or its address in a database.</summary>
    public string Journal { get; init; } = "";

    /// <summary>The recipient, as the journal has it: a number, a user id, or a provider's client id.</summary>
    public string? Recipient { get; init; }

    /// <summary>What became of it. Whatever the journal says, a callback about it proves that the provider took it.</summary>
    public required JournalStatus Status { get; init; }

    /// <summary>Whether a callback decided the status: the journal had another, as a rule <see cref="JournalStatus.InDoubt"/>.</summary>
    public bool IsSettled { get; init; }

    /// <summary>The id of the message: the one the provider answered with, or where that was lost, the one of its callbacks.</summary>
    public string? MessageId { get; init; }

    /// <summary>How far it has come; null where no status came in. Failed only where it never reached the phone.</summary>
    public MessageProgress? Progress { get; init; }

    /// <summary>When it came to the phone.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why it failed: the provider's own code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it failed on the way, for people.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// The last answer: what the button or the row says, what was ordered, or what was written. An edited answer counts in its new form, a
    /// deleted one not at all; a reaction is not an answer. Where none refers to this message, it is what the recipient wrote after it.
    /// </summary>
    public string? Answer { get; init; }

    /// <summary>
    /// Whether the answer refers to this message. False where the recipient only wrote afterwards, and where there is no answer.
    /// </summary>
    public bool IsDirectAnswer { get; init; }

    /// <summary>The id of the button or the row of the last answer.</summary>
    public string? AnswerId { get; init; }

    /// <summary>When the last answer came.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What kind of answer the last one is; null where there is none.</summary>
    internal ReplyKind? AnswerKind { get; init; }

    /// <summary>All that came back, oldest first: answers, and what changed them; reactions as well.</summary>
    public ValueList<WaReply> Replies { get; init; } = [];

    /// <summary>Whether the message costs something; null where no callback says so.</summary>
    public bool? IsBillable { get; init; }

    /// <summary>What it costs as, such as <c>marketing</c>, <c>utility</c> or <c>service</c>; null where no callback says so.</summary>
    public string? PricingCategory { get; init; }

    /// <summary>How prices are made: <c>PMP</c> (per message), earlier <c>CBP</c> (per conversation).</summary>
    internal string? PricingModel { get; init; }

    /// <summary>The recipient's number, by the journal or else by a callback; null where neither knows one.</summary>
    internal string? Phone { get; init; }

    /// <summary>Whether anything that came back refers to this message, reactions as well.</summary>
    internal bool HasDirectReply { get; init; }

    /// <summary>Whether WhatsApp had it, though it may have failed later.</summary>
    internal bool IsSent { get; init; }

    /// <summary>Whether any callback is about it.</summary>
    internal bool IsFollowed { get; init; }

    /// <summary>How many requests its last run made.</summary>
    public int Attempts { get; init; }

    /// <summary>When its last record was written (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The number of its last run, from 1.</summary>
    public int Run { get; init; }
}
