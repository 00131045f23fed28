namespace InteractiveMessaging;

/// <summary>What became of a row, as a report tells it.</summary>
internal enum ReportOutcome
{
    Accepted,
    Rejected,
    Failed,
    InDoubt,
    NotSent,

    /// <summary>Not sent, because the person has not written within the last 24 hours.</summary>
    OutsideWindow,
    InFlight,
    Waiting,
    Excluded,
    Invalid,
    NotReached,

    /// <summary>The provider took it, and a callback says that it did not reach the phone.</summary>
    Undelivered,
}

/// <summary>How the page shows an outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Css">The class that colours it.</param>
/// <param name="Label">Its name.</param>
/// <param name="Meaning">What it means, in a few words.</param>
internal sealed record ReportOutcomeStyle(ReportOutcome Outcome, string Css, string Label, string Meaning)
{
    /// <summary>All of them, in the order in which a person asks for them.</summary>
    public static readonly IReadOnlyList<ReportOutcomeStyle> All =
    [
        new(ReportOutcome.Accepted, "accepted", "Accepted", "the provider took it"),
        new(ReportOutcome.Rejected, "rejected", "Rejected", "the provider refused it"),
        new(ReportOutcome.Failed, "failed", "Failed", "certainly not taken, no further attempt"),
        new(ReportOutcome.InDoubt, "doubt", "In doubt", "may have been taken"),
        new(ReportOutcome.Invalid, "invalid", "Invalid", "our own check stopped it"),
        new(ReportOutcome.Excluded, "unsent", "Excluded", "the person said stop"),
        new(ReportOutcome.OutsideWindow, "unsent", "Outside the window", "no message from them in 24 hours"),
        new(ReportOutcome.NotSent, "unsent", "Not sent", "held back, the run had stopped"),
        new(ReportOutcome.NotReached, "unsent", "Not reached", "the run ended before it"),
        new(ReportOutcome.InFlight, "flight", "In flight", "being sent right now"),
        new(ReportOutcome.Waiting, "flight", "Waiting", "certainly not taken, tried again soon"),
        new(ReportOutcome.Undelivered, "failed", "Not delivered", "taken, and it did not reach the phone"),
    ];

    /// <summary>Whether it is shown even where there is none: what a person looks for first.</summary>
    public bool IsAlwaysShown =>
        Outcome is ReportOutcome.Accepted or ReportOutcome.Rejected or ReportOutcome.Failed or ReportOutcome.InDoubt;

    public static ReportOutcomeStyle Of(ReportOutcome outcome) => All.First(style => style.Outcome == outcome);
}
