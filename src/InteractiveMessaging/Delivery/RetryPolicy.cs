namespace InteractiveMessaging;

/// <summary>How long to wait before a message is tried again.</summary>
internal static class RetryPolicy
{
    /// <summary>A wait longer than this is not waited for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ThrottledBase = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Base = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// What the provider asks for, or 4^n seconds for a recipient that had too much (Meta's advice for its error 131056), or else
    /// any time up to a bound that doubles with each attempt: waits that differ keep refused messages from coming back together.
    /// </summary>
    /// <param name="reply">The refusal.</param>
    /// <param name="attempt">How many attempts were made, from 1.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan Wait(ProviderReply reply, int attempt, double random)
    {
        if (reply.RetryAfter is { } asked)
        {
            return asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
        }

        if (reply.PairLimit)
        {
            return TimeSpan.FromSeconds(Math.Pow(4, Math.Min(attempt, 10)));
        }

        TimeSpan bound = (reply.Throttled ? ThrottledBase : Base) * Math.Pow(2, Math.Min(attempt - 1, 20));
        return (bound < LongestBackoff ? bound : LongestBackoff) * random;
    }
}
