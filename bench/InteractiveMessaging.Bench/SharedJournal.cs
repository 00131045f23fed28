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
    private const int Delay = 20;
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

        int count = plan.Fast(Delay) * 4;
        List<double> file = [];
        List<double> one = [];
        List<double> four = [];
        for (int round = -1; round < plan.Rounds; round++)
        {
            double[] rates =
            [
                await TogetherAsync(server.Url("file", Delay), count, 1, connection =>
                {
                    Files.Delete(files.Journal);
                    return RunJournal.Open(files.Journal, Header(connection), new(), TimeProvider.System);
                }),
                await TogetherAsync(server.Url("one", Delay), count, 1, Shared()),
                await TogetherAsync(server.Url("four", Delay), count, Workers, Shared()),
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
            kept.Add(await KeepAsync(plan, server, limit));
            say($"postgres: {Workers} workers at {limit}/s: {kept[^1].Share:P2}, worst second {kept[^1].WorstSecond}");
        }

        return new(file, one, four, kept);
    }

    private static async Task<double> TogetherAsync(Uri url, int count, int workers, Func<Connection, IRunJournal> open)
    {
        long start = Stopwatch.GetTimestamp();
        int[] sent = await Task.WhenAll(
            Enumerable.Range(0, workers).Select(_ => Start(url, count, open, new() { ThrottleLimit = Plan.Workers })));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return sent.Sum() == count ? count / seconds : throw new InvalidOperationException($"{sent.Sum()} of {count} were accepted.");
    }

    // Three begin, the fourth joins after a quarter of the time, and one dies after half of it.
    private static async Task<RateKept> KeepAsync(Plan plan, BenchServer server, int limit)
    {
        Uri url = server.Url($"workers-{limit}", Plan.UsualDelay);
        int seconds = Math.Max(plan.RateSeconds, LeastSeconds);
        int count = limit * seconds;
        Func<Connection, IRunJournal> open = Shared();
        SendRunOptions options = new() { RatePerSecond = limit, ThrottleLimit = limit };
        TimeSpan quarter = TimeSpan.FromSeconds(seconds / 4d);
        PostgresJournal? mortal = null;
        Task<int> dead = Start(url, count, connection => mortal = (PostgresJournal)open(connection), options);
        List<Task<int>> living = [Start(url, count, open, options), Start(url, count, open, options)];
        await Task.Delay(quarter);
        living.Add(Start(url, count, open, options));
        await Task.Delay(quarter);
        mortal!.Abandon();
        await Task.WhenAll(living);
        await dead.ContinueWith(static _ => { }, TaskScheduler.Default);
        Tally tally = await server.TakeAsync(url);
        return new(limit, tally.Rate / limit, tally.WorstSecond);
    }

    private static Func<Connection, IRunJournal> Shared()
    {
        JournalAddress address = Cluster.Instance.Journal($"bench {Guid.NewGuid():n}");
        return connection => PostgresJournal.Open(address, Header(connection), new() { Lease = Lease });
    }

    private static JournalHeader Header(Connection connection) => JournalHeader.Of(connection, Preparation.HashOf(Workload.Message));

    private static Task<int> Start(Uri url, int count, Func<Connection, IRunJournal> open, SendRunOptions options) => Task.Factory.StartNew(
        () =>
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
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static SendItem Item(int i, MessageDraft draft)
    {
        string to = "+" + Workload.Digits(i);
        PhoneNumber.TryParse(to, NumberReading.Explicit, out PhoneNumber number, out _);
        return new() { To = to, Number = number, Draft = draft, Values = [Workload.Name(i)], RowNumber = i + 1 };
    }
}
