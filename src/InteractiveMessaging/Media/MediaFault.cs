namespace InteractiveMessaging;

/// <summary>Why a file cannot be sent.</summary>
/// <param name="Rule">The stable id of what it breaks, such as <c>media.size</c>.</param>
/// <param name="Cause">The cause, where a cmdlet meets it by itself.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Recommendation">What to do about it; null for the usual recommendation for the cause.</param>
internal sealed record MediaFault(string Rule, ErrorCause Cause, string Message, string? Recommendation)
{
    /// <summary>What is allowed, where there is a limit.</summary>
    public string? Limit { get; init; }

    /// <summary>What was found.</summary>
    public string? Actual { get; init; }

    /// <summary>The same as an error.</summary>
    public WaException ToException() => new(Cause, Message, Recommendation);
}
