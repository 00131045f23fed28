namespace InteractiveMessaging.Tests;

/// <summary>What another window sees of a run that goes on.</summary>
public sealed class JournalProgressTests : IDisposable
{
    private readonly JournalFolder _folder = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_goes_on_says_what_is_done_and_left_how_fast_and_when_it_ends()
    {
        using RunJournal journal = Open(total: 1000);
        await AcceptAsync(journal, 0, 100);
        await WrittenAsync(journal, 997);
        _clock.Advance(TimeSpan.FromSeconds(100));
        await AcceptAsync(journal, 100, 400);
        await WrittenAsync(journal, 999);
        journal.Invalid(new(7, "RecipientInvalid"));
        await WrittenAsync(journal, 998);
        _clock.Advance(TimeSpan.FromSeconds(30));

        JournalSummary summary = Read();

        Assert.Equal((1000, 401, 599), (summary.Total, summary.Done, summary.Left));

        // Three hundred in the last minute; what was settled before that no longer counts.
        Assert.Equal(5, summary.RatePerSecond);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(599 / 5d), summary.ExpectedEnd);

        // A run that stands still has no rate, and nobody knows when it ends.
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0d, null), (Read().RatePerSecond, Read().ExpectedEnd));
    }

    [Fact]
    public async Task The_rate_of_a_run_that_just_began_is_not_too_low()
    {
        using RunJournal journal = Open(total: null);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await AcceptAsync(journal, 0, 50);
        await WrittenAsync(journal, 900);

        JournalSummary summary = Read();

        Assert.Equal((null, null, 5d, null), (summary.Total, summary.Left, summary.RatePerSecond, summary.ExpectedEnd));
    }

    [Fact]
    public async Task Without_a_total_the_list_is_as_long_as_the_last_run_that_read_it_all_found_it()
    {
        using (RunJournal first = Open())
        {
            await AcceptAsync(first, 0, 10);
            await SettleAsync(first, 10, JournalStatus.Failed);
            await SettleAsync(first, 11, JournalStatus.Rejected);
            first.Complete(1000, finished: false);
        }

        using (RunJournal cut = Open())
        {
            cut.Complete(3, finished: false, readAll: false);
        }

        using RunJournal second = Open();
        Assert.Equal(1000, second.EarlierRows);
        JournalSummary begun = Read();

        // What failed is tried again, so it is not done until this run has tried it.
        Assert.Equal((1000, 11, 989), (begun.Total, begun.Done, begun.Left));
        await SettleAsync(second, 10, JournalStatus.Failed);
        await WrittenAsync(second, 900);
        Assert.Equal(12, Read().Done);
    }

    [Fact]
    public async Task A_list_that_became_longer_has_an_end_that_nobody_knows()
    {
        using (RunJournal trial = Open())
        {
            await AcceptAsync(trial, 0, 5);
            trial.Complete(5, finished: true);
        }

        Assert.Equal((5, 5, 0, null), (Read().Total, Read().Done, Read().Left, Read().RatePerSecond));
        using RunJournal whole = Open();
        await AcceptAsync(whole, 5, 20);
        await WrittenAsync(whole, 900);

        JournalSummary summary = Read();

        Assert.Equal((20, null, null), (summary.Done, summary.Left, summary.ExpectedEnd));
    }

    [Fact]
    public async Task What_a_run_left_is_what_it_did_not_reach_or_after_a_kill_what_is_not_done()
    {
        using (RunJournal stopped = Open())
        {
            await AcceptAsync(stopped, 0, 5);
            stopped.NotReached();
            stopped.NotReached();
            stopped.Complete(7, finished: false);
        }

        Assert.Equal((5, 2), (Read().Done, Read().Left));
        using (RunJournal killed = Open(total: 7))
        {
            await AcceptAsync(killed, 5, 6);
        }

        Assert.Equal((6, 1), (Read().Done, Read().Left));
    }

    [Fact]
    public async Task A_copy_of_a_journal_is_the_same_and_another_one_is_not()
    {
        using JournalFolder other = new();
        foreach (string path in new[] { _folder.Path, other.Path })
        {
            using RunJournal journal = RunJournal.Open(path, JournalFolder.Header, new(), _clock);
            await AcceptAsync(journal, path == other.Path ? 1 : 0, 3);
            journal.Complete(3, finished: true);
        }

        string copy = Path.Combine(_folder.Folder, "copy.journal");
        File.Copy(_folder.Path, copy);

        Assert.True(Read().IsSameAs(Read(copy)));
        Assert.False(Read().IsSameAs(Read(other.Path)));
    }

    [Fact]
    public void Only_the_last_minute_counts_also_where_the_clock_is_set_back()
    {
        DateTimeOffset noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        RecentCount count = new();
        Assert.Equal(0, count.Before(noon));
        foreach (int second in new[] { 0, 30, 59, 60, -3000, 61, 40 })
        {
            count.Add(noon.AddSeconds(second));
        }

        Assert.Equal(5, count.Before(noon.AddSeconds(61)));
        Assert.Equal(2, count.Before(noon.AddSeconds(119)));
        Assert.Equal(0, count.Before(noon.AddSeconds(500)));
        count.Add(noon.AddDays(1));
        Assert.Equal(1, count.Before(noon.AddDays(1)));
    }

    private RunJournal Open(long? total = null) =>
        RunJournal.Open(_folder.Path, JournalFolder.Header with { Total = total }, new(), _clock);

    private JournalSummary Read(string? path = null)
    {
        using JournalReader reader = JournalReader.Open(path ?? _folder.Path, _clock);
        return reader.Summary;
    }

    private static async Task AcceptAsync(RunJournal journal, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            await SettleAsync(journal, i, JournalStatus.Accepted);
        }
    }

    private static async Task SettleAsync(RunJournal journal, int number, JournalStatus status)
    {
        await journal.IntendAsync(JournalFolder.Message(number), CancellationToken.None);
        await journal.SettleAsync(JournalFolder.Message(number), new(status) { Attempts = 1 });
    }

    // An intent is in the file when this ends, and so is all that was written before it.
    private static async Task WrittenAsync(RunJournal journal, int number) =>
        await journal.IntendAsync(JournalFolder.Message(number), CancellationToken.None);
}
