namespace InteractiveMessaging;

/// <summary>How long a run takes at its rate, where people are written to in the hours of their own day.</summary>
internal static class PlanTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>When the last message leaves; null where that is more than a year from now.</summary>
    /// <param name="messages">How many there are for each time zone.</param>
    /// <param name="rate">Messages a second.</param>
    /// <param name="schedule">When people may be written to; null is always.</param>
    /// <param name="now">When the run begins.</param>
    public static DateTimeOffset? End(
        IReadOnlyDictionary<TimeZoneInfo, long> messages, double rate, SendSchedule? schedule, DateTimeOffset now)
    {
        double left = messages.Values.Sum();
        if (schedule is null)
        {
            return left / rate < Longest.TotalSeconds ? now.AddSeconds(left / rate) : null;
        }

        Dictionary<TimeZoneInfo, double> open = messages.ToDictionary(zone => zone.Key, zone => (double)zone.Value);
        DateTimeOffset at = now;
        while (left > 0 && at - now < Longest)
        {
            TimeZoneInfo[] ready = [.. open.Keys.Where(zone => schedule.NextMoment(at, zone) is null)];
            if (ready.Length == 0)
            {
                at = open.Keys.Min(zone => schedule.NextMoment(at, zone)!.Value);
                continue;
            }

            // Who is open shares the rate, those with the most messages first.
            double room = rate * Step.TotalSeconds;
            foreach (TimeZoneInfo zone in ready.OrderByDescending(zone => open[zone]))
            {
                double sent = Math.Min(open[zone], room);
                room -= sent;
                left -= sent;
                open[zone] -= sent;
                if (open[zone] <= 0)
                {
                    open.Remove(zone);
                }
            }

            at += left > 0 ? Step : TimeSpan.FromSeconds(Step.TotalSeconds - (room / rate));
        }

        return left > 0 ? null : at;
    }
}
