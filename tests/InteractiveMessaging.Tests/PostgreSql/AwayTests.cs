using InteractiveMessaging.PostgreSql;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>What a run does while its database is away.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class AwayTests
{
    private static readonly JournalHeader Header = new("acme", "Kaleyra", "api.test", "a1", "t1");

    private readonly JournalAddress _address = Cluster.Instance.Journal($"away {Guid.NewGuid():n}");

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task A_database_that_comes_back_is_waited_for_and_nothing_is_forgotten(string mode)
    {
        List<string> notes = [];
        using PostgresJournal journal = PostgresJournal.Open(_address, Header, new());
        journal.Watch(_ => { }, line =>
        {
            lock (notes)
            {
                notes.Add(line);
            }
        });
        await AskAsync(journal, 1);
        Assert.True(await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None));

        Cluster.Instance.Stop(mode);
        await journal.SettleAsync(JournalFolder.Message(1), new(JournalStatus.Accepted) { MessageId = "m1" });
        Task<JournalClaim> claim = AskAsync(journal, 2).AsTask();
        Task<bool> intent = journal.IntendAsync(JournalFolder.Message(3), CancellationToken.None).AsTask();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                lock (notes)
                {
                    return notes.Count > 0;
                }
            },
            TimeSpan.FromSeconds(30)));
        Assert.False(claim.IsCompleted);
        Assert.False(intent.IsCompleted);
        Cluster.Instance.Start();

        Assert.Equal(JournalVerdict.Send, (await claim).Verdict);
        Assert.True(await intent);
        journal.Complete(3, finished: true);
        Assert.Contains("does not answer", notes[0], StringComparison.Ordinal);
        Assert.Contains("answers again", notes[^1], StringComparison.Ordinal);
        using PostgresReader reader = PostgresReader.Open(_address);
        Assert.Equal((1L, 1L), (reader.Summary.Accepted, reader.Summary.InDoubt));
    }

    [Fact]
    public async Task One_that_stays_away_ends_the_run_as_a_full_disk_does()
    {
        PostgresJournal journal = PostgresJournal.Open(_address, Header, new() { Patience = TimeSpan.FromMilliseconds(200) });
        await AskAsync(journal, 1);
        Cluster.Instance.Stop();
        try
        {
            WaException gone = await Assert.ThrowsAsync<WaException>(
                async () => await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
            Assert.Equal(ErrorCause.JournalUnwritable, gone.Cause);
            Assert.Contains("127.0.0.1", gone.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<WaException>(async () => await AskAsync(journal, 2));
            Assert.Throws<WaException>(() => journal.Complete(1, finished: true));
        }
        finally
        {
            Cluster.Instance.Start();
        }
    }

    [Fact]
    public async Task A_cut_connection_is_made_anew_and_what_was_written_before_counts_once()
    {
        using PostgresJournal journal = PostgresJournal.Open(_address, Header, new());
        for (int number = 1; number <= 20; number++)
        {
            Assert.Equal(JournalVerdict.Send, (await AskAsync(journal, number)).Verdict);
            Task<bool> intent = journal.IntendAsync(JournalFolder.Message(number), CancellationToken.None).AsTask();
            Cluster.Instance.Cut();
            Assert.True(await intent);
            await journal.SettleAsync(JournalFolder.Message(number), new(JournalStatus.Accepted));
        }

        journal.Complete(20, finished: true);
        using PostgresReader reader = PostgresReader.Open(_address);
        Assert.Equal((20L, 20L), (reader.Summary.Accepted, reader.Summary.Messages));
    }

    private static ValueTask<JournalClaim> AskAsync(PostgresJournal journal, int number) =>
        journal.ClaimAsync(JournalFolder.Message(number), CancellationToken.None);
}
