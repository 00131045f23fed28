using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>A cause of errors: its stable id, its category, what it means, and the usual recommendation. <see cref="Errors"/> lists them all.</summary>
internal sealed record ErrorKind(string Id, ErrorCategory Category, string Meaning, string Recommendation)
{
    /// <summary>An error of this kind.</summary>
    /// <param name="message">What is wrong this time: row, field, limit.</param>
    /// <param name="target">The object it is about.</param>
    /// <param name="recommendation">The recommendation this time; null for the usual one.</param>
    /// <param name="inner">The exception behind it. It must hold no secret.</param>
    public ErrorRecord Record(string message, object? target = null, string? recommendation = null, Exception? inner = null) =>
        new(new InvalidOperationException(message, inner), Id, Category, target)
        {
            ErrorDetails = new(message) { RecommendedAction = string.IsNullOrEmpty(recommendation) ? Recommendation : recommendation },
        };
}
