using System.Collections.Concurrent;
using System.Globalization;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>People are written to at their hours, as long as the run may last, and as many of them as it may be.</summary>
public class ScheduleTests
{
    private static readonly TimeZoneInfo[] Zones =
        [.. "Europe/Rome America/New_York Asia/Tokyo".Split(' ').Select(TimeZoneInfo.FindSystemTimeZoneById)];

    // It is midnight on the first of January 2030 in UTC: one at night in Rome, seven in the evening in New York, nine in Tokyo.
    private readonly FakeClock _clock = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _sentAt = new();

    [Fact]
    public void Each_gets_the_message_in_the_hours_of_his_own_day_and_nobody_waits_for_another_zone()
    {
        using Connection connection = Provider().Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 4, Schedule = Hours("09:00-18:00") }, _clock);
        List<SendResult> results = Run(run, Enumerable.Range(0, 300).Select(n => To(n, Zones[n % 3])));

        Assert.All(results, result => Assert.Equal(SendStatus.Accepted, result.Status));
        Assert.Equal(300, results.Count);
        Assert.Equal(
            ["2030-01-01 08:00", "2030-01-01 14:00", "2030-01-01 00:00"],
            Enumerable.Range(0, 3).Select(zone => string.Join(", ", Enumerable.Range(0, 300).Where(n => n % 3 == zone)
                .Select(n => _sentAt[Items.Number(n)].ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)).Distinct())));
    }

    [Fact]
    public void Nothing_goes_out_before_the_date_and_then_only_within_the_hours()
    {
        using Connection connection = Provider().Connect(_clock);
        SendSchedule schedule = Hours("09:00-18:00") with { NotBefore = Utc("2030-03-05 20:00"), Zone = Zones[0] };
        using SendRun run = new(connection, new() { Schedule = schedule }, _clock);
        Run(run, [To(1, null)]);
        Assert.Equal(Utc("2030-03-06 08:00"), _sentAt[Items.Number(1)]);
    }

    [Fact]
    public async Task The_run_says_when_the_next_may_be_written_to()
    {
        using Connection connection = Provider().Connect(_clock);
        using SendRun run = new(connection, new() { Schedule = Hours("09:00-18:00") }, _clock);
        Assert.True(run.TryPost(To(1, Zones[1])));
        await _clock.NextWaitAsync();
        Assert.Equal((1, Utc("2030-01-01 14:00")), (run.Progress.Waiting, run.Progress.NextDue));
        _clock.Advance(TimeSpan.FromHours(14));
        Assert.Equal(SendStatus.Accepted, (await run.NextAsync()).Status);
        Assert.Null(run.Progress.NextDue);
    }

    [Fact]
    public void Who_finds_no_room_to_wait_is_not_sent_to_and_told_from_when_he_may_be()
    {
        using Connection connection = Provider().Connect(_clock);
        SendRunOptions options = new() { ThrottleLimit = 1, Schedule = Hours("09:00-18:00"), MostScheduled = 10 };
        using SendRun run = new(connection, options, _clock);
        List<SendResult> results = Run(run, Enumerable.Range(0, 200).Select(n => To(n, n < 100 ? Zones[0] : Zones[2])));

        Assert.Equal(200, results.Count);
        SendResult[] late = [.. results.Where(result => result.Status == SendStatus.NotSent)];
        Assert.Equal(90, late.Length);
        Assert.All(late, result => Assert.StartsWith("It may be sent from 2030-01-01 08:00 UTC", result.Note, StringComparison.Ordinal));
        Assert.Equal(110, results.Count(result => result.Status == SendStatus.Accepted));
    }

    [Fact]
    public void A_run_whose_time_is_over_ends_in_order()
    {
        using Connection connection = Provider().Connect(_clock);
        SendRunOptions options = new() { Schedule = Hours("09:00-18:00"), MaxDuration = TimeSpan.FromHours(10) };
        using SendRun run = new(connection, options, _clock);
        List<SendResult> results = Run(run, Enumerable.Range(0, 90).Select(n => To(n, Zones[n % 3])));

        // Ten hours on, New York has not opened yet.
        Assert.Equal(60, results.Count(result => result.Status == SendStatus.Accepted));
        Assert.All(results.Where(result => result.Status != SendStatus.Accepted), result =>
            Assert.Equal((SendStatus.NotSent, "The run's time was over (-MaxDuration 10:00:00).", null), (result.Status, result.Note, result.Error)));
        Assert.Null(run.Stopped);
        Assert.Equal("The run's time was over (-MaxDuration 10:00:00).", run.Ended);
    }

    [Fact]
    public void As_many_people_are_written_to_as_may_be_each_with_all_his_messages()
    {
        Scripted provider = Provider();
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 1, MaxRecipients = 3 }, _clock);
        List<SendResult> results = run.SendToAll(Enumerable.Range(0, 12).Select(n => Items.To(n % 4, row: n)));

        string[] people = [.. results.Where(result => result.Status == SendStatus.Accepted).Select(result => result.To!).Distinct()];
        Assert.Equal(3, people.Length);
        Assert.All(results.Where(result => result.Status != SendStatus.Accepted), result =>
            Assert.Equal((SendStatus.NotSent, "3 people were written to (-MaxRecipients)."), (result.Status, result.Note)));
        Assert.Equal(12, results.Count);
        Assert.Null(run.Stopped);
        Assert.NotNull(run.Ended);
    }

    [Fact]
    public void Who_waits_for_his_hours_and_is_one_too_many_waits_no_longer()
    {
        using Connection connection = Provider().Connect(_clock);
        SendRunOptions options = new() { ThrottleLimit = 1, Schedule = Hours("09:00-18:00"), MaxRecipients = 10 };
        using SendRun run = new(connection, options, _clock);
        List<SendResult> results = Run(run, Enumerable.Range(0, 60).Select(n => To(n, n < 20 ? Zones[1] : Zones[2])));
        Assert.Equal((10, 50), (results.Count(result => result.Status == SendStatus.Accepted), results.Count(result => result.Status == SendStatus.NotSent)));
        Assert.Equal(Utc("2030-01-01 00:00"), _clock.GetUtcNow());
    }

    private static SendItem To(int n, TimeZoneInfo? zone)
    {
        SendItem item = Items.To(n);
        return new() { To = item.To, Number = item.Number, Draft = item.Draft, RowNumber = n, Zone = zone };
    }

    private static SendSchedule Hours(string text) =>
        new() { Window = SendWindow.TryParse(text, out SendWindow hours, out string? fault) ? hours : throw new ArgumentException(fault, nameof(text)) };

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private Scripted Provider() => new((to, _) =>
    {
        _sentAt[to] = _clock.GetUtcNow();
        return Scripted.Accepted;
    });

    // Whenever everybody who is left waits for his hours, the clock goes on to the next of them.
    private List<SendResult> Run(SendRun run, IEnumerable<SendItem> items)
    {
        List<SendResult> results = [];
        int posted = 0;
        foreach (SendItem item in items)
        {
            Items.SpinUntil(() => run.TryPost(item) || (run.Drain(results) && run.TryPost(item)));
            posted++;
        }

        run.Complete();
        while (results.Count < posted)
        {
            Items.SpinUntil(() => run.Drain(results) || run.Progress.Waiting == posted - results.Count);
            if (run.Progress is { NextDue: { } due } at && at.Waiting == posted - results.Count)
            {
                _clock.Advance(due - _clock.GetUtcNow());
            }
        }

        return results;
    }
}
