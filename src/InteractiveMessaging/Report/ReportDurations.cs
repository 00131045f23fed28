namespace InteractiveMessaging;

/// <summary>How long messages took, as percentiles that are right to about four per cent.</summary>
internal sealed class ReportDurations
{
    private const double StepsPerDoubling = 16;
    private readonly long[] _counts = new long[512];
    private long _total;

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan duration)
    {
        _counts[Math.Min(_counts.Length - 1, (int)(Math.Log2(Math.Max(0, duration.TotalMilliseconds) + 1) * StepsPerDoubling))]++;
        _total++;
    }

    /// <summary>The time within which this share of messages was done; null where there are none.</summary>
    public TimeSpan? Percentile(double share)
    {
        long before = 0;
        for (int i = 0; i < _counts.Length && _total > 0; i++)
        {
            before += _counts[i];
            if (before >= share * _total)
            {
                return TimeSpan.FromMilliseconds(Math.Pow(2, (i + 0.5) / StepsPerDoubling) - 1);
            }
        }

        return null;
    }
}
