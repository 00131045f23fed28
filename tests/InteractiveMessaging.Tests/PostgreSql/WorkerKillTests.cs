using Xunit.Abstractions;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>
/// Real processes send one list together. They are killed and started again, the server is restarted, its connections are cut. Each message
/// is counted once; one that was in flight at a kill may be missing or there, and is listed as in doubt.
/// </summary>
[Collection(nameof(PostgresCollection))]
public sealed class WorkerKillTests(ITestOutputHelper output)
{
    private const int Workers = 4;
    private const int InFlight = 16;
    private static readonly bool Slow = Environment.GetEnvironmentVariable("WA_SLOW") == "1";
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("WA_ROUNDS"), out int rounds) ? rounds : Slow ? 100 : 2;

    private readonly Cluster _cluster = Cluster.Instance;

    [Fact]
    public async Task Killed_workers_and_a_database_that_goes_and_comes_lose_nothing_and_send_nothing_twice()
    {
        int messages = Slow ? 4000 : 1500;
        long kills = 0;
        long breaks = 0;
        long doubts = 0;
        for (int round = 1; round <= Rounds; round++)
        {
            (int Kills, int Breaks, int Doubts) told = await SendAsync(new(round), messages, $"kill {Guid.NewGuid():n}");
            kills += told.Kills;
            breaks += told.Breaks;
            doubts += told.Doubts;
        }

        output.WriteLine($"{Rounds} rounds of {messages} by {Workers}: {kills} kills, {breaks} breaks of the database, {doubts} in doubt");
    }

    private async Task<(int Kills, int Breaks, int Doubts)> SendAsync(Random random, int messages, string name)
    {
        using CountingServer server = new();
        JournalAddress journal = _cluster.Journal(name);
        List<(Victim Victim, Task<string[]> Said)> workers = [];
        int kills = 0;
        int breaks = 0;
        try
        {
            // One worker is never killed: it lives to the end of the list. It has begun before anything happens to the database.
            Task begun = server.After(1);
            Start();
            Assert.NotSame(workers[0].Said, await Task.WhenAny(begun, workers[0].Said));
            for (int i = 1; i < Workers; i++)
            {
                Start();
            }

            for (int event_ = 0; event_ < 6; event_++)
            {
                Task moment = random.Next(4) == 0 ? Task.Delay(random.Next(300)) : server.After(random.Next(1, messages / 8));
                if (await Task.WhenAny(moment, workers[0].Said) != moment)
                {
                    break;
                }

                switch (random.Next(5))
                {
                    case 0:
                        _cluster.Restart();
                        breaks++;
                        break;
                    case 1:
                        _cluster.Cut();
                        breaks++;
                        break;
                    default:
                        int at = random.Next(1, workers.Count);
                        kills += workers[at].Said.IsCompleted ? 0 : 1;
                        await workers[at].Victim.KillAsync();
                        if (random.Next(2) == 0)
                        {
                            Start();
                        }

                        break;
                }
            }

            string[] said = await workers[0].Said;
            Assert.Equal("", await workers[0].Victim.Errors);
            Assert.Equal(messages, said.Length);
            await Task.WhenAll(workers.Select(worker => worker.Said));

            // It finished the list: nothing is left to a run that comes after it.
            using Victim last = Victim.Start(Arguments());
            string[] results = await last.ReadToEndAsync();
            Assert.Equal("", await last.Errors);
            Assert.Equal(messages, results.Length);
            Assert.All(results, line => Assert.Contains(line.Split(' ')[0], (string[])["Skipped", "InDoubt"]));
            string[] doubts =
            [
                .. from line in results
                   where line.StartsWith("InDoubt ", StringComparison.Ordinal)
                   select line.Split(' ')[1].TrimStart('+'),
            ];
            Assert.InRange(doubts.Length, 0, kills * InFlight);
            for (int i = 0; i < messages; i++)
            {
                string phone = $"1202{5550000 + i}";
                int count = server.Counts.GetValueOrDefault(phone);
                Assert.True(count == 1 || (count == 0 && doubts.Contains(phone)), $"{phone}: sent {count} times");
            }

            return (kills, breaks, doubts.Length);
        }
        finally
        {
            workers.ForEach(worker => worker.Victim.Dispose());
        }

        void Start()
        {
            Victim victim = Victim.Start(Arguments());
            workers.Add((victim, victim.ReadToEndAsync()));
        }

        string[] Arguments() => ["work", $"{server.Address}", $"{journal}", $"{messages}", $"{InFlight}", "0"];
    }
}
