namespace InteractiveMessaging;

/// <summary>What became of one attempt.</summary>
internal enum Outcome
{
    /// <summary>The provider took the message.</summary>
    Accepted,

    /// <summary>The provider refused the message.</summary>
    Rejected,

    /// <summary>The provider says that it did not take the message now; another attempt may succeed.</summary>
    Retry,

    /// <summary>It may have been taken; nobody can say.</summary>
    InDoubt,
}

/// <summary>
/// What a provider answered to one request, put into the words of the sender. Its texts are fit to be shown, whatever the provider sent.
/// </summary>
internal sealed record ProviderReply(Outcome Outcome)
{
    /// <summary>The provider's id of the message.</summary>
    public string? MessageId { get; init => field = Line(value); }

    /// <summary>The provider's own code, as text.</summary>
    public string? Code { get; init => field = Line(value); }

    /// <summary>What the provider says, for people.</summary>
    public string? Error { get; init => field = Line(value); }

    /// <summary>What there is to know of a message that was taken; null where there is nothing.</summary>
    public string? Note { get; init => field = Line(value); }

    /// <summary>What to do about it, where that is known.</summary>
    public string? Recommendation { get; init; }

    /// <summary>The refusal concerns the account, not the message: nothing further can succeed.</summary>
    public bool StopsRun { get; init; }

    /// <summary>The provider asks to go slower.</summary>
    public bool Throttled { get; init; }

    /// <summary>Too much to this recipient; the others may go on.</summary>
    public bool PairLimit { get; init; }

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static string? Line(string? text) => text is null ? null : PrintableText.Line(text);
}

/// <summary>What a provider's own code means for the sender.</summary>
internal enum Verdict
{
    /// <summary>This message or this recipient is refused; go on.</summary>
    Reject,

    /// <summary>A passing fault: the message was not taken; try again.</summary>
    Retry,

    /// <summary>Too fast: the message was not taken; try again, slower.</summary>
    Throttle,

    /// <summary>Too much to this recipient: try this one again later.</summary>
    PairLimit,

    /// <summary>The account is refused: nothing further can succeed.</summary>
    Stop,
}

/// <summary>One row of a provider's table of codes.</summary>
/// <param name="Codes">The codes it holds for, as text; of numbers also a range, such as <c>200-299</c>.</param>
/// <param name="Verdict">What the sender makes of them.</param>
/// <param name="Recommendation">What to do about it.</param>
internal sealed record ReplyCode(ValueList<string> Codes, Verdict Verdict, string? Recommendation = null)
{
    /// <summary>Whether the row holds for this code.</summary>
    public bool HoldsFor(string code) =>
        Codes.Contains(code) || (int.TryParse(code, out int number) && Codes.Any(known => IsBetween(number, known.Split('-'))));

    private static bool IsBetween(int number, string[] range) => range is [var first, var last]
        && int.TryParse(first, out int least) && int.TryParse(last, out int most) && number >= least && number <= most;
}

/// <summary>A reply that the documents of this module name. What is made of it is not said here: the provider reads the example.</summary>
/// <param name="Says">What tells this reply from others, in Markdown.</param>
/// <param name="Status">The HTTP status of the example.</param>
/// <param name="Body">The body of the example.</param>
internal sealed record DocumentedReply(string Says, int Status, string Body);
