using InteractiveMessaging.PostgreSql;

namespace InteractiveMessaging.Tests.PostgreSql;

[Collection(nameof(PostgresCollection))]
public sealed class PostgresReaderTests
{
    private static readonly JournalHeader Header = new("acme", "Kaleyra", "api.test", "a1", "t1", Total: 9);

    private readonly JournalAddress _address = Cluster.Instance.Journal($"reader {Guid.NewGuid():n}");

    [Fact]
    public async Task Each_message_is_one_entry_as_its_last_record_leaves_it()
    {
        DateTimeOffset tried = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using (PostgresJournal journal = Open())
        {
            await TryAsync(journal, 1, new(JournalStatus.Waiting) { Attempts = 1 });
            await TryAsync(journal, 1, new(JournalStatus.Accepted)
            {
                MessageId = "m1",
                Attempts = 2,
                HttpStatus = 200,
                FirstTriedAt = tried,
                Elapsed = TimeSpan.FromMilliseconds(1234.5),
            });
            await TryAsync(journal, 2, new(JournalStatus.Rejected) { ErrorCode = "131026", HttpStatus = 400, Attempts = 1 });
            await TryAsync(journal, 3, null);
            await journal.SettleAsync(Message(4), new(JournalStatus.Excluded));
            journal.Complete(4, finished: true);
        }

        using PostgresReader reader = PostgresReader.Open(_address);
        Dictionary<string, JournalEntry> entries = reader.Read().ToDictionary(entry => entry.Hash);

        Assert.Equal(4, entries.Count);
        JournalEntry one = entries[JournalFolder.Key(1).ToString()];
        Assert.Equal(
            (JournalStatus.Accepted, "m1", 2, 200, tried, TimeSpan.FromMilliseconds(1234), 1, "key 1", JournalFolder.Message(1).Recipient, $"{_address}"),
            (one.Status, one.MessageId, one.Attempts, one.HttpStatus!.Value, one.FirstTriedAt!.Value, one.Elapsed, one.Run, one.Key, one.Recipient, one.Journal));
        Assert.Equal("131026", entries[JournalFolder.Key(2).ToString()].ErrorCode);
        Assert.Equal(JournalStatus.InDoubt, entries[JournalFolder.Key(3).ToString()].Status);
        Assert.Equal(JournalStatus.Excluded, entries[JournalFolder.Key(4).ToString()].Status);
        Assert.Equal([JournalStatus.Rejected], reader.Read(JournalStatus.Rejected).Select(entry => entry.Status));
        Assert.Single(reader.Read().Take(1));

        // One counts with its last attempt, and who is excluded with none.
        Assert.Equal(3, Assert.Single(reader.Summary.Workers).Tried);
    }

    [Fact]
    public async Task The_summary_counts_and_knows_the_workers_while_they_send()
    {
        using PostgresJournal one = Open();
        using PostgresJournal other = Open();
        await TryAsync(one, 1, new(JournalStatus.Accepted));
        await TryAsync(one, 2, new(JournalStatus.Waiting));
        await TryAsync(other, 3, null);
        one.Invalid(new(5, "RecipientInvalid"));
        other.Invalid(new(5, "RecipientInvalid"));
        await TryAsync(one, 4, null);
        await TryAsync(other, 6, null);

        using (PostgresReader reader = PostgresReader.Open(_address))
        {
            JournalSummary summary = reader.Summary;
            Assert.Equal((true, false, 5L, 1L, 1L, 3L), (summary.IsOpen, summary.IsFinished, summary.Messages, summary.Accepted, summary.Waiting, summary.InFlight));
            Assert.Equal((1L, 9L, 2L, 7L), (summary.Invalid, summary.Total!.Value, summary.Done, summary.Left!.Value));
            Assert.Equal([true, true], summary.Workers.Select(worker => worker.IsAlive));
            Assert.All(summary.Workers, worker => Assert.Equal((1, Environment.ProcessId, Environment.MachineName), (worker.Run, worker.ProcessId, worker.Machine)));
            Assert.Single(summary.Runs);
        }

        one.Complete(9, finished: false, readAll: false);
        await other.SettleAsync(Message(3), new(JournalStatus.Accepted));
        other.Complete(9, finished: true);

        using PostgresReader after = PostgresReader.Open(_address);
        JournalRun run = Assert.Single(after.Summary.Runs);
        Assert.Equal((true, 9L, 0L, 1L), (run.IsFinished, run.Rows!.Value, run.NotReached!.Value, run.Invalid));
        Assert.Equal(new InvalidCause("RecipientInvalid", 1, [5]), Assert.Single(run.InvalidCauses));
        Assert.Equal((false, true, 2L, 1L, 2L), (after.Summary.IsOpen, after.Summary.IsFinished, after.Summary.Accepted, after.Summary.NotSent, after.Summary.InDoubt));
    }

    [Fact]
    public async Task A_report_is_made_of_it_as_of_a_file()
    {
        using (PostgresJournal journal = Open())
        {
            await TryAsync(journal, 1, new(JournalStatus.Accepted) { MessageId = "m1" });
            journal.Complete(1, finished: true);
        }

        using PostgresReader reader = PostgresReader.Open(_address);
        using StringWriter sheet = new();
        ReportSheet.Write([reader], sheet);
        Assert.Contains("m1", sheet.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_an_error_that_names_it()
    {
        WaException missing = Assert.Throws<WaException>(() => PostgresReader.Open(_address));
        Assert.Equal(ErrorCause.FileNotFound, missing.Cause);
        Assert.Contains(_address.Journal, missing.Message, StringComparison.Ordinal);
        Assert.Equal(
            ErrorCause.FileNotFound, Assert.Throws<WaException>(() => PostgresReader.Open(Cluster.Instance.NewDatabase("x"))).Cause);
    }

    [Fact]
    public async Task The_snapshot_for_a_look_ahead_says_what_a_run_would_do_and_writes_nothing()
    {
        using (PostgresJournal journal = Open())
        {
            await TryAsync(journal, 1, new(JournalStatus.Accepted));
            await TryAsync(journal, 2, null);
            await TryAsync(journal, 3, new(JournalStatus.Failed));
            journal.Complete(3, finished: true);
        }

        using (PostgresSnapshot snapshot = PostgresSnapshot.Open(_address, Header, force: false))
        {
            Assert.Equal(
                [JournalVerdict.Settled, JournalVerdict.InDoubt, JournalVerdict.Send, JournalVerdict.Send, JournalVerdict.Duplicate],
                snapshot.Claim([.. ((int[])[1, 2, 3, 4, 4]).Select(Message)]).Select(claim => claim.Verdict));
            Assert.Equal(
                [JournalVerdict.Duplicate, JournalVerdict.Send], snapshot.Claim([Message(1), Message(5)]).Select(claim => claim.Verdict));
            Assert.Empty(snapshot.Claim([]));
        }

        Assert.Equal(
            ErrorCause.JournalMessageDiffers,
            Assert.Throws<WaException>(() => PostgresSnapshot.Open(_address, Header with { Draft = "t2" }, force: false)).Cause);
        using PostgresSnapshot none = PostgresSnapshot.Open(Cluster.Instance.NewDatabase("x"), Header, force: false);
        Assert.Equal(JournalVerdict.Send, Assert.Single(none.Claim([Message(1)])).Verdict);
    }

    private PostgresJournal Open() => PostgresJournal.Open(_address, Header, new());

    private static JournalMessage Message(int number) => JournalFolder.Message(number, key: $"key {number}");

    private static async Task TryAsync(PostgresJournal journal, int number, JournalOutcome? outcome)
    {
        await journal.ClaimAsync(Message(number), CancellationToken.None);
        Assert.True(await journal.IntendAsync(Message(number), CancellationToken.None));
        if (outcome is { } became)
        {
            await journal.SettleAsync(Message(number), became);
        }
    }
}
