using Npgsql;
using NpgsqlTypes;

namespace InteractiveMessaging.PostgreSql;

/// <summary>One process in a run of a campaign, as it joined.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Campaign">The number of the campaign.</param>
/// <param name="Run">The number of the run, from 1.</param>
/// <param name="Drafts">The drafts of the runs before this one.</param>
/// <param name="EarlierRows">How many rows the last worker that read its list to the end found there; null where none did.</param>
internal sealed record Worker(long Id, int Campaign, int Run, JournalDrafts Drafts, long? EarlierRows)
{
    /// <summary>Joins the run that goes on, or begins the next one where none does.</summary>
    /// <exception cref="WaException">The campaign was made with another connection, message or key column.</exception>
    public static Worker Join(
        NpgsqlConnection connection, JournalAddress address, JournalHeader header, JournalOptions options, TimeSpan lease)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        int campaign = FindCampaign(connection, address.Journal);
        (int run, bool goesOn) = LastRun(connection, campaign, lease);
        if (LastOf(connection, campaign) is { } last)
        {
            JournalMatch.Check(address.ToString(), last, DraftsOf(connection, campaign, int.MaxValue), header, options.Force);
        }

        if (!goesOn)
        {
            run++;
            Do(connection, "INSERT INTO run (campaign, number) VALUES ($1, $2)", with => with.With(campaign).With(run));

            // Claims of ended runs say nothing any more.
            Do(connection, "DELETE FROM claim WHERE campaign = $1 AND run < $2", with => with.With(campaign).With(run));
        }

        if (header.Draft is { } draft)
        {
            Do(connection, Statements.Draft, with => with.With(campaign).With(run).With<string[]>([draft]));
        }

        using NpgsqlCommand join = new(
            """
            INSERT INTO worker (campaign, run, machine, process, connection, provider, host, account, key_column, total)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id
            """, connection);
        join.Parameters.With(campaign).With(run).With(Parameters.Text(Environment.MachineName)!).With(Environment.ProcessId)
            .With(header.Connection).With(header.Provider).With(header.Host).With(header.Account)
            .With(header.KeyColumn, NpgsqlDbType.Text).With(header.Total, NpgsqlDbType.Bigint);
        long id = (long)join.ExecuteScalar()!;
        JournalDrafts drafts = DraftsOf(connection, campaign, run);
        using NpgsqlCommand rows = new(
            "SELECT rows_read FROM worker WHERE campaign = $1 AND read_all ORDER BY id DESC LIMIT 1", connection);
        rows.Parameters.With(campaign);
        long? earlier = rows.ExecuteScalar() as long?;
        Do(connection,
            "INSERT INTO pace (account, next_at) VALUES ($1, extract(epoch FROM clock_timestamp())) ON CONFLICT DO NOTHING",
            with => with.With(header.Account));
        transaction.Commit();
        return new(id, campaign, run, drafts, earlier);
    }

    /// <summary>The number of a campaign; null where there is none of this name.</summary>
    public static int? Find(NpgsqlConnection connection, string name)
    {
        using NpgsqlCommand command = new("SELECT id FROM campaign WHERE name = $1", connection);
        command.Parameters.With(name);
        return (int?)command.ExecuteScalar();
    }

    /// <summary>The drafts that the runs before one used.</summary>
    public static JournalDrafts DraftsOf(NpgsqlConnection connection, int campaign, int before)
    {
        // One more than there can be: what does not fit counts as not known.
        using NpgsqlCommand command = new("SELECT draft FROM draft WHERE campaign = $1 AND run < $2 LIMIT 10001", connection);
        command.Parameters.With(campaign).With(before);
        using NpgsqlDataReader reader = command.ExecuteReader();
        JournalDrafts drafts = new();
        while (reader.Read())
        {
            drafts.Add(reader.GetString(0));
        }

        return drafts;
    }

    /// <summary>The worker that came last, as a run; null where there was none.</summary>
    public static JournalRun? LastOf(NpgsqlConnection connection, int campaign)
    {
        using NpgsqlCommand command = new(
            """
            SELECT run, started_at, connection, provider, host, account, key_column FROM worker
            WHERE campaign = $1 ORDER BY id DESC LIMIT 1
            """, connection);
        command.Parameters.With(campaign);
        using NpgsqlDataReader reader = command.ExecuteReader();
        return !reader.Read() ? null : new()
        {
            Run = reader.GetInt32(0),
            StartedAt = reader.GetFieldValue<DateTimeOffset>(1),
            Connection = reader.GetString(2),
            Provider = reader.GetString(3),
            Host = reader.GetString(4),
            Account = reader.GetString(5),
            KeyColumn = reader.IsDBNull(6) ? null : reader.GetString(6),
        };
    }

    // Locked until the transaction ends, so that of those who come at once one begins the run.
    private static int FindCampaign(NpgsqlConnection connection, string name)
    {
        Do(connection, "INSERT INTO campaign (name) VALUES ($1) ON CONFLICT DO NOTHING", with => with.With(name));
        using NpgsqlCommand command = new("SELECT id FROM campaign WHERE name = $1 FOR UPDATE", connection);
        command.Parameters.With(name);
        return (int)command.ExecuteScalar()!;
    }

    // A run that was stopped takes nobody in any more: who comes after it begins anew.
    private static (int Number, bool GoesOn) LastRun(NpgsqlConnection connection, int campaign, TimeSpan lease)
    {
        using NpgsqlCommand command = new(
            $"""
            SELECT number, stopped_at IS NULL AND EXISTS (
                SELECT FROM worker WHERE worker.campaign = run.campaign AND worker.run = run.number
                    AND {Statements.IsAlive("worker", "$2")})
            FROM run WHERE campaign = $1 ORDER BY number DESC LIMIT 1
            """, connection);
        command.Parameters.With(campaign).With(lease);
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt32(0), reader.GetBoolean(1)) : (0, false);
    }

    private static void Do(NpgsqlConnection connection, string text, Action<NpgsqlParameterCollection> with)
    {
        using NpgsqlCommand command = new(text, connection);
        with(command.Parameters);
        command.ExecuteNonQuery();
    }
}
