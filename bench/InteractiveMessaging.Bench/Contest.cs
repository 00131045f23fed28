namespace InteractiveMessaging.Bench;

/// <summary>Contenders against the same server, in turns: each round runs every one of them once.</summary>
internal sealed class Contest
{
    private readonly Dictionary<(string Contender, int Delay), List<Sample>> _samples = [];

    private Contest()
    {
    }

    /// <summary>The delays of the rounds, in the order of the tables.</summary>
    public IEnumerable<int> Delays => _samples.Keys.Select(key => key.Delay).Distinct();

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

    /// <summary>Warms everybody up, then runs the rounds of each delay.</summary>
    public static async Task<Contest> RunAsync(
        Plan plan, IReadOnlyList<int> delays, IReadOnlyList<Entry> entries, Files files, BenchServer server, Action<string> say)
    {
        foreach (Entry entry in entries)
        {
            say($"warming up: {entry.Name}");
            Entry warming = entry.Workers(0) == Plan.Workers ? entry with { Count = _ => plan.WarmUp } : entry;
            await RunAsync(warming, 0, files, server);
        }

        Contest result = new();
        foreach (int delay in delays)
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
            Url = server.Url(entry.Name, delay, entry.RefuseEvery, entry.Wire),
            Count = entry.Count(delay),
            WarmUp = entry.WarmUp(delay),
            Workers = entry.Workers(delay),
            Journal = entry.Flush is null ? null : files.Journal,
            Flush = (entry.Flush ?? default).ToString(),
            Folder = files.Scratch,
            Template = entry.IsTemplate ? files.MakeTemplate() : null,
            AsksForHttp2 = entry.Wire == Wire.Http2OverTls,
        };
        files.MakeList(job.Count);
        files.MakeList(job.WarmUp);
        Sample sample = await entry.Contender.RunAsync(job);
        Tally tally = await server.TakeAsync(job.Url);

        // The server's word counts: everything arrived, once, and everybody sent the same.
        long expected = Enumerable.Range(0, job.Count).Concat(Enumerable.Range(0, job.WarmUp)).Sum(entry.Length);
        if (tally.Accepted != job.Count + job.WarmUp || tally.Bytes != expected)
        {
            throw new InvalidOperationException(
                $"{entry.Name}: the server took {tally.Accepted} messages of {tally.Bytes} bytes in place of {job.Count + job.WarmUp} of "
                    + $"{expected}.");
        }

        return sample;
    }
}

/// <summary>One contender and how it takes part.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Contender">Who sends.</param>
/// <param name="Count">How many messages it sends in a round, by delay.</param>
internal sealed record Entry(string Name, IContender Contender, Func<int, int> Count)
{
    public Func<int, int> Workers { get; init; } = _ => Plan.Workers;

    public JournalFlush? Flush { get; init; }

    public Wire Wire { get; init; }

    public int RefuseEvery { get; init; }

    public bool IsTemplate { get; init; }

    public int OnlyFrom { get; init; }

    public int OnlyTo { get; init; } = int.MaxValue;

    /// <summary>How long the body of a message is.</summary>
    public Func<int, long> Length { get; init; } = i => Workload.RequestBody(i).Length;

    public int WarmUp(int delay) => Workers(delay) == Plan.Workers ? Plan.Workers * 2 : 0;
}
