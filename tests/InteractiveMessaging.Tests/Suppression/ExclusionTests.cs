using InteractiveMessaging.Tests.Delivery;
using static InteractiveMessaging.Tests.Suppression.SuppressionFolder;

namespace InteractiveMessaging.Tests.Suppression;

/// <summary>Who said stop gets nothing: up to the last moment, by every name, and not for ever.</summary>
public sealed class ExclusionTests : IDisposable
{
    private readonly SuppressionFolder _folder = new();
    private readonly JournalFolder _journal = new();
    private readonly FakeClock _clock = new();

    public void Dispose()
    {
        _folder.Dispose();
        _journal.Dispose();
    }

    [Fact]
    public void Who_said_stop_is_excluded_and_told_why_and_everybody_else_gets_it()
    {
        _folder.Add(Stop(Items.Number(2)), Stop(Items.Number(3)), Resume(Items.Number(3), 5));
        Scripted provider = new((_, _) => Scripted.Accepted);
        List<SendResult> results = Send(provider, Exclusions(), 4);
        Assert.Equal(
            [SendStatus.Accepted, SendStatus.Excluded, SendStatus.Accepted, SendStatus.Accepted],
            results.OrderBy(result => result.RowNumber).Select(result => result.Status));
        SendResult excluded = results.Single(result => result.Status == SendStatus.Excluded);
        Assert.Equal($"{Items.Number(2)} said stop on 2026-03-09 12:00 UTC (with one word).", excluded.Note);
        Assert.Null(excluded.Error);
        Assert.Null(excluded.Cause);
        Assert.Equal(0, excluded.Attempts);
        Assert.DoesNotContain(provider.Requests, request => request.Contains(Items.Number(2), StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_that_comes_while_the_run_goes_on_counts_for_what_is_not_sent_yet()
    {
        _folder.Add();
        Scripted provider = new((to, _) =>
        {
            if (to == Items.Number(2))
            {
                _folder.Add(Stop(Items.Number(3)), Stop(Items.Number(4)), Stop(Items.Number(1)));
            }

            return Scripted.Accepted;
        });
        List<SendResult> results = Send(provider, Exclusions(), 5, new() { ThrottleLimit = 1 });
        Assert.Equal(
            [SendStatus.Accepted, SendStatus.Accepted, SendStatus.Excluded, SendStatus.Excluded, SendStatus.Accepted],
            results.OrderBy(result => result.RowNumber).Select(result => result.Status));
        Assert.Equal(3, provider.Requests.Count);
    }

    [Fact]
    public async Task A_stop_that_comes_while_a_message_waits_for_its_turn_counts()
    {
        _folder.Add();
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect(_clock, rate: 1);
        using SendRun run = new(connection, new() { Exclusions = Exclusions(), ThrottleLimit = 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)) && run.TryPost(Items.To(2)));
        Assert.Equal(SendStatus.Accepted, (await run.NextAsync()).Status);
        await _clock.NextWaitAsync();
        _folder.Add(Stop(Items.Number(2)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SendStatus.Excluded, (await run.NextAsync()).Status);
        Assert.Single(provider.Requests);
    }

    [Fact]
    public void A_stop_that_comes_while_the_journal_is_written_counts_and_leaves_no_doubt()
    {
        _folder.Add();
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        JournalHeader header = JournalHeader.Of(connection, null);
        using (RunJournal file = RunJournal.Open(_journal.Path, header, new(), TimeProvider.System))
        {
            WhileWriting journal = new(file, () => _folder.Add(Stop(Items.Number(1))));
            using SendRun run = new(connection, new() { Exclusions = Exclusions(), Journal = journal }, TimeProvider.System);
            Assert.Equal(SendStatus.Excluded, Assert.Single(run.SendToAll([Items.To(1)])).Status);
            file.Complete(1, finished: true);
        }

        Assert.Empty(provider.Requests);
        Assert.Equal(JournalStatus.Excluded, Assert.Single(Journaled()).Status);
    }

    [Fact]
    public void A_stop_that_comes_before_another_attempt_counts()
    {
        _folder.Add();
        Scripted provider = new((to, _) =>
        {
            _folder.Add(Stop(to));
            return Scripted.NeverSent;
        });
        SendResult result = Assert.Single(Send(provider, Exclusions(), 1));
        Assert.Equal((SendStatus.Excluded, 1), (result.Status, result.Attempts));
    }

    [Fact]
    public void What_is_in_doubt_stays_so_and_is_not_sent_again_to_who_said_stop()
    {
        _folder.Add();
        Scripted provider = new((to, _) =>
        {
            _folder.Add(Stop(to));
            return Scripted.Lost;
        });
        SendResult result = Assert.Single(Send(provider, Exclusions(), 1, new() { RetryInDoubt = true }));
        Assert.Equal((SendStatus.InDoubt, 1), (result.Status, result.Attempts));
        Assert.Contains("said stop", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_knows_who_was_excluded_and_the_same_command_sends_once_that_is_taken_back()
    {
        _folder.Add(Stop(Items.Number(2)));
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        Assert.Equal([SendStatus.Accepted, SendStatus.Excluded], Run());
        using (JournalReader reader = JournalReader.Open(_journal.Path))
        {
            Assert.Equal((2, 1, 1, true), (reader.Summary.Messages, reader.Summary.Accepted, reader.Summary.Excluded, reader.Summary.IsFinished));
            Assert.Equal(reader.Summary.Excluded, reader.Summary[JournalStatus.Excluded]);
            Assert.Equal(Items.Number(2), Assert.Single(reader.Read(JournalStatus.Excluded)).Recipient);
            RunReport report = RunReport.Of([reader]);
            Assert.Equal((1, 1, 2L), (report[ReportOutcome.Excluded], report[ReportOutcome.Accepted], report.Whole));
            Assert.Empty(report.Causes);
            Assert.Contains("the person said stop", ReportPage.Write(report), StringComparison.Ordinal);
        }

        Assert.Equal([SendStatus.Skipped, SendStatus.Excluded], Run());
        _folder.Add(Resume(Items.Number(2), 5));
        Assert.Equal([SendStatus.Skipped, SendStatus.Accepted], Run());
        _folder.Add(Stop(Items.Number(1), 10), Stop(Items.Number(2), 10));
        Assert.Equal([SendStatus.Skipped, SendStatus.Skipped], Run());
        Assert.Equal(2, provider.Requests.Count);

        SendStatus[] Run()
        {
            using RunJournal journal = RunJournal.Open(_journal.Path, JournalHeader.Of(connection, null), new(), TimeProvider.System);
            using SendRun run = new(connection, new() { Exclusions = Exclusions(), Journal = journal }, TimeProvider.System);
            List<SendResult> results = run.SendToAll([Items.To(1), Items.To(2)]);
            journal.Complete(2, finished: true);
            return [.. results.OrderBy(result => result.RowNumber).Select(result => result.Status)];
        }
    }

    [Fact]
    public void Either_name_of_a_person_excludes()
    {
        _folder.Add(Stop("US.13491208655302741918"));
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Exclusions = Exclusions() }, TimeProvider.System);
        SendItem both = new() { Number = Items.To(1).Number, Draft = Items.Question, OtherNames = ["US.13491208655302741918"], RowNumber = 1 };
        SendResult result = Assert.Single(run.SendToAll([both]));
        Assert.Equal(SendStatus.Excluded, result.Status);
        Assert.StartsWith("US.13491208655302741918 said stop", result.Note, StringComparison.Ordinal);
        Assert.Empty(provider.Requests);
    }

    [Theory]
    [InlineData("damaged", ErrorCause.SuppressionDamaged)]
    [InlineData("gone", ErrorCause.FileNotFound)]
    public void A_file_that_cannot_be_read_any_more_ends_the_run(string how, ErrorCause cause)
    {
        _folder.Add(Stop(Number(9)));
        Scripted provider = new((to, _) =>
        {
            if (to == Items.Number(2))
            {
                if (how == "gone")
                {
                    File.Delete(_folder.Path);
                }
                else
                {
                    File.AppendAllText(_folder.Path, "+12025550103\n");
                }
            }

            return Scripted.Accepted;
        });
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Exclusions = Exclusions(), ThrottleLimit = 1 }, TimeProvider.System);
        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 50).Select(n => Items.To(n)));
        Assert.Equal(cause, run.Stopped!.Cause);
        Assert.Equal(2, provider.Requests.Count);
        Assert.Equal(48, results.Count(result => result.Status == SendStatus.NotSent));
    }

    [Fact]
    public void Who_is_excluded_takes_no_part_in_the_pace_and_is_no_outage()
    {
        _folder.Add([.. Enumerable.Range(1, 200).Select(n => Stop(Items.Number(n)))]);
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect(_clock, rate: 1);
        using SendRun run = new(connection, new() { Exclusions = Exclusions() }, _clock);
        Assert.All(run.SendToAll(Enumerable.Range(1, 200).Select(n => Items.To(n))), result => Assert.Equal(SendStatus.Excluded, result.Status));
        Assert.Null(run.Stopped);
    }

    [Fact]
    public void Names_and_entries_exclude_too_and_the_last_word_of_the_entries_counts()
    {
        ExclusionList list = new();
        list.Add(Number(1));
        list.Add(new SuppressionEntry { Recipient = Number(2), Action = SuppressionAction.Stop, At = Noon, Reason = SuppressionReason.Preference });
        list.Add(new SuppressionEntry { Recipient = Number(3), Action = SuppressionAction.Resume, At = Noon.AddDays(1), Reason = SuppressionReason.Word });
        list.Add(new SuppressionEntry { Recipient = Number(3), Action = SuppressionAction.Stop, At = Noon, Reason = SuppressionReason.Word });
        Assert.Equal($"{Number(1)} is named by -Exclude.", list.Find([Number(1)]));
        Assert.Equal($"{Number(2)} said stop on 2026-03-09 12:00 UTC (in the settings of WhatsApp).", list.Find([Number(4), Number(2)]));
        Assert.Null(list.Find([Number(3), Number(4), "US.1"]));
    }

    [Fact]
    public void A_look_ahead_shows_who_is_excluded()
    {
        _folder.Add(Stop(Items.Number(2)));
        using Connection connection = new Scripted((_, _) => Scripted.Accepted).Connect();
        DryRun ahead = new(connection, null, new() { Exclusions = Exclusions() });
        Assert.Equal(SendStatus.NotSent, ahead.Try(Items.To(1)).Status);
        Assert.Equal(SendStatus.Excluded, ahead.Try(Items.To(2)).Status);
    }

    private List<JournalEntry> Journaled()
    {
        using JournalReader reader = JournalReader.Open(_journal.Path);
        return [.. reader.Read()];
    }

    private ExclusionList Exclusions()
    {
        ExclusionList list = new();
        list.AddFile(_folder.Path);
        return list;
    }

    private static List<SendResult> Send(Scripted provider, ExclusionList exclusions, int count, SendRunOptions? options = null)
    {
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, (options ?? new()) with { Exclusions = exclusions }, TimeProvider.System);
        return run.SendToAll(Enumerable.Range(1, count).Select(n => Items.To(n)));
    }
}
