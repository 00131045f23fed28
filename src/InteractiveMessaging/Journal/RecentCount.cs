namespace InteractiveMessaging;

/// <summary>How many things happened in each of the last sixty seconds. What it keeps does not grow.</summary>
internal sealed class RecentCount
{
    private const int Seconds = 60;
    private readonly long[] _counts = new long[Seconds];
    private long _last = -Seconds;

    /// <summary>Counts one. A clock that was set back may put it anywhere in the last minute.</summary>
    public void Add(DateTimeOffset at)
    {
        long second = Math.Max(0, at.ToUnixTimeSeconds());
        for (long passed = Math.Max(_last + 1, second - Seconds + 1); passed <= second; passed++)
        {
            _counts[passed % Seconds] = 0;
        }

        _last = Math.Max(_last, second);
        if (second > _last - Seconds)
        {
            _counts[second % Seconds]++;
        }
    }

    /// <summary>How many there were a second in the last minute before a time, or since the beginning where that is shorter ago.</summary>
    public double RateBefore(DateTimeOffset end, DateTimeOffset beginning) =>
        Before(end) / Math.Clamp((end - beginning).TotalSeconds, 1, Seconds);

    /// <summary>How many there were in the minute that ends at this time.</summary>
    public long Before(DateTimeOffset end)
    {
        long first = Math.Max(_last - Seconds, end.ToUnixTimeSeconds() - Seconds) + 1;
        long count = 0;
        for (long second = first; second <= _last; second++)
        {
            count += _counts[second % Seconds];
        }

        return count;
    }
}
