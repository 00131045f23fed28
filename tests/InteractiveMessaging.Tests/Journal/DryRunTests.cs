using InteractiveMessaging.Tests.Delivery;

namespace InteractiveMessaging.Tests.Journal;

/// <summary>A look ahead tells what a run would do, by the same journal, and changes nothing.</summary>
public sealed class DryRunTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_run_would_skip_is_skipped_and_the_file_stays_as_it_is()
    {
        Scripted provider = new((to, _) => to.EndsWith('2') ? Scripted.Lost : to.EndsWith('3') ? Scripted.NeverSent : Scripted.Accepted);
        using Connection connection = provider.Connect();
        JournalHeader header = JournalHeader.Of(connection, Preparation.HashOf(Items.Question.Message));
        using (RunJournal journal = RunJournal.Open(_folder.Path, header, new(), TimeProvider.System))
        {
            using SendRun run = new(connection, new() { Journal = journal, MaxRetryCount = 0, ThrottleLimit = 1 }, TimeProvider.System);
            run.SendToAll(Enumerable.Range(1, 3).Select(n => Items.To(n)));
            journal.Complete(3, finished: true);
        }

        byte[] before = File.ReadAllBytes(_folder.Path);
        using JournalSnapshot snapshot = JournalSnapshot.Open(_folder.Path, header, force: false);
        DryRun ahead = new(connection, snapshot, new() { RetryInDoubt = false });

        Assert.Equal((SendStatus.Skipped, "Accepted in an earlier run.", "m1"), Seen(ahead.Try(Items.To(1))));
        Assert.Equal((SendStatus.InDoubt, null, null), Seen(ahead.Try(Items.To(2))));
        Assert.Equal((SendStatus.NotSent, "It would be sent.", null), Seen(ahead.Try(Items.To(3))));
        Assert.Equal((SendStatus.NotSent, "It would be sent.", null), Seen(ahead.Try(Items.To(4))));
        Assert.Equal((SendStatus.Skipped, "The same message to the same recipient came earlier in this run.", null), Seen(ahead.Try(Items.To(4))));
        Assert.Equal(SendStatus.NotSent, new DryRun(connection, snapshot, new() { RetryInDoubt = true }).Try(Items.To(5)).Status);
        Assert.Equal(before, File.ReadAllBytes(_folder.Path));
        Assert.Equal(3, provider.Requests.Count);

        static (SendStatus, string?, string?) Seen(SendResult result) => (result.Status, result.Note, result.MessageId);
    }

    [Fact]
    public void A_journal_that_is_not_there_yet_is_not_made()
    {
        using Connection connection = new Scripted((_, _) => Scripted.Accepted).Connect();
        using JournalSnapshot snapshot = JournalSnapshot.Open(_folder.Path, JournalHeader.Of(connection, null), force: false);
        DryRun ahead = new(connection, snapshot, new() { RetryInDoubt = false });

        Assert.Equal([SendStatus.NotSent, SendStatus.Skipped], new[] { ahead.Try(Items.To(1)), ahead.Try(Items.To(1)) }.Select(result => result.Status));
        Assert.Empty(Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void A_journal_that_a_run_could_not_go_on_in_is_refused()
    {
        using Connection connection = new Scripted((_, _) => Scripted.Accepted).Connect();
        JournalHeader header = JournalHeader.Of(connection, "t1");
        RunJournal.Open(_folder.Path, header, new(), TimeProvider.System).Complete(0, finished: true);

        WaException refused = Assert.Throws<WaException>(() => JournalSnapshot.Open(_folder.Path, header with { Draft = "t2" }, force: false));

        Assert.Equal(ErrorCause.JournalMessageDiffers, refused.Cause);
    }

    [Fact]
    public void What_breaks_a_rule_is_invalid()
    {
        using Connection connection = new Scripted((_, _) => Scripted.Accepted).Connect();
        MessageDraft broken = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = new string('x', 2000) });

        Assert.Equal(SendStatus.Invalid, new DryRun(connection, null, new() { RetryInDoubt = false }).Try(Items.To(1, draft: broken)).Status);
    }
}
