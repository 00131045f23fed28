using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>
/// A campaign of three days on a clock of its own: people in twelve zones, a tier, some who say stop while it runs, an outage on the second
/// day and a process that is killed. What each run's plan said is what the run then did.
/// </summary>
public sealed class CampaignTests : IDisposable
{
    private const int People = 100_000;
    private const int Tier = 10_000;
    private const int SaidStopBefore = 500;
    private const int Empty = 200;
    private const int Twice = 300;
    private const double Rate = 80;

    private static readonly TimeZoneInfo[] Zones =
    [
        .. ("Pacific/Auckland Asia/Tokyo Asia/Shanghai Asia/Kolkata Asia/Dubai Europe/Istanbul Europe/Rome Europe/London America/Sao_Paulo "
            + "America/New_York America/Chicago America/Los_Angeles").Split(' ').Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    private static readonly MessageDraft Draft =
        MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "{{Text}}" });

    private readonly FakeClock _clock = new();
    private readonly JournalFolder _folder = new();
    private readonly Random _random = new(20300101);
    private readonly Dictionary<int, DateTimeOffset> _sentAt = [];
    private readonly Dictionary<int, DateTimeOffset> _stopAt = [];
    private readonly HashSet<int> _lost = [];
    private readonly List<string> _faults = [];
    private int _sentInRun;
    private int? _stopsFrom;
    private int? _outageFrom;
    private int? _killedAt;
    private bool _isDead;

    private string Stops => Path.Combine(_folder.Folder, "stop.txt");

    private string Killed => Path.Combine(_folder.Folder, "killed.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nobody_after_stop_nobody_outside_the_hours_nobody_twice_and_everybody_else_once()
    {
        SayStop(Enumerable.Range(0, SaidStopBefore).Select(n => (n * 7) + 1));

        // Day one: as many as the tier allows, and a fiftieth of them say stop while it runs.
        _stopsFrom = 0;
        (SendPlan plan, List<SendResult> results) = Run(new() { MaxRecipients = Tier });
        Assert.Equal((People + Empty + Twice, Empty, Twice), ((int)plan.Rows, (int)plan.Invalid.Sum(cause => cause.Count), (int)plan.Duplicates));
        Assert.Equal((People - SaidStopBefore, SaidStopBefore), ((int)plan.ToSend, (int)plan.Excluded));
        Assert.Contains(plan.Remarks, remark => remark.Contains("10 runs reach all", StringComparison.Ordinal));
        Assert.Equal((Tier, Tier), (Count(results, SendStatus.Accepted), _sentAt.Count));
        Assert.InRange(_stopAt.Count - SaidStopBefore, Tier / 100, Tier / 25);

        // Day two: the account may now write to more; then the provider fails for everybody, and takes some messages without saying so.
        NextDay();
        _outageFrom = 30_000;
        (plan, results) = Run(new() { MaxRecipients = 100_000 });
        Assert.Equal(Tier, plan.Settled);
        Assert.Equal(30_000, Count(results, SendStatus.Accepted));
        Assert.InRange(Count(results, SendStatus.Failed) + Count(results, SendStatus.InDoubt), 25, 26);
        Assert.InRange(_lost.Count, 1, 25);
        int doubts = Count(results, SendStatus.InDoubt);

        // Some hours later it works again, and the process is killed in the middle of a request.
        _clock.Advance(TimeSpan.FromHours(3));
        _outageFrom = null;
        _killedAt = 15_000;
        (plan, _) = Run(new() { MaxRecipients = 100_000 });
        Assert.Equal((Tier + 30_000L, (long)doubts), (plan.Settled, plan.InDoubt));
        File.Move(Killed, _folder.Path, overwrite: true);

        // Day three: to the end.
        NextDay();
        _killedAt = null;
        _stopsFrom = null;
        (plan, results) = Run(new());
        Assert.Equal(plan.ToSend, Count(results, SendStatus.Accepted));
        Assert.Equal(plan.People, Count(results, SendStatus.Accepted));
        Assert.Equal(plan.Excluded, Count(results, SendStatus.Excluded));
        Assert.Equal((doubts + 1L, doubts + 1), (plan.InDoubt, Count(results, SendStatus.InDoubt)));
        Assert.Equal(plan.Settled + plan.Duplicates, Count(results, SendStatus.Skipped));
        Assert.InRange((plan.Ends!.Value - _sentAt.Values.Max()).TotalMinutes, -5, 5);

        Assert.Empty(_faults);
        HashSet<int> doubtful = [.. Listed(results)];
        for (int n = 0; n < People; n++)
        {
            bool isSent = _sentAt.ContainsKey(n);
            bool mayMiss = _stopAt.ContainsKey(n) || doubtful.Contains(n);
            Assert.True(isSent || mayMiss, $"Person {n} got nothing.");
            Assert.False(isSent && _stopAt.TryGetValue(n, out DateTimeOffset stop) && stop <= _sentAt[n], $"Person {n} had said stop.");
        }

        Assert.Equal(_lost.Count + 1, doubtful.Count(_sentAt.ContainsKey));
    }

    private static DateTimeOffset Start { get; } = new FakeClock().GetUtcNow();

    private static int Count(List<SendResult> results, SendStatus status) => results.Count(result => result.Status == status);

    private static IEnumerable<int> Listed(List<SendResult> results) =>
        results.Where(result => result.Status == SendStatus.InDoubt).Select(result => Person(result.To!));

    private static string Number(int n) => string.Create(CultureInfo.InvariantCulture, $"+99910{n:000000}");

    private static int Person(string number) => int.Parse(number.AsSpan(6), CultureInfo.InvariantCulture);

    // The list: everybody once, rows without a text between them, and some people again at its end.
    private static IEnumerable<SendItem> List()
    {
        for (int row = 0; row < People + Empty + Twice; row++)
        {
            int n = row < People ? row : row < People + Empty ? row - People : row - People - Empty;
            Assert.True(PhoneNumber.TryParse(Number(n), NumberReading.Explicit, out PhoneNumber number, out string? error), error);
            yield return new()
            {
                To = number.ToString(),
                Number = number,
                Draft = Draft,
                Values = [row is >= People and < People + Empty ? "" : "Hi"],
                RowNumber = row + 1,
                Zone = Zones[n % Zones.Length],
            };
        }
    }

    private void NextDay() => _clock.Advance(Start.AddDays(Math.Ceiling((_clock.GetUtcNow() - Start).TotalDays)) - _clock.GetUtcNow());

    // The plan, and then the run.
    private (SendPlan Plan, List<SendResult> Results) Run(SendRunOptions options)
    {
        using Connection connection = new Gateway(Answer).Connect(_clock);
        JournalHeader header = JournalHeader.Of(connection, Preparation.HashOf(Draft.Message));
        options = options with
        {
            ThrottleLimit = 1,
            Schedule = new() { Window = new(new(9, 0), new(18, 0)) },
            Random = _random.NextDouble,
        };
        SendPlan plan = Ahead(connection, header, options with { RatePerSecond = Rate, Exclusions = Excluded() });

        // A dead process stays dead until its run is disposed of: nothing it still holds goes out.
        _sentInRun = 0;
        _isDead = false;
        using RunJournal journal = RunJournal.Open(_folder.Path, header, new(), _clock);
        using SendRun run = new(connection, options with { Journal = journal, Exclusions = Excluded() }, _clock);
        List<SendResult> results = Drive(run);
        journal.Complete(results.Count, finished: run is { Stopped: null, Ended: null });
        return (plan, results);
    }

    private SendPlan Ahead(Connection connection, JournalHeader header, SendRunOptions options)
    {
        using JournalSnapshot known = JournalSnapshot.Open(_folder.Path, header, force: false);
        DryRun ahead = new(connection, known, options);
        foreach (SendItem item in List())
        {
            ahead.Try(item);
        }

        return ahead.Plan(null, _clock.GetUtcNow());
    }

    private ExclusionList Excluded()
    {
        ExclusionList list = new();
        list.AddFile(Stops);
        return list;
    }

    // While a message goes out, its own time passes. When everybody who is left waits, the clock goes on to the next of them.
    private List<SendResult> Drive(SendRun run)
    {
        List<SendResult> results = [];
        int posted = 0;
        foreach (SendItem item in List())
        {
            Items.SpinUntil(() => run.TryPost(item) || _isDead || (run.Drain(results) && run.TryPost(item)));
            posted++;
        }

        run.Complete();
        while (results.Count < posted && !_isDead)
        {
            Items.SpinUntil(() => run.Drain(results) || run.Progress.Waiting == posted - results.Count || _isDead);
            if (results.Count < posted && run.Progress.Waiting == posted - results.Count && _clock.NextDue is { } due)
            {
                _clock.Advance(due - _clock.GetUtcNow());
            }
        }

        return results;
    }

    // One request after the other, each an eightieth of a second.
    private TransportResult Answer(int n)
    {
        if (_isDead)
        {
            return Scripted.NeverSent;
        }

        bool isOut = _sentInRun >= _outageFrom;
        if (isOut && n % 3 > 0)
        {
            return Scripted.Reply(503);
        }

        Take(n);
        if (isOut)
        {
            _lost.Add(n);
            return Scripted.Lost;
        }

        _sentInRun++;
        if (_sentInRun == _killedAt)
        {
            // What the file holds now is what a killed process leaves.
            File.Copy(_folder.Path, Killed);
            _isDead = true;
            return Scripted.NeverSent;
        }

        if (_stopsFrom is not null && _sentInRun % 500 == 0)
        {
            SayStop(Enumerable.Range(0, 10).Select(_ => _random.Next(People)).Where(other => !_stopAt.ContainsKey(other)).Distinct());
        }

        _clock.Advance(TimeSpan.FromSeconds(1 / Rate));
        return Scripted.Accepted;
    }

    private void Take(int n)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        if (!_sentAt.TryAdd(n, now))
        {
            _faults.Add($"Person {n} got it twice.");
        }

        if (TimeZoneInfo.ConvertTime(now, Zones[n % Zones.Length]).Hour is < 9 or >= 18)
        {
            _faults.Add($"Person {n} got it outside the hours, at {now:u}.");
        }
    }

    private void SayStop(IEnumerable<int> people)
    {
        int[] who = [.. people];
        SuppressionWriter.Add(
            Stops,
            [.. who.Select(n => new SuppressionEvent([Number(n)], SuppressionAction.Stop, SuppressionReason.Word) { At = _clock.GetUtcNow() })],
            _clock);
        Array.ForEach(who, n => _stopAt[n] = _clock.GetUtcNow());
    }

    // A gateway that keeps nothing of what it is told.
    private sealed class Gateway(Func<int, TransportResult> answer) : ITransport
    {
        public Connection Connect(TimeProvider clock) => Connection.Create(
            new(new TestProvider(), Secret.Of("key")) { RatePerSecond = 0, Clock = clock, BaseUri = new("http://127.0.0.1:9") }, () => this);

        public ValueTask<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation)
        {
            using JsonDocument document = JsonDocument.Parse(request.Body);
            return new(answer(Person(document.RootElement.GetProperty("to").GetString()!)));
        }

        public Task<TransportResult> GetAsync(TransportRequest request, CancellationToken cancellation) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
