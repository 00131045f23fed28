namespace InteractiveMessaging;

/// <summary>
/// An error of this module: its cause, what is wrong as a sentence for people, and what to do. It never holds a secret, nor anything that
/// a terminal obeys.
/// </summary>
public sealed class WaException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="cause">The cause.</param>
    /// <param name="message">What is wrong: the row, field, file or limit.</param>
    /// <param name="recommendation">What to do; null for the usual recommendation for this cause.</param>
    /// <param name="inner">The failure behind it.</param>
    public WaException(ErrorCause cause, string message, string? recommendation = null, Exception? inner = null)
        : base(PrintableText.Line(message ?? ""), inner)
    {
        Cause = cause;
        Recommendation = recommendation is null ? null : PrintableText.Line(recommendation);
    }

    /// <summary>The cause.</summary>
    public ErrorCause Cause { get; }

    /// <summary>What to do; null for the usual recommendation for this cause.</summary>
    public string? Recommendation { get; }
}
