using System.Diagnostics.CodeAnalysis;

namespace InteractiveMessaging;

/// <summary>What became of the message to one recipient. There is exactly one for each recipient.</summary>
public sealed record SendResult
{
    /// <summary>A result that says nothing yet.</summary>
    public SendResult()
    {
    }

    /// <summary>A result that carries what the item says.</summary>
    [SetsRequiredMembers]
    internal SendResult(SendItem item, Connection connection, SendStatus status)
    {
        To = item.Recipient?.ToString() ?? item.To;
        Status = status;
        Provider = connection.Provider;
        Connection = connection.Name;
        Key = item.Key;
        Row = item.Row;
        RowNumber = item.RowNumber;
    }

    /// <summary>
    /// The recipient: a number in E.164, a user id or a client id; as it was given where it could not be read. Characters that a terminal
    /// obeys are replaced.
    /// </summary>
    public string? To { get; init => field = value is null ? null : PrintableText.Value(value); }

    /// <summary>What became of it.</summary>
    public required SendStatus Status { get; init; }

    /// <summary>The provider's id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The provider's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The connection's name.</summary>
    public string? Connection { get; init; }

    /// <summary>How many requests were made.</summary>
    public int Attempts { get; init; }

    /// <summary>The status of the last reply; null where none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>
    /// The provider's own code, or the id of the rule that stopped the message; <c>OutsideWindow</c> where the person did not write within
    /// 24 hours.
    /// </summary>
    public string? ErrorCode { get; init; }

    /// <summary>What went wrong, for people.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Why nothing was sent, where nothing is wrong: the person said stop or did not write within 24 hours, the journal knows it, the row
    /// is a duplicate, the run ended before it, <c>-WhatIf</c>. Of a message that was accepted: that the provider holds it back, or that
    /// the template went in its place.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>The name of the template that took the message's place (<c>-Fallback</c>); null where the message itself counts.</summary>
    public string? Fallback { get; init; }

    /// <summary>When the first request was made.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>From the first request to the last reply, waits included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What the row's <c>-Key</c> column says; null without one.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// The row it was made from: the object that came down the pipeline. The type file shows it to scripts as a hidden property, so
    /// that tables and CSV files stay flat.
    /// </summary>
    internal object? Row { get; init; }

    /// <summary>The number of the row, from 1; of the recipient where there are no rows.</summary>
    public long RowNumber { get; init; }

    /// <summary>The cause of the error that goes with this result; null where none does.</summary>
    internal ErrorCause? Cause { get; init; }

    /// <summary>What to do about it.</summary>
    internal string? Recommendation { get; init; }

    /// <summary>Warnings of the rules; the message was sent all the same.</summary>
    internal IReadOnlyList<RuleViolation> Warnings { get; init; } = [];

    /// <summary>
    /// The row it was made from: the object that came down the pipeline. Scripts write <c>.Row</c> as well; that property is hidden, so
    /// that tables and CSV files stay flat, and this method is what Get-Member shows.
    /// </summary>
    public object? GetRow() => Row;

    /// <summary>The result of a message that breaks rules.</summary>
    internal static SendResult Invalid(SendItem item, Connection connection, IReadOnlyList<RuleViolation> violations)
    {
        RuleViolation[] errors = [.. violations.Where(violation => violation.Severity == RuleSeverity.Error)];
        return new SendResult(item, connection, SendStatus.Invalid) with
        {
            ErrorCode = errors[0].Rule,
            Cause = ErrorCause.MessageInvalid,
            Error = string.Join(" ", errors.Select(violation => violation.ToString())),
            Recommendation = string.Join(" ", errors.Select(violation => violation.Recommendation).OfType<string>().Distinct()),
            Warnings = [.. violations.Where(violation => violation.Severity == RuleSeverity.Warning)],
        };
    }
}
