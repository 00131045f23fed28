namespace InteractiveMessaging.Bench;

/// <summary>Everybody against the same server, in turns: each round runs every contender once.</summary>
internal sealed class Throughput
{
    public const string Raw = "raw HttpClient";
    public const string Engine = "engine, no journal";
    public const string EngineJournal = "engine, journal";
    public const string EngineFlushed = "engine, journal flushed to disk";
    public const string Send = "Send-WaMessage, no journal";
    public const string SendJournal = "Send-WaMessage, journal";
    public const string SendFlushed = "Send-WaMessage, journal flushed to disk";
    public const string SendCsv = "Import-Csv, Send-WaMessage, journal";
    public const string SendFaults = "Send-WaMessage, journal, 1 in 50 refused with HTTP 503";
    public const string SendTemplate = "Send-WaMessage, no journal, a template checked against its definition";
    public const string Chunked = "chunks in parallel, Invoke-RestMethod with a session";
    public const string ChunkedTasks = "chunks in parallel, HttpClient tasks in flight";
    public const string Parallel = "ForEach-Object -Parallel, Invoke-RestMethod";
    public const string Loop = "foreach, Invoke-RestMethod";
    public const string LoopSession = "foreach, Invoke-RestMethod with a session";

    private readonly Dictionary<(string Contender, int Delay), List<Sample>> _samples = [];

    private Throughput()
    {
    }

    /// <summary>The contenders that ran at a delay, in the order of the table.</summary>
    public IEnumerable<string> Contenders(int delay) => _samples.Keys.Where(key => key.Delay == delay).Select(key => key.Contender);

    public IReadOnlyList<Sample> Samples(string contender, int delay) => _samples[(contender, delay)];

    public double Median(string contender, int delay, Func<Sample, double> value) => Samples(contender, delay).Select(value).Median();

    /// <summary>
    /// How fast one is against another: the median of the rounds' ratios, so that what slows a whole round does not count.
    /// </summary>
    public double Ratio(string contender, string other, int delay) =>
        Samples(contender, delay).Zip(Samples(other, delay), (one, two) => one.Rate / two.Rate).Median();

    /// <summary>What a message of one costs in processor time against another's: the median of the rounds' ratios.</summary>
    public double Cost(string contender, string other, int delay) =>
        Samples(contender, delay).Zip(Samples(other, delay), (one, two) => one.CpuMicroseconds / two.CpuMicroseconds).Median();

    public static async Task<Throughput> MeasureAsync(Plan plan, Files files, BenchServer server, Action<string> say)
    {
        await using RawClient raw = new();
        await using EngineClient engine = new();
        await using ScriptHost array = new(files, "send-array", withModule: true);
        await using ScriptHost csv = new(files, "send-csv", withModule: true);
        await using ScriptHost chunked = new(files, "chunked");
        await using ScriptHost tasks = new(files, "chunked-tasks");
        await using ScriptHost parallel = new(files, "parallel");
        await using ScriptHost loop = new(files, "foreach");
        await using ScriptHost session = new(files, "foreach-session");

        int slow = plan.Quick ? 4 : 1;
        Func<int, int> fast = plan.Fast;
        Func<int, int> allowed = delay => delay == 0 ? 8 : 64;
        Entry[] entries =
        [
            new(Raw, raw, fast),
            new(Engine, engine, fast) { OnlyTo = 20 },
            new(EngineJournal, engine, fast) { Flush = JournalFlush.Process },
            new(EngineFlushed, engine, fast) { Flush = JournalFlush.Disk, OnlyTo = 20 },
            new(Send, array, fast),
            new(SendTemplate, array, fast) { IsTemplate = true, OnlyTo = 20 },
            new(SendJournal, array, fast) { Flush = JournalFlush.Process },
            new(SendFlushed, array, fast) { Flush = JournalFlush.Disk },
            new(SendCsv, csv, fast) { Flush = JournalFlush.Process },
            new(SendFaults, array, fast) { Flush = JournalFlush.Process, RefuseEvery = 50, OnlyFrom = 20, OnlyTo = 20 },
            new(ChunkedTasks, tasks, delay => (delay == 200 ? 2000 : 4000) / slow),
            new(Chunked, chunked, _ => 1500 / slow) { Workers = allowed },
            new(Parallel, parallel, _ => 600 / slow) { Workers = allowed },
            new(Loop, loop, delay => (delay switch { 0 => 400, 20 => 60, _ => 10 }) / slow) { Workers = _ => 1 },
            new(LoopSession, session, delay => (delay switch { 0 => 1000, 20 => 60, _ => 10 }) / slow) { Workers = _ => 1 },
        ];

        // Once each against a server that answers at once, then by delay.
        foreach (Entry entry in entries)
        {
            say($"warming up: {entry.Name}");
            Entry warming = entry.Workers(0) == Plan.Workers ? entry with { Count = _ => plan.WarmUp } : entry;
            await RunAsync(warming, 0, files, server);
        }

        Throughput result = new();
        foreach (int delay in Plan.Delays)
        {
            Entry[] taking = [.. entries.Where(entry => delay >= entry.OnlyFrom && delay <= entry.OnlyTo)];
            foreach (Entry entry in taking)
            {
                result._samples[(entry.Name, delay)] = [];
            }

            for (int round = 0; round < plan.Rounds; round++)
            {
                // Each round begins with another one, so that nobody always follows the same neighbour.
                for (int i = 0; i < taking.Length; i++)
                {
                    Entry entry = taking[(i + (round * 3)) % taking.Length];
                    Sample sample = await RunAsync(entry, delay, files, server);
                    result._samples[(entry.Name, delay)].Add(sample);
                    say($"{delay} ms, round {round + 1}: {entry.Name}: {sample.Rate:N0}/s, {sample.CpuMicroseconds:N1} µs CPU, "
                        + $"{sample.AllocatedKilobytes:N1} KB a message");
                }
            }
        }

        return result;
    }

    private static async Task<Sample> RunAsync(Entry entry, int delay, Files files, BenchServer server)
    {
        Job job = new()
        {
            Url = server.Url(entry.Name, delay, entry.RefuseEvery),
            Count = entry.Count(delay),
            WarmUp = entry.WarmUp(delay),
            Workers = entry.Workers(delay),
            Journal = entry.Flush is null ? null : files.Journal,
            Flush = (entry.Flush ?? default).ToString(),
            Folder = files.Scratch,
            Template = entry.IsTemplate ? files.MakeTemplate() : null,
        };
        files.MakeList(job.Count);
        files.MakeList(job.WarmUp);
        Sample sample = await entry.Contender.RunAsync(job);
        Tally tally = await server.TakeAsync(job.Url);

        // The server's word counts: everything arrived, once, and everybody sent the same.
        long expected = Enumerable.Range(0, job.Count).Concat(Enumerable.Range(0, job.WarmUp))
            .Sum(i => (long)(entry.IsTemplate ? Workload.TemplateLength(i) : Workload.RequestBody(i).Length));
        if (tally.Accepted != job.Count + job.WarmUp || tally.Bytes != expected)
        {
            throw new InvalidOperationException(
                $"{entry.Name}: the server took {tally.Accepted} messages of {tally.Bytes} bytes in place of {job.Count + job.WarmUp} of "
                    + $"{expected}.");
        }

        return sample;
    }

    private sealed record Entry(string Name, IContender Contender, Func<int, int> Count)
    {
        public Func<int, int> Workers { get; init; } = _ => Plan.Workers;

        public JournalFlush? Flush { get; init; }

        public int RefuseEvery { get; init; }

        public bool IsTemplate { get; init; }

        public int OnlyFrom { get; init; }

        public int OnlyTo { get; init; } = int.MaxValue;

        public int WarmUp(int delay) => Workers(delay) == Plan.Workers ? Plan.Workers * 2 : 0;
    }
}
