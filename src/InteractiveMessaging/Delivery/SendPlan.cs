namespace InteractiveMessaging;

/// <summary>What a run would do, before it does it: how many people, how long, and what it would cost. Nothing was sent for it.</summary>
public sealed record SendPlan
{
    // Only -WhatIf makes one: PowerShell would make one of any table.
    internal SendPlan()
    {
    }

    /// <summary>Rows that were read.</summary>
    public long Rows { get; init; }

    /// <summary>Messages that would be sent.</summary>
    public long ToSend { get; init; }

    /// <summary>How many people would get them.</summary>
    public long People { get; init; }

    /// <summary>
    /// Rows that say the same to the same person as an earlier one. With a journal they are left out, without one they are sent.
    /// </summary>
    public long Duplicates { get; init; }

    /// <summary>Rows that the journal has settled.</summary>
    public long Settled { get; init; }

    /// <summary>Rows that the journal has in doubt: they would not be sent again.</summary>
    public long InDoubt { get; init; }

    /// <summary>Rows whose people said stop.</summary>
    public long Excluded { get; init; }

    /// <summary>Rows with a free message to people who did not write within 24 hours, as of now.</summary>
    public long OutsideWindow { get; init; }

    /// <summary>How many of these would get the template of <c>-Fallback</c> in its place.</summary>
    public long AsTemplate { get; init; }

    /// <summary>The first of these rows: its number, and when the person last wrote; null where there is none.</summary>
    public string? OutsideExample { get; init; }

    /// <summary>Rows that our own checks stop, by cause, most first.</summary>
    public ValueList<PlanCause> Invalid { get; init; } = [];

    /// <summary>Messages a second.</summary>
    public double RatePerSecond { get; init; }

    /// <summary>How long the run would take at this rate, within the hours of the day; null where there is no limit to the rate.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>When it would end; null where nobody can say.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>What is to be sent, by country, category and price, most messages first.</summary>
    public ValueList<PlanPart> Countries { get; init; } = [];

    /// <summary>What it costs; null without a rate card.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The currency of the costs.</summary>
    public string? Currency { get; init; }

    /// <summary>What the provider tells of the account; null where it tells nothing.</summary>
    public AccountStatus? Account { get; init; }

    /// <summary>What is to be thought of before the run is started, and what could not be known.</summary>
    public ValueList<string> Remarks { get; init; } = [];

    /// <summary>The same as a page of text.</summary>
    internal string Page { get; init; } = "";

    /// <summary>The plan as a page of text.</summary>
    public string ToPage() => Page;

    /// <summary>How many of how many.</summary>
    public override string ToString() => FormattableString.Invariant($"{ToSend} of {Rows} rows would be sent, to {People} people");
}

/// <summary>A cause that stops rows.</summary>
/// <param name="Cause">The id of the error, or of the rule.</param>
/// <param name="Count">How many rows it stops.</param>
/// <param name="Example">The first of them: its number and what is wrong.</param>
public sealed record PlanCause(string Cause, long Count, string Example)
{
    /// <summary>Count and cause.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} {Cause}");
}

/// <summary>Messages of one category to one country.</summary>
/// <param name="Country">The country, by its number's code.</param>
/// <param name="Category">The category that WhatsApp bills; null where it is not known.</param>
/// <param name="Messages">How many.</param>
/// <param name="Price">The price of one; null where there is none.</param>
public sealed record PlanPart(string Country, string? Category, long Messages, decimal? Price)
{
    /// <summary>What they cost together.</summary>
    public decimal? Cost => Price * Messages;

    /// <summary>How many to whom.</summary>
    public override string ToString() => FormattableString.Invariant($"{Messages} to {Country}");
}
