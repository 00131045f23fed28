namespace InteractiveMessaging;

/// <summary>Whether the time of a callback can be gone by.</summary>
internal static class CallbackClock
{
    // Clocks differ a little. What lies further ahead would outlast everything that comes later.
    private static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);

    /// <summary>Whether there is a time, and it is not more than an hour ahead.</summary>
    public static bool IsCredible(DateTimeOffset? at, DateTimeOffset now) => at <= now + MostAhead;
}
