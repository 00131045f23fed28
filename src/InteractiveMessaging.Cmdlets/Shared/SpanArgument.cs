namespace InteractiveMessaging.Cmdlets;

/// <summary>A span of time as a parameter takes it: 90m, 12h, 01:30:00, or a TimeSpan.</summary>
internal static class SpanArgument
{
    /// <summary>The span; null where none was given.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, for the error.</param>
    /// <exception cref="WaException">It cannot be read.</exception>
    public static TimeSpan? Read(string? text, string what) =>
        DelayText.TryParse(text, out TimeSpan? span, out string? unreadable, what)
            ? span
            : throw new WaException(ErrorCause.BadInput, unreadable);
}
