namespace InteractiveMessaging;

/// <summary>One row of the rule table: what must hold for one field of one type of message, and who says so.</summary>
/// <param name="Id">A stable id; a provider's row with the id of a common one takes its place.</param>
/// <param name="Types">The types or kinds of message it holds for, separated by spaces; a kind stands for all its types.</param>
/// <param name="Path">
/// The field: a JSON pointer into the interactive object, in which <c>*</c> stands for every element of a list and
/// <c>name?field=word</c> narrows to objects whose field says that word.
/// </param>
/// <param name="Test">What must hold.</param>
/// <param name="Source">The document that says so.</param>
public sealed record Rule(string Id, string Types, string Path, Constraint Test, string Source)
{
    /// <summary>Whether breaking it stops the message.</summary>
    public RuleSeverity Severity { get; init; } = RuleSeverity.Error;

    /// <summary>What to do about it, where that is known.</summary>
    public string? Recommendation { get; init; }

    internal bool HoldsFor(string kind, string type) => Types.Split(' ') is { } names && (names.Contains(type) || names.Contains(kind));
}
