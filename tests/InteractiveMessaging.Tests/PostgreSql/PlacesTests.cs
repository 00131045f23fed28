using InteractiveMessaging.PostgreSql;
using InteractiveMessaging.Tests.Delivery;
using Npgsql;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>
/// Two connections write, and either may be slow: whatever is committed when a process is killed, no more is in doubt than was in flight.
/// </summary>
[Collection(nameof(PostgresCollection))]
public sealed class PlacesTests : IDisposable
{
    private static readonly JournalHeader Header = new("acme", "Kaleyra", "api.test", "a1", "t1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly JournalAddress _address = Cluster.Instance.Journal($"places {Guid.NewGuid():n}");
    private readonly Database _database;
    private readonly PostgresJournal _journal;
    private readonly int _campaign;

    public PlacesTests()
    {
        _database = new(_address);
        _journal = PostgresJournal.Open(_address, Header, new());
        _campaign = (int)Cluster.Instance.Execute($"SELECT id FROM interactive_messaging.campaign WHERE name = '{_address.Journal}'")!;
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public async Task Who_takes_a_place_is_written_down_behind_what_became_of_the_one_before(int slow, int quick)
    {
        const int Next = 10;
        Assert.True(await IntendAsync(2));
        Assert.True(await IntendAsync(3));
        Task<bool> intent;
        await using (await HoldUpAsync(slow, attempt: 1))
        {
            await SettleAsync(slow, JournalStatus.Accepted);
            intent = IntendAsync(Next);

            // The other connection goes on, and has written what it was given before.
            await SettleAsync(quick, JournalStatus.Accepted);
            Assert.True(await IntendAsync(20).WaitAsync(Patience));
            Assert.False(IsIntended(Next, attempt: 1));
        }

        Assert.True(await intent);
        Assert.True(IsIntended(Next, attempt: 1));
    }

    [Fact]
    public async Task Another_attempt_is_written_down_behind_what_became_of_the_one_before()
    {
        foreach (int number in (int[])[2, 3, 4, 5])
        {
            Assert.True(await IntendAsync(number));
        }

        Task<bool> again;
        await using (await HoldUpAsync(2, attempt: 1))
        {
            await SettleAsync(2, JournalStatus.Waiting);
            await SettleAsync(3, JournalStatus.Accepted);
            await SettleAsync(5, JournalStatus.Accepted);
            again = IntendAsync(2);

            Assert.True(await IntendAsync(20).WaitAsync(Patience));
            Assert.False(IsIntended(2, attempt: 2));
        }

        Assert.True(await again);
        Assert.True(IsIntended(2, attempt: 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whenever_a_run_is_broken_off_no_more_is_in_doubt_than_was_in_flight(bool isCut)
    {
        const int InFlight = 4;
        Scripted provider = new((to, attempt) => attempt == 1 && to.EndsWith('7') ? Scripted.NeverSent : Scripted.Accepted);
        using Connection connection = provider.Connect();
        JournalAddress address = _address with { Journal = $"broken off {Guid.NewGuid():n}" };
        using PostgresJournal journal = PostgresJournal.Open(address, JournalHeader.Of(connection, null), new());
        Task<List<SendResult>> results = Task.Factory.StartNew(
            () =>
            {
                using SendRun run = new(connection, new() { Journal = journal, ThrottleLimit = InFlight }, TimeProvider.System);
                return run.SendToAll([.. Enumerable.Range(0, 2000).Select(i => Items.To(i, row: i + 1))]);
            },
            TaskCreationOptions.LongRunning);

        // What a look finds open is what would be in doubt if the process had been killed then.
        string look = $"""
            SELECT count(*) FILTER (WHERE NOT is_outcome) - count(*) FILTER (WHERE is_outcome) FROM interactive_messaging.record
            WHERE campaign = (SELECT id FROM interactive_messaging.campaign WHERE name = '{address.Journal}')
            """;
        List<long> open = [];
        while (!results.IsCompleted)
        {
            open.Add((long)Cluster.Instance.Execute(look)!);
            if (isCut && open.Count % 40 == 0)
            {
                Cluster.Instance.Cut();
            }
        }

        Assert.All(await results, result => Assert.Equal(SendStatus.Accepted, result.Status));
        Assert.NotEmpty(open);
        Assert.InRange(open.Max(), 0, InFlight);
    }

    public void Dispose()
    {
        _journal.Dispose();
        _database.Dispose();
    }

    private Task<bool> IntendAsync(int number) => _journal.IntendAsync(JournalFolder.Message(number), CancellationToken.None).AsTask();

    private ValueTask SettleAsync(int number, JournalStatus status) => _journal.SettleAsync(JournalFolder.Message(number), new(status));

    // Whoever writes the same key waits for the end of this transaction.
    private async Task<NpgsqlConnection> HoldUpAsync(int number, int attempt)
    {
        NpgsqlConnection connection = await _database.OpenAsync(CancellationToken.None);
        await connection.BeginTransactionAsync();
        using NpgsqlCommand command = new(
            "INSERT INTO record (campaign, hash, attempt, is_outcome, status, worker) VALUES ($1, $2, $3, true, 1, 0)", connection);
        command.Parameters.With(_campaign).With(JournalFolder.Message(number).Hash.Uuid()).With(attempt);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private bool IsIntended(int number, int attempt) => _database.Do(connection =>
    {
        using NpgsqlCommand command = new(
            "SELECT EXISTS (SELECT FROM record WHERE campaign = $1 AND hash = $2 AND attempt = $3 AND NOT is_outcome)", connection);
        command.Parameters.With(_campaign).With(JournalFolder.Message(number).Hash.Uuid()).With(attempt);
        return (bool)command.ExecuteScalar()!;
    });
}
