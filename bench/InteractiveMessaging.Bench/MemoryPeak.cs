namespace InteractiveMessaging.Bench;

/// <summary>The most memory a PowerShell held that sends to so many recipients, itself included.</summary>
/// <param name="Way">Where the rows come from.</param>
/// <param name="Few">Bytes at the smaller number.</param>
/// <param name="Many">Bytes at ten times that.</param>
internal sealed record MemoryPeak(string Way, long Few, long Many)
{
    public const string Stream = "rows made on the way";
    public const string Csv = "Import-Csv";
    public const string Journal = "rows made on the way, with a journal";
    public const string Nobody = "rows made on the way, sent by nobody";

    private const string NobodysScript = "make-stream";

    public double Growth => (double)Many / Few;

    public static async Task<IReadOnlyList<MemoryPeak>> MeasureAsync(Plan plan, Files files, BenchServer server, Action<string> say)
    {
        files.MakeList(plan.FewRecipients);
        files.MakeList(plan.ManyRecipients);
        List<MemoryPeak> peaks = [];
        foreach ((string way, string script, string? journal) in new[] { (Stream, "send-stream", null), (Csv, "send-csv", null),
            (Journal, "send-stream", files.Journal), (Nobody, NobodysScript, null) })
        {
            long few = await PeakAsync(script, journal, plan.FewRecipients);
            peaks.Add(new(way, few, await PeakAsync(script, journal, plan.ManyRecipients)));
            say($"memory, {way}: {few / 1048576d:N0} MB, then {peaks[^1].Many / 1048576d:N0} MB");
        }

        return peaks;

        async Task<long> PeakAsync(string script, string? journal, int count)
        {
            // A peak is a process's, so each has its own.
            bool isSent = script != NobodysScript;
            await using ScriptHost host = new(files, script, withModule: true);
            Uri url = server.Url($"memory-{script}", 0);
            Sample sample = await host.RunAsync(new()
            {
                Url = url,
                Count = count,
                Workers = Plan.Workers,
                Journal = journal,
                Folder = files.Scratch,
            });
            Tally tally = await server.TakeAsync(url);
            return tally.Accepted == (isSent ? count : 0)
                ? sample.PeakBytes
                : throw new InvalidOperationException($"The server took {tally.Accepted} of {count} messages.");
        }
    }
}
