using System.Diagnostics;

namespace InteractiveMessaging.Bench;

/// <summary>How fast a long journal is read when a run is resumed.</summary>
/// <param name="Entries">Messages in it, each with an intent and an outcome.</param>
/// <param name="FileBytes">The file's size.</param>
/// <param name="PerSecond">Messages read a second until the run can begin; the median of the rounds.</param>
/// <param name="BytesKept">Bytes kept in memory for each.</param>
internal sealed record JournalResume(int Entries, long FileBytes, double PerSecond, double BytesKept)
{
    private const int Group = 4096;

    public static async Task<JournalResume> MeasureAsync(Plan plan, Files files, Action<string> say)
    {
        JournalHeader header = new("bench", "AiSoule", "bench.test", "0", "0");
        string path = files.Journal;
        await FillAsync(path, header, plan.JournalEntries);

        List<double> rates = [];
        for (int round = -1; round < plan.Rounds; round++)
        {
            GC.Collect();
            long start = Stopwatch.GetTimestamp();
            using RunJournal journal = RunJournal.Open(path, header, new(), TimeProvider.System);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (journal.Claim(Message(plan.JournalEntries - 1, header)).Verdict != JournalVerdict.Settled)
            {
                throw new InvalidOperationException("The journal has forgotten a message.");
            }

            if (round >= 0)
            {
                rates.Add(plan.JournalEntries / seconds);
            }
        }

        using FileStream file = File.OpenRead(path);
        KeyTable<JournalState> table = JournalIndex.Load(file.SafeFileHandle, path, file.Length).Table;
        JournalResume resume = new(plan.JournalEntries, file.Length, rates.Median(), (double)table.Bytes / table.Count);
        say($"journal: {resume.PerSecond:N0} entries/s, {resume.BytesKept:N1} bytes kept for each");
        return resume;
    }

    // Written as a run writes it.
    private static async Task FillAsync(string path, JournalHeader header, int entries)
    {
        Files.Delete(path);
        using RunJournal journal = RunJournal.Open(path, header, new(), TimeProvider.System);
        List<Task> written = [];
        for (int from = 0; from < entries; from += Group)
        {
            int to = Math.Min(from + Group, entries);
            for (int i = from; i < to; i++)
            {
                written.Add(journal.IntendAsync(Message(i, header), CancellationToken.None).AsTask());
            }

            await Task.WhenAll(written);
            written.Clear();
            for (int i = from; i < to; i++)
            {
                await journal.SettleAsync(Message(i, header), new(JournalStatus.Accepted)
                {
                    MessageId = $"bench-{i:d9}",
                    HttpStatus = 200,
                    Attempts = 1,
                    FirstTriedAt = DateTimeOffset.UtcNow,
                    Elapsed = TimeSpan.FromMilliseconds(250),
                });
            }
        }

        journal.Complete(entries, finished: true);
    }

    // Spread as a hash spreads them.
    private static JournalMessage Message(int i, JournalHeader header)
    {
        ulong mixed = (ulong)(i + 1) * 0x9E3779B97F4A7C15;
        return new(new(mixed ^ (mixed >> 29), (ulong)i), Workload.Digits(i), header.Draft!);
    }
}
