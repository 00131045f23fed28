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

    [Fact]
    public void No_hot_statement_reads_a_large_table_from_end_to_end()
    {
        PostgresJournal.Open(_address, new("acme", "Kaleyra", "api.test", "a1", "t1"), new()).Dispose();
        Cluster.Instance.Execute(
            """
            SET search_path = interactive_messaging;
            INSERT INTO record (campaign, hash, attempt, is_outcome, status, worker, recipient)
                SELECT 1, md5(i::text)::uuid, 1, o = 2, o, 1, '+1202555' || i FROM generate_series(1, 100000) AS i, generate_series(1, 2) AS o;
            INSERT INTO claim SELECT 1, 1, md5(i::text)::uuid, 1, 1 FROM generate_series(1, 100000) AS i;
            ANALYZE record; ANALYZE claim
            """, _address.Database);
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
        }

        void Ask(NpgsqlParameterCollection with) => with.With(1).With(1).With(hashes)
            .With(1L, NpgsqlDbType.Bigint).With(TimeSpan.FromSeconds(10)).With(7L, NpgsqlDbType.Bigint);
    }

    [GeneratedRegex(@"Seq Scan on (record|claim)|Materialize.*\n.*(record|claim)_pkey")]
    private static partial Regex WholeTable();

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
