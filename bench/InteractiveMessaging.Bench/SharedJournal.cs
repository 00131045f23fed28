using System.Diagnostics;
using InteractiveMessaging.PostgreSql;
using InteractiveMessaging.Tests.PostgreSql;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Bench;

/// <summary>Workers that send one list with a journal in PostgreSQL, on a server of the bench's own on the same machine.</summary>
/// <param name="File">Messages a second of one worker with a journal in a file, 20 ms a reply, rounds in turns with the next one.</param>
/// <param name="One">The same with a journal in PostgreSQL.</param>
/// <param name="Four">Messages a second of four workers together.</param>
/// <param name="Rates">How well four workers keep one rate, while one joins late and one dies.</param>
internal sealed record SharedJournal(
    IReadOnlyList<double> File, IReadOnlyList<double> One, IReadOnlyList<double> Four, IReadOnlyList<RateKept> Rates)
{
    /// <summary>Milliseconds a reply takes where no rate is kept.</summary>
    public const int Delay = 20;

    /// <summary>How many send together.</summary>
    public const int Workers = 4;

    private const int LeastSeconds = 12;
    private static readonly int[] Limits = [80, 1000];

    // So that what the dead one left comes before the end of the list.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public static async Task<SharedJournal?> MeasureAsync(Plan plan, Files files, BenchServer server, Action<string> say)
    {
        if (!Cluster.IsThere)
        {
            say("postgres: left out, since there is none (WA_TEST_POSTGRES)");
            return null;
        }

        int count = LengthOf(plan);
        List<double> file = [];
        List<double> one = [];
        List<double> four = [];
        List<WorkerProcess> workers = [.. Enumerable.Range(0, Workers).Select(_ => WorkerProcess.Start())];
        try
        {
            for (int round = -1; round < plan.Rounds; round++)
            {
                JournalAddress together = NewJournal();
                double[] rates =
                [
                    await RateAsync(count, [SendAsync(server.Url("file", Delay), count, connection =>
                    {
                        Files.Delete(files.Journal);
                        return RunJournal.Open(files.Journal, HeaderOf(connection), new(), TimeProvider.System);
                    })]),
                    await RateAsync(count, [SendAsync(server.Url("one", Delay), count, Open(NewJournal()))]),
                    await RateAsync(count, workers.Select(worker => worker.SendAsync(
                        new(server.Url("four", Delay), together, count, Plan.Workers, Limit: null)))),
                ];
                if (round >= 0)
                {
                    file.Add(rates[0]);
                    one.Add(rates[1]);
                    four.Add(rates[2]);
                }
            }

            say($"postgres: {one.Median():N0}/s by one worker (file: {file.Median():N0}/s), {four.Median():N0}/s by {Workers}");
            List<RateKept> kept = [];
            foreach (int limit in Limits)
            {
                kept.Add(await KeepAsync(plan, server, workers, limit));
                say($"postgres: {Workers} workers at {limit}/s: {kept[^1].Share:P2}, worst second {kept[^1].WorstSecond}");
            }

            return new(file, one, four, kept);
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    /// <summary>Sends the list, as one worker; how many were accepted.</summary>
    public static int Send(WorkerJob job) => Send(
        job.Url, job.Count, Open(job.Journal), new() { ThrottleLimit = job.ThrottleLimit, RatePerSecond = job.Limit });

    private static int LengthOf(Plan plan) => plan.Fast(Delay) * 4;

    // A list of another journal: the runtime has then compiled what runs often.
    private static Task<int> WarmUpAsync(Plan plan, BenchServer server, WorkerProcess worker) =>
        worker.SendAsync(new(server.Url("warm-up", Delay), NewJournal(), LengthOf(plan), Plan.Workers, Limit: null));

    private static async Task<double> RateAsync(int count, IEnumerable<Task<int>> sending)
    {
        long start = Stopwatch.GetTimestamp();
        int[] sent = await Task.WhenAll(sending);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return sent.Sum() == count ? count / seconds : throw new InvalidOperationException($"{sent.Sum()} of {count} were accepted.");
    }

    // Three begin, the fourth joins after a quarter of the time, and one is killed after half of it; another one takes its place here.
    private static async Task<RateKept> KeepAsync(Plan plan, BenchServer server, List<WorkerProcess> workers, int limit)
    {
        Uri url = server.Url($"workers-{limit}", Plan.UsualDelay);
        int seconds = Math.Max(plan.RateSeconds, LeastSeconds);
        WorkerJob job = new(url, NewJournal(), limit * seconds, limit, limit);
        TimeSpan quarter = TimeSpan.FromSeconds(seconds / 4d);
        WorkerProcess mortal = workers[0];
        Task<int> dead = mortal.SendAsync(job);
        List<Task<int>> living = [workers[1].SendAsync(job), workers[2].SendAsync(job)];
        await Task.Delay(quarter);
        living.Add(workers[3].SendAsync(job));
        await Task.Delay(quarter);
        mortal.Dispose();
        await Task.WhenAll(living);
        await dead.ContinueWith(static _ => { }, TaskScheduler.Default);
        Tally tally = await server.TakeAsync(url);
        workers[0] = WorkerProcess.Start();
        await WarmUpAsync(plan, server, workers[0]);
        return new(limit, tally.Rate / limit, tally.WorstSecond);
    }

    private static JournalAddress NewJournal() => Cluster.Instance.Journal($"bench {Guid.NewGuid():n}");

    private static Func<Connection, IRunJournal> Open(JournalAddress address) =>
        connection => PostgresJournal.Open(address, HeaderOf(connection), new() { Lease = Lease });

    private static JournalHeader HeaderOf(Connection connection) => JournalHeader.Of(connection, Preparation.HashOf(Workload.Message));

    private static Task<int> SendAsync(Uri url, int count, Func<Connection, IRunJournal> open) => Task.Factory.StartNew(
        () => Send(url, count, open, new() { ThrottleLimit = Plan.Workers }),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static int Send(Uri url, int count, Func<Connection, IRunJournal> open, SendRunOptions options)
    {
        using Connection connection = Connection.Create(
            new(ProviderCatalog.Find("AiSoule")!, Secret.Of("bench")) { Endpoint = url, RatePerSecond = 0 }, () => new HttpTransport());
        using IRunJournal journal = open(connection);
        using SendRun run = new(connection, options with { Journal = journal }, TimeProvider.System);
        MessageDraft draft = MessageDraft.Of(Workload.Message);
        int accepted = run.SendAll(Enumerable.Range(0, count).Select(i => Item(i, draft)))
            .Count(result => result.Status == SendStatus.Accepted);
        journal.Complete(count, finished: run.Stopped is null);
        return accepted;
    }

    private static SendItem Item(int i, MessageDraft draft)
    {
        string to = "+" + Workload.Digits(i);
        PhoneNumber.TryParse(to, NumberReading.Explicit, out PhoneNumber number, out _);
        return new() { To = to, Number = number, Draft = draft, Values = [Workload.Name(i)], RowNumber = i + 1 };
    }
}
