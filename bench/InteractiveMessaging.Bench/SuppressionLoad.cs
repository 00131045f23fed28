using System.Diagnostics;

namespace InteractiveMessaging.Bench;

/// <summary>How fast a long suppression file is read before a run, and what asking it costs for each message.</summary>
/// <param name="People">People in it, one line each.</param>
/// <param name="FileBytes">The file's size.</param>
/// <param name="PerSecond">People read a second; the median of the rounds.</param>
/// <param name="BytesKept">Bytes kept in memory for each.</param>
/// <param name="Microseconds">What one question costs, with the look at the file's length; the median of the rounds.</param>
internal sealed record SuppressionLoad(int People, long FileBytes, double PerSecond, double BytesKept, double Microseconds)
{
    private const int Questions = 100_000;

    public static SuppressionLoad Measure(Plan plan, Files files, Action<string> say)
    {
        string path = files.Suppression;
        Files.Delete(path);
        SuppressionWriter.Add(
            path,
            [
                .. Enumerable.Range(0, plan.JournalEntries).Select(i => new SuppressionEvent(
                    ["+" + Workload.Digits(i)], SuppressionAction.Stop, SuppressionReason.Word)
                {
                    At = DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(i),
                    MessageId = $"bench-{i:d9}",
                }),
            ],
            TimeProvider.System);

        List<double> rates = [];
        List<double> costs = [];
        for (int round = -1; round < plan.Rounds; round++)
        {
            GC.Collect();
            ExclusionList list = new();
            long start = Stopwatch.GetTimestamp();
            list.AddFile(path);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

            start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Questions; i++)
            {
                bool isExcluded = i % 2 == 0;
                string name = "+" + Workload.Digits(isExcluded ? i : plan.JournalEntries + i);
                if (list.Find([name]) is null == isExcluded)
                {
                    throw new InvalidOperationException("The list has forgotten somebody, or excludes a stranger.");
                }
            }

            if (round >= 0)
            {
                rates.Add(plan.JournalEntries / seconds);
                costs.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Questions);
            }
        }

        SuppressionFile file = SuppressionFile.Open(path);
        SuppressionLoad load =
            new(plan.JournalEntries, file.End, rates.Median(), (double)file.Bytes / file.Count, costs.Median());
        say($"suppression: {load.PerSecond:N0} people/s, {load.BytesKept:N1} bytes kept for each, {load.Microseconds:N2} µs a question");
        Files.Delete(path);
        return load;
    }
}
