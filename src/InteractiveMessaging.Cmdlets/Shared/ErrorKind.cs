using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// A cause of errors as users meet it: its category, what it means, and the usual recommendation. <see cref="Errors"/> lists them all.
/// </summary>
internal sealed record ErrorKind(ErrorCause Cause, ErrorCategory Category, string Meaning, string Recommendation)
{
    /// <summary>The stable id: the cause's name.</summary>
    public string Id => Cause.ToString();

    /// <summary>An error of this kind.</summary>
    /// <param name="message">What is wrong this time: row, field, limit.</param>
    /// <param name="target">The object it is about.</param>
    /// <param name="recommendation">The recommendation this time; null for the usual one.</param>
    /// <param name="inner">The exception behind it. It must hold no secret.</param>
    public ErrorRecord Record(string message, object? target = null, string? recommendation = null, Exception? inner = null) =>
        Record(new WaException(Cause, message, recommendation, inner), target);

    /// <summary>The record of an error of this kind.</summary>
    /// <param name="fault">The error.</param>
    /// <param name="target">The object it is about.</param>
    public ErrorRecord Record(WaException fault, object? target) => new(fault, Id, Category, target)
    {
        ErrorDetails = new(fault.Message)
        {
            RecommendedAction = string.IsNullOrEmpty(fault.Recommendation) ? Recommendation : fault.Recommendation,
        },
    };
}
