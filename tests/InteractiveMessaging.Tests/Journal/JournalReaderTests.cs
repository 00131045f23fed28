namespace InteractiveMessaging.Tests;

public sealed class JournalReaderTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task There_is_one_entry_a_message_as_its_last_record_leaves_it()
    {
        await _folder.RunAsync((1, "Failed"), (2, "Accepted"), (3, null));
        await _folder.RunAsync((1, "Accepted"));

        using JournalReader reader = JournalReader.Open(_folder.Path);
        JournalEntry[] entries = [.. reader.Read()];

        Assert.Equal([(2, JournalStatus.Accepted, 1), (3, JournalStatus.InDoubt, 1), (1, JournalStatus.Accepted, 2)],
            entries.Select(entry => (int.Parse(entry.Recipient!.AsSpan(7), null), entry.Status, entry.Run)));
        Assert.Equal(JournalFolder.Key(2).ToString(), entries[0].Hash);
        Assert.Equal(("wamid.2", 200, 1), (entries[0].MessageId, entries[0].HttpStatus, entries[0].Attempts));
        Assert.InRange(entries[0].FirstTriedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), entries[0].At);
        Assert.Equal((null, 0), (entries[1].MessageId, entries[1].Attempts));
    }

    [Fact]
    public async Task Only_the_statuses_asked_for_are_given_and_the_summary_counts_them_all()
    {
        await _folder.RunAsync((1, "Accepted"), (2, "Rejected"), (3, "Failed"), (4, "InDoubt"), (5, "NotSent"), (6, null), (7, "Accepted"));

        using JournalReader reader = JournalReader.Open(_folder.Path);

        Assert.Equal(2, reader.Read(JournalStatus.InDoubt).Count());
        Assert.Equal(3, reader.Read(JournalStatus.Rejected, JournalStatus.Accepted).Count());
        JournalSummary summary = reader.Summary;
        Assert.Equal(
            (7, 2, 1, 1, 2, 1, 0),
            (summary.Messages, summary.Accepted, summary.Rejected, summary.Failed, summary.InDoubt, summary.NotSent, summary.InFlight));
        Assert.All(Enum.GetValues<JournalStatus>(), status => Assert.Equal(reader.Read(status).LongCount(), summary[status]));
        JournalRun run = Assert.Single(summary.Runs);
        Assert.Equal(("acme", "Kaleyra", Environment.ProcessId), (run.Connection, run.Provider, run.ProcessId));
        Assert.Equal(run.StartedAt, summary.FirstAt);
        Assert.Equal(reader.Read().Max(entry => entry.At), summary.LastAt);
    }

    [Fact]
    public async Task While_a_run_writes_its_messages_are_in_flight_and_those_of_dead_runs_in_doubt()
    {
        await _folder.RunAsync((1, null));
        using (RunJournal journal = _folder.Open())
        {
            await journal.IntendAsync(JournalFolder.Message(2, "12025550002"), CancellationToken.None);

            using JournalReader during = JournalReader.Open(_folder.Path);
            Assert.True(during.Summary.IsOpen);
            Assert.Equal([JournalStatus.InDoubt, JournalStatus.InFlight], during.Read().Select(entry => entry.Status));

            await journal.SettleAsync(JournalFolder.Message(2), new(JournalStatus.Accepted));
            journal.Complete(1, finished: true);

            // What was opened before stays as it was.
            Assert.Single(during.Read(JournalStatus.InFlight));
        }

        using JournalReader after = JournalReader.Open(_folder.Path);
        Assert.False(after.Summary.IsOpen);
        Assert.Equal([JournalStatus.InDoubt, JournalStatus.Accepted], after.Read().Select(entry => entry.Status));
    }

    [Fact]
    public async Task A_line_as_long_as_can_be_and_a_line_of_unknown_type_are_no_damage()
    {
        await _folder.RunAsync((1, "Accepted"));
        await File.AppendAllTextAsync(
            _folder.Path,
            JournalFolder.Line($"{{\"n\":6,\"type\":\"later\",\"text\":\"{new string('x', 600_000)}\""));

        using (JournalReader reader = JournalReader.Open(_folder.Path))
        {
            Assert.Empty(reader.Summary.Damage);
            Assert.Single(reader.Read());
        }

        await _folder.RunAsync((2, "Accepted"));
        using JournalReader both = JournalReader.Open(_folder.Path);
        Assert.Equal(2, both.Summary.Accepted);
    }

    [Fact]
    public async Task No_file_an_empty_one_and_a_folder_are_errors()
    {
        Assert.Equal(ErrorCause.FileNotFound, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Path)).Cause);
        Assert.Equal(ErrorCause.FileNotRead, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Folder)).Cause);

        await File.WriteAllTextAsync(_folder.Path, "");
        Assert.Equal(ErrorCause.JournalForeign, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Path)).Cause);
    }

    [Fact]
    public async Task While_its_run_goes_on_a_message_waits_and_after_that_it_was_not_sent()
    {
        using (RunJournal journal = _folder.Open())
        {
            await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None);
            await journal.SettleAsync(JournalFolder.Message(1), new(JournalStatus.Waiting) { HttpStatus = 503, Attempts = 1 });
            await journal.IntendAsync(JournalFolder.Message(2), CancellationToken.None);

            using JournalReader during = JournalReader.Open(_folder.Path);
            Assert.Equal([JournalStatus.Waiting, JournalStatus.InFlight], during.Read().Select(entry => entry.Status));
            Assert.Equal((1, 1), (during.Summary.Waiting, during.Summary.InFlight));
        }

        using JournalReader after = JournalReader.Open(_folder.Path);
        Assert.Equal([JournalStatus.NotSent, JournalStatus.InDoubt], after.Read().Select(entry => entry.Status));
        Assert.Equal((0, 1, 1), (after.Summary.Waiting, after.Summary.NotSent, after.Summary.InDoubt));
    }

    [Fact]
    public async Task The_summary_tells_a_run_that_finished_from_one_that_did_not()
    {
        using (RunJournal journal = _folder.Open(JournalFolder.Header with { Total = 9 }))
        {
            await journal.IntendAsync(JournalFolder.Message(1, key: "order-1"), CancellationToken.None);
            journal.Invalid(new(2, "RecipientInvalid"));
            using JournalReader during = JournalReader.Open(_folder.Path);
            Assert.Equal((false, null, null), (during.Summary.IsFinished, during.Summary.Rows, during.Summary.NotReached));
        }

        using (JournalReader killed = JournalReader.Open(_folder.Path))
        {
            JournalRun run = Assert.Single(killed.Summary.Runs);
            Assert.Equal((false, null, 9, 1, null, null), (run.IsFinished, run.Rows, run.Total, run.Invalid, run.NotReached, run.EndedAt));
            Assert.Equal("order-1", Assert.Single(killed.Read()).Key);
        }

        using (RunJournal journal = _folder.Open())
        {
            foreach (int row in (int[])[3, 5, 6, 7])
            {
                journal.Invalid(new(row, "RecipientInvalid"));
            }

            journal.Invalid(new(4, "text.length", "+12025550100", "order-4"));
            journal.NotReached();
            journal.NotReached();
            journal.Complete(rows: 9, finished: false);
        }

        using (JournalReader broken = JournalReader.Open(_folder.Path))
        {
            JournalSummary summary = broken.Summary;
            Assert.Equal((false, 9, 5, 2), (summary.IsFinished, summary.Rows, summary.Invalid, summary.NotReached));
            Assert.Equal([new("RecipientInvalid", 4, [3, 5, 6]), new("text.length", 1, [4])], summary.InvalidCauses);
            Assert.NotNull(summary.Runs[1].EndedAt);
            Assert.Equal(1, summary.Runs[0].Invalid);
        }

        await _folder.RunAsync((1, "Accepted"));
        using JournalReader finished = JournalReader.Open(_folder.Path);
        Assert.Equal(
            (true, 1, 0, 0),
            (finished.Summary.IsFinished, finished.Summary.Rows, finished.Summary.Invalid, finished.Summary.NotReached));
    }
}
