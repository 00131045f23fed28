namespace InteractiveMessaging.Tests;

/// <summary>What every journal must do, wherever it keeps its records.</summary>
public abstract class JournalContract
{
    private protected static JournalHeader Header { get; } = new("acme", "Kaleyra", "api.test", "a1", "t1");

    /// <summary>Opens the journal of this test for a further run.</summary>
    private protected abstract IRunJournal Open(JournalHeader? header = null, bool force = false);

    /// <summary>Ends a run as its death does.</summary>
    private protected abstract void Kill(IRunJournal journal);

    [Theory]
    [InlineData("Accepted", JournalVerdict.Settled)]
    [InlineData("Rejected", JournalVerdict.Settled)]
    [InlineData("Failed", JournalVerdict.Send)]
    [InlineData("NotSent", JournalVerdict.Send)]
    [InlineData("InDoubt", JournalVerdict.InDoubt)]
    [InlineData("Waiting", JournalVerdict.Send)]
    [InlineData("Excluded", JournalVerdict.Send)]
    [InlineData(null, JournalVerdict.InDoubt)]
    public async Task What_became_of_a_message_decides_whether_a_later_run_sends_it(string? status, object verdict)
    {
        await RunAsync((1, status));

        using IRunJournal journal = Open();
        JournalClaim claim = await ClaimAsync(journal, 1);
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(status ?? "InDoubt", claim.Status.ToString());
        Assert.Equal(status == "Accepted" ? "wamid.1" : null, claim.MessageId);
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 2)).Verdict);
    }

    [Theory]
    [InlineData("Failed", JournalVerdict.InDoubt)]
    [InlineData("NotSent", JournalVerdict.InDoubt)]
    [InlineData("Accepted", JournalVerdict.Settled)]
    [InlineData("Rejected", JournalVerdict.InDoubt)]
    [InlineData("Waiting", JournalVerdict.InDoubt)]
    public async Task A_doubt_outlives_every_later_attempt_but_one_that_was_accepted(string later, object verdict)
    {
        await RunAsync((1, null));
        await RunAsync((1, later));

        using IRunJournal journal = Open();
        Assert.Equal(verdict, (await ClaimAsync(journal, 1)).Verdict);
    }

    [Fact]
    public async Task The_same_message_twice_in_one_run_is_a_duplicate_whatever_became_of_it()
    {
        await RunAsync((1, "Accepted"), (3, null));

        using IRunJournal journal = Open();
        Assert.Equal(JournalVerdict.Settled, (await ClaimAsync(journal, 1)).Verdict);
        Assert.Equal(JournalVerdict.Duplicate, (await ClaimAsync(journal, 1)).Verdict);
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 2)).Verdict);
        Assert.Equal(JournalVerdict.Duplicate, (await ClaimAsync(journal, 2)).Verdict);
        Assert.Equal(JournalVerdict.InDoubt, (await ClaimAsync(journal, 3)).Verdict);
        Assert.Equal(JournalVerdict.Duplicate, (await ClaimAsync(journal, 3)).Verdict);
    }

    [Fact]
    public async Task Many_messages_at_once_keep_their_states()
    {
        using (IRunJournal journal = Open())
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (number, _) =>
            {
                Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, number)).Verdict);
                Assert.True(await journal.IntendAsync(JournalFolder.Message(number), CancellationToken.None));
                if (number % 10 != 0)
                {
                    // Some were tried, some were not; both are written together.
                    JournalOutcome outcome = new(number % 10 == 1 ? JournalStatus.Failed : JournalStatus.Accepted);
                    await journal.SettleAsync(JournalFolder.Message(number), number % 2 == 0 ? outcome : outcome with
                    {
                        Attempts = 1,
                        FirstTriedAt = DateTimeOffset.UnixEpoch,
                        HttpStatus = 200,
                    });
                }
            });
            journal.Complete(2000, finished: true);
        }

        using IRunJournal next = Open();
        for (int number = 0; number < 2000; number += 7)
        {
            JournalVerdict expected = (number % 10) switch
            {
                0 => JournalVerdict.InDoubt,
                1 => JournalVerdict.Send,
                _ => JournalVerdict.Settled,
            };
            Assert.Equal(expected, (await ClaimAsync(next, number)).Verdict);
        }
    }

    [Fact]
    public async Task What_a_killed_run_had_begun_is_in_doubt_and_what_waited_is_sent()
    {
        IRunJournal killed = Open();
        foreach (int number in (int[])[1, 2, 3, 4])
        {
            Assert.Equal(JournalVerdict.Send, (await ClaimAsync(killed, number)).Verdict);
        }

        Assert.True(await killed.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
        Assert.True(await killed.IntendAsync(JournalFolder.Message(2), CancellationToken.None));
        await killed.SettleAsync(JournalFolder.Message(2), new(JournalStatus.Waiting));
        Assert.True(await killed.IntendAsync(JournalFolder.Message(4), CancellationToken.None));
        Kill(killed);

        using IRunJournal journal = Open();
        Assert.Equal(JournalVerdict.InDoubt, (await ClaimAsync(journal, 1)).Verdict);
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 2)).Verdict);
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 3)).Verdict);
    }

    [Fact]
    public async Task A_message_can_be_tried_many_times_in_a_run_and_in_later_ones()
    {
        for (int round = 1; round <= 3; round++)
        {
            using IRunJournal journal = Open();
            Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 1)).Verdict);
            for (int attempt = 1; attempt <= 3; attempt++)
            {
                Assert.True(await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
                await journal.SettleAsync(
                    JournalFolder.Message(1), new(attempt < 3 ? JournalStatus.Waiting : JournalStatus.Failed) { Attempts = attempt });
            }

            journal.Complete(1, finished: true);
        }
    }

    [Fact]
    public async Task A_cancelled_intent_leaves_no_doubt_behind()
    {
        using (IRunJournal journal = Open())
        {
            await ClaimAsync(journal, 1);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await journal.IntendAsync(JournalFolder.Message(1), new(canceled: true)));
            journal.Complete(1, finished: false);
        }

        using IRunJournal next = Open();
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(next, 1)).Verdict);
    }

    [Fact]
    public async Task Behind_the_end_of_a_run_what_an_earlier_one_did_is_still_told()
    {
        await RunAsync((1, "Accepted"), (2, null));

        using IRunJournal journal = Open();
        Assert.Equal(JournalVerdict.Settled, (await journal.ClaimAsync(JournalFolder.Message(1), new(canceled: true))).Verdict);
        Assert.Equal(JournalVerdict.InDoubt, (await journal.ClaimAsync(JournalFolder.Message(2), new(canceled: true))).Verdict);
        Assert.Equal(JournalVerdict.Send, (await journal.ClaimAsync(JournalFolder.Message(3), new(canceled: true))).Verdict);
    }

    [Theory]
    [InlineData("other", "Kaleyra", "api.test", "a1", "t1", null, ErrorCause.JournalConnectionDiffers, true)]
    [InlineData("acme", "PingUp", "api.test", "a1", "t1", null, ErrorCause.JournalConnectionDiffers, true)]
    [InlineData("acme", "Kaleyra", "127.0.0.1:8080", "a1", "t1", null, ErrorCause.JournalConnectionDiffers, true)]
    [InlineData("acme", "Kaleyra", "api.test", "a2", "t1", null, ErrorCause.JournalConnectionDiffers, true)]
    [InlineData("acme", "Kaleyra", "api.test", "a1", "t2", null, ErrorCause.JournalMessageDiffers, false)]
    [InlineData("acme", "Kaleyra", "api.test", "a1", "t1", "Order", ErrorCause.JournalKeyDiffers, false)]
    public async Task Another_connection_address_account_message_or_key_is_refused(
        string connection, string provider, string host, string account, string draft, string? key, ErrorCause cause, bool forced)
    {
        await RunAsync((1, "Accepted"));
        JournalHeader header = new(connection, provider, host, account, draft, key);

        Assert.Equal(cause, Assert.Throws<WaException>(() => Open(header)).Cause);
        if (forced)
        {
            using IRunJournal journal = Open(header, force: true);
            Assert.Equal(JournalVerdict.Settled, (await ClaimAsync(journal, 1)).Verdict);
        }
        else
        {
            Assert.Equal(cause, Assert.Throws<WaException>(() => Open(header, force: true)).Cause);
        }
    }

    [Fact]
    public async Task A_draft_that_no_earlier_run_knows_goes_to_nobody_who_has_a_message_of_theirs()
    {
        JournalHeader choosing = Header with { Draft = null };
        await RunAsync(choosing, (1, "Accepted"), (2, "Failed"));

        using IRunJournal journal = Open(choosing);
        Assert.Equal(JournalVerdict.DraftDiffers, (await ClaimAsync(journal, 11, to: 1, draft: "t9")).Verdict);
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 12, to: 2, draft: "t9")).Verdict);
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 13, to: 3, draft: "t9")).Verdict);
        Assert.Equal(JournalVerdict.Send, (await ClaimAsync(journal, 14, to: 1)).Verdict);
    }

    [Fact]
    public async Task After_its_end_a_run_writes_nothing_more()
    {
        IRunJournal journal = Open();
        journal.Complete(1, finished: true);

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
        journal.Complete(1, finished: true);
        journal.Dispose();
    }

    private protected static ValueTask<JournalClaim> ClaimAsync(IRunJournal journal, int number, int? to = null, string draft = "t1") =>
        journal.ClaimAsync(
            JournalFolder.Message(number, to is null ? null : JournalFolder.Message(to.Value).Recipient, draft), CancellationToken.None);

    private protected Task RunAsync(params (int Number, string? Status)[] messages) => RunAsync(Header, messages);

    private protected async Task RunAsync(JournalHeader header, params (int Number, string? Status)[] messages)
    {
        using IRunJournal journal = Open(header);
        foreach ((int number, string? status) in messages)
        {
            await ClaimAsync(journal, number);
            Assert.True(await journal.IntendAsync(JournalFolder.Message(number), CancellationToken.None));
            if (status is not null)
            {
                await journal.SettleAsync(JournalFolder.Message(number), new(Enum.Parse<JournalStatus>(status))
                {
                    MessageId = status == "Accepted" ? $"wamid.{number}" : null,
                    Attempts = 1,
                    HttpStatus = 200,
                    FirstTriedAt = DateTimeOffset.UtcNow,
                });
            }
        }

        journal.Complete(messages.Length, finished: true);
    }
}

/// <summary>The journal in a file.</summary>
public sealed class FileJournalTests : JournalContract, IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override IRunJournal Open(JournalHeader? header = null, bool force = false) =>
        _folder.Open(header ?? Header, force: force);

    private protected override void Kill(IRunJournal journal) => journal.Dispose();
}
