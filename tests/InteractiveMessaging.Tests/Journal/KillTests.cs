using Xunit.Abstractions;

namespace InteractiveMessaging.Tests;

/// <summary>
/// A real process is killed in the middle of its run, again and again, and run again until it is done. What the server counted
/// must be every message once; a message that was in flight at a kill may be missing or there, and is listed as in doubt.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const string Shell = "PowerShell";
    private static readonly bool Slow = Environment.GetEnvironmentVariable("WA_SLOW") == "1";
    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("WA_KILLS"), out int kills) ? kills : Slow ? 200 : 4;

    private readonly JournalFolder _folder = new();
    private long _runs;
    private long _doubts;
    private long _mostDoubts;
    private long _restarts;

    /// <summary>
    /// The engine's own process, and in the long form a real PowerShell besides, each at so many in flight, flushed or not.
    /// </summary>
    public static TheoryData<string, int, string> Forms
    {
        get
        {
            TheoryData<string, int, string> forms = [];
            foreach (string host in Slow && Victim.HasShell ? (string[])["engine", Shell] : ["engine"])
            {
                foreach (int inFlight in (int[])[1, 32, 250])
                {
                    forms.Add(host, inFlight, "Process");
                    forms.Add(host, inFlight, "Disk");
                }
            }

            return forms;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Killed_at_any_moment_and_run_again_nothing_is_lost_or_sent_twice(string host, int inFlight, string flush)
    {
        int kills = 0;
        int messages = Slow ? 2000 : 400;
        for (int seed = 1; kills < Kills; seed++)
        {
            kills += await SendUntilDoneAsync(new(seed), host, messages, inFlight, flush, most: Kills - kills);
        }

        Assert.Equal(Kills, kills);
        output.WriteLine(
            $"{kills} kills and {_restarts} restarts of the server in {_runs} lists of {messages}; {_doubts} in doubt, "
            + $"at most {_mostDoubts} by one kill or restart, {inFlight} in flight");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public async Task What_waits_for_another_attempt_when_the_run_is_killed_is_not_in_doubt(int inFlight)
    {
        const int Messages = 200;
        using CountingServer server = new() { RefuseEvery = 2, RetryAfter = 60 };
        using (Victim victim = Start("engine", server, Messages, inFlight, "Process"))
        {
            Task<string[]> end = victim.ReadToEndAsync();
            Assert.NotSame(end, await Task.WhenAny(end, server.After(150)));
            await victim.KillAsync();
        }

        using (JournalReader reader = JournalReader.Open(_folder.Path))
        {
            Assert.InRange(reader.Summary.InDoubt, 0, inFlight);

            // Every second request was refused, and a few came in before the process was dead.
            int accepted = server.Counts.Count;
            Assert.InRange(accepted, 70, 100);
            Assert.InRange(reader.Summary.NotSent, accepted - inFlight - 1, accepted + inFlight + 1);
        }

        server.RefuseEvery = 0;
        string[] results = await FinishAsync("engine", server, Messages, inFlight, "Process");
        Assert.Equal(Messages, results.Length);
        Assert.InRange(results.Count(line => line.StartsWith("InDoubt", StringComparison.Ordinal)), 0, inFlight);
        Assert.All(server.Counts.Values, count => Assert.Equal(1, count));
        Assert.InRange(server.Counts.Count, Messages - inFlight, Messages);
    }

    [Fact]
    public async Task A_second_process_is_refused_while_the_first_writes_and_let_in_once_it_is_killed()
    {
        using Victim first = Victim.Start("hold", _folder.Path);
        Assert.Equal("held", await first.ReadLineAsync());

        using Victim second = Victim.Start("hold", _folder.Path);
        string? refusal = await second.ReadLineAsync();
        Assert.StartsWith("refused JournalBusy", refusal, StringComparison.Ordinal);
        Assert.Contains($"process {first.Id} since ", refusal, StringComparison.Ordinal);
        Assert.Throws<WaException>(() => _folder.Open(new("hold", "PingUp", "", "")));
        using (JournalReader reader = JournalReader.Open(_folder.Path))
        {
            Assert.True(reader.Summary.IsOpen);
        }

        await first.KillAsync();
        using RunJournal third = _folder.Open(new("hold", "PingUp", "", ""));
    }

    [Fact]
    public async Task A_full_disk_stops_the_run_and_what_was_written_stays_known()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using CountingServer server = new();
        using (Victim victim = Victim.StartWithin(64, ["send", .. Arguments(server, 2000, 32, "Process")]))
        {
            string[] said = await victim.ReadToEndAsync();
            Assert.Contains(said, line => line.StartsWith("NotSent", StringComparison.Ordinal));
            Assert.StartsWith("refused JournalUnwritable", said[^1], StringComparison.Ordinal);
            Assert.Equal("", await victim.Errors);
        }

        int before = server.Counts.Count;
        Assert.InRange(before, 50, 1000);
        string[] results = await FinishAsync("engine", server, 2000, 32, "Process");
        int doubts = results.Count(line => line.StartsWith("InDoubt", StringComparison.Ordinal));
        Assert.InRange(doubts, 0, 32);
        Assert.All(server.Counts.Values, count => Assert.Equal(1, count));
        Assert.InRange(server.Counts.Count, 2000 - doubts, 2000);
    }

    private async Task<int> SendUntilDoneAsync(Random random, string host, int messages, int inFlight, string flush, int most)
    {
        using CountingServer server = new() { RefuseEvery = 8 };
        File.Delete(_folder.Path);
        _runs++;
        int kills = 0;
        long doubts = 0;
        while (kills < most)
        {
            // Mostly somewhere among the messages; now and then at the very start, while the journal is read.
            using Victim victim = Start(host, server, messages, inFlight, flush, random.Next(3) == 0 ? Link() : _folder.Path);
            Task<string[]> end = victim.ReadToEndAsync();
            int restarts = server.Restarts;
            if (random.Next(4) == 0)
            {
                server.RestartAfter(random.Next(1, messages / 8));
            }

            Task moment = random.Next(10) == 0 ? Task.Delay(random.Next(200)) : server.After(random.Next(1, messages / 8));
            bool ended = await Task.WhenAny(end, moment) == end;
            Thread.SpinWait(random.Next(20_000));
            await victim.KillAsync();
            server.RestartAfter(-1);
            restarts = server.Restarts - restarts;
            _restarts += restarts;
            doubts = CheckDoubts(doubts, inFlight, ends: restarts + (ended ? 0 : 1));
            if (ended)
            {
                break;
            }

            kills++;
        }

        string[] results = await FinishAsync(host, server, messages, inFlight, flush);
        string[] listed =
        [
            .. from line in results
               where line.StartsWith("InDoubt ", StringComparison.Ordinal)
               select line.Split(' ')[1].TrimStart('+'),
        ];
        Assert.DoesNotContain(results, line => line.StartsWith("stopped", StringComparison.Ordinal) || line.StartsWith("refused", StringComparison.Ordinal));
        Assert.Equal(messages, results.Length);
        Assert.Equal(doubts, listed.Length);
        Assert.All(results, line => Assert.Contains(line.Split(' ')[0], (string[])["Accepted", "Skipped", "InDoubt"]));
        for (int i = 0; i < messages; i++)
        {
            string phone = $"1202{5550000 + i}";
            int count = server.Counts.GetValueOrDefault(phone);
            Assert.True(count == 1 || (count == 0 && listed.Contains(phone)), $"{phone}: sent {count} times");
        }

        return kills;
    }

    // No more can be in doubt than were in flight when it was killed or lost the server, besides those that were before.
    private long CheckDoubts(long before, int inFlight, int ends)
    {
        if (!File.Exists(_folder.Path))
        {
            return before;
        }

        using JournalReader reader = JournalReader.Open(_folder.Path);
        Assert.Empty(reader.Summary.Damage);
        Assert.False(reader.Summary.IsOpen);
        Assert.InRange(reader.Summary.InDoubt, before, before + (inFlight * ends));
        Assert.Equal(reader.Summary.InDoubt, reader.Read(JournalStatus.InDoubt).LongCount());
        _doubts += reader.Summary.InDoubt - before;
        _mostDoubts = Math.Max(_mostDoubts, (reader.Summary.InDoubt - before) / Math.Max(1, ends));
        return reader.Summary.InDoubt;
    }

    // Another name of the same file; it leads nowhere until there is one.
    private string Link()
    {
        string link = _folder.Path + ".link";
        if (OperatingSystem.IsWindows())
        {
            return _folder.Path;
        }

        if (new FileInfo(link).LinkTarget is null)
        {
            File.CreateSymbolicLink(link, _folder.Path);
        }

        return link;
    }

    private async Task<string[]> FinishAsync(string host, CountingServer server, int messages, int inFlight, string flush)
    {
        server.WaitUntilItListens();
        using Victim victim = Start(host, server, messages, inFlight, flush);
        string[] said = await victim.ReadToEndAsync();
        Assert.Equal("", await victim.Errors);
        return said;
    }

    private Victim Start(string host, CountingServer server, int messages, int inFlight, string flush, string? path = null)
    {
        string[] arguments = Arguments(server, messages, inFlight, flush, path);
        return host == Shell ? Victim.StartShell(arguments) : Victim.Start(["send", .. arguments]);
    }

    private string[] Arguments(CountingServer server, int messages, int inFlight, string flush, string? path = null) =>
        [$"{server.Address}", path ?? _folder.Path, $"{messages}", $"{inFlight}", flush];
}
