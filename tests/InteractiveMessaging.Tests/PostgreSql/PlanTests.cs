using System.Text.RegularExpressions;
using InteractiveMessaging.PostgreSql;
using Npgsql;
using NpgsqlTypes;
using Xunit.Abstractions;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>The statements that run for every message find their rows by a key, also in large tables.</summary>
[Collection(nameof(PostgresCollection))]
public sealed partial class PlanTests(ITestOutputHelper output)
{
    private readonly JournalAddress _address = Cluster.Instance.NewDatabase("october");

    // A connection keeps the plan that it made first: with the tables still empty.
    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void Each_hot_statement_finds_its_rows_by_their_key(int messages)
    {
        PostgresJournal.Open(_address, new("acme", "Kaleyra", "api.test", "a1", "t1"), new()).Dispose();
        if (messages > 0)
        {
            Cluster.Instance.Execute(
                $"""
                SET search_path = interactive_messaging;
                INSERT INTO record (campaign, hash, attempt, is_outcome, status, worker, recipient)
                    SELECT 1, md5(i::text)::uuid, 1, o = 2, o, 1, '+1202555' || i
                    FROM generate_series(1, {messages}) AS i, generate_series(1, 2) AS o;
                INSERT INTO claim SELECT 1, 1, md5(i::text)::uuid, 1, 1 FROM generate_series(1, {messages}) AS i;
                ANALYZE record; ANALYZE claim; ANALYZE worker
                """, _address.Database);
        }

        Guid[] hashes = [.. Enumerable.Range(0, 500).Select(i => JournalFolder.Key(i).Uuid())];
        int[] attempts = [.. hashes.Select(_ => 1)];
        string?[] texts = [.. hashes.Select(_ => (string?)null)];
        using Database database = new(_address);
        Dictionary<string, string> plans = database.Do(connection => new Dictionary<string, string>
        {
            ["claim"] = Plan(connection, Statements.Claim, Ask),
            ["claim again"] = Plan(connection, Statements.ClaimAgain, Ask),
            ["look"] = Plan(connection, Statements.Look, Ask),
            ["release"] = Plan(connection, Statements.Release, with => with.With(1).With(1).With(hashes).With(1L)),
            ["intend"] = Plan(connection, Statements.Intend, with => with.With(1).With(1L).With(hashes).With(attempts)
                .With(texts, NpgsqlDbType.Array | NpgsqlDbType.Text).With(texts, NpgsqlDbType.Array | NpgsqlDbType.Text)),
            ["intended"] = Plan(connection, Statements.Intended, with => with.With(1).With(1L).With(hashes).With(attempts)),
        });

        foreach ((string name, string plan) in plans)
        {
            output.WriteLine($"{name}\n{plan}\n");
            Assert.DoesNotMatch(WholeTable(), plan);
            Assert.All(Lookup().Matches(plan), lookup => Assert.Contains("hash = ", lookup.Groups["by"].Value, StringComparison.Ordinal));
        }

        Assert.Equal([2, 3, 2, 1, 0, 1], plans.Values.Select(plan => Lookup().Count(plan)));

        void Ask(NpgsqlParameterCollection with) => with.With(1).With(1).With(hashes)
            .With(1L, NpgsqlDbType.Bigint).With(TimeSpan.FromSeconds(10)).With(7L, NpgsqlDbType.Bigint);
    }

    [GeneratedRegex("Seq Scan on (record|claim|worker)")]
    private static partial Regex WholeTable();

    [GeneratedRegex(@"using (record|claim)_pkey on [^\n]*\n\s*Index Cond: (?<by>[^\n]*)")]
    private static partial Regex Lookup();

    private static string Plan(NpgsqlConnection connection, string statement, Action<NpgsqlParameterCollection> with)
    {
        using NpgsqlCommand command = new("EXPLAIN " + statement, connection);
        with(command.Parameters);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join("\n", lines);
    }
}
