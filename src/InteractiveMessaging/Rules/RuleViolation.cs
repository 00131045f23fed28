namespace InteractiveMessaging;

/// <summary>How bad a violation is.</summary>
public enum RuleSeverity
{
    /// <summary>The rule is off. A provider's own row uses it to lift a common rule.</summary>
    None,

    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information,

    /// <summary>The message is sent; the provider or the phone may treat it differently than wished.</summary>
    Warning,

    /// <summary>The message is not sent.</summary>
    Error,
}

/// <summary>One fault of a message: which rule, where, how far over, who says so, and what to do.</summary>
public sealed record RuleViolation
{
    /// <summary>The stable id of the rule, such as <c>button.title.length</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Where it is: a JSON pointer into the interactive object.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What is allowed, where the rule has a limit.</summary>
    public string? Limit { get; init; }

    /// <summary>What was found.</summary>
    public string? Actual { get; init; }

    /// <summary>Whether it stops the message.</summary>
    public required RuleSeverity Severity { get; init; }

    /// <summary>Where the limit comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What to do about it, where that is known.</summary>
    public string? Recommendation { get; init; }

    /// <summary>The number of the row whose message breaks the rule, from 1; null where the message was checked alone.</summary>
    public int? RowNumber { get; init; }

    /// <summary>Path and sentence; the sentence alone where it names the path, as -Delay is named.</summary>
    public override string ToString() =>
        Path.Length == 0 || Message.Contains(Path, StringComparison.Ordinal) ? Message : $"{Path}: {Message}";
}
