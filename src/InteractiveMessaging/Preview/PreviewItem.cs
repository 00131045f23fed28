namespace InteractiveMessaging;

/// <summary>One rendering on a preview page.</summary>
/// <param name="Label">Who gets it, or which message it is.</param>
/// <param name="Message">The message as it would be sent, or a draft.</param>
/// <param name="Violations">What is wrong with it.</param>
/// <param name="IsDraft">Whether its placeholders are still to be filled.</param>
internal sealed record PreviewItem(string Label, Message Message, IReadOnlyList<RuleViolation> Violations, bool IsDraft = false)
{
    public int Errors => Violations.Count(violation => violation.Severity == RuleSeverity.Error);

    public int Warnings => Violations.Count(violation => violation.Severity == RuleSeverity.Warning);
}
