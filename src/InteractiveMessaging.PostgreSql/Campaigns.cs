using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>What is done about a campaign from outside its workers.</summary>
internal static class Campaigns
{
    /// <summary>Stops a run, for all its workers; the first reason stays.</summary>
    public const string Stop = """
        UPDATE run SET stopped_at = clock_timestamp(), stop_cause = nullif($3, ''), stop_text = $4, stop_recommendation = $5
        WHERE campaign = $1 AND number = $2 AND stopped_at IS NULL
        """;

    /// <summary>What a worker hears whose campaign is gone.</summary>
    public static JournalStop Deleted { get; } = new(
        "The campaign was deleted from the database while it was sent.",
        ErrorCause.JournalUnwritable,
        "What was sent is known from the results alone.");

    /// <summary>Makes the tables where there are none; whether there were none.</summary>
    /// <exception cref="WaException">The database cannot be used.</exception>
    public static bool Initialize(Database database, JournalAddress address) =>
        database.Do(connection => Schema.Ensure(connection, address));

    /// <summary>Why a run was stopped; null where it was not.</summary>
    public static JournalStop? ReadStop(NpgsqlDataReader reader) => !reader.GetBoolean(0) ? null : new(
        reader.GetString(2),
        !reader.IsDBNull(1) && Enum.TryParse(reader.GetString(1), out ErrorCause cause) ? cause : null,
        reader.IsDBNull(3) ? null : reader.GetString(3));

    /// <summary>Asks all workers of the run that goes on to end in order; how many they are, null where there is no such journal.</summary>
    /// <param name="database">The database.</param>
    /// <param name="address">The journal.</param>
    /// <param name="why">Why, for those who watch them.</param>
    /// <exception cref="WaException">The database cannot be used.</exception>
    public static int? StopAll(Database database, JournalAddress address, string why) => database.Do<int?>(connection =>
    {
        if (!Schema.Exists(connection, address) || Worker.Find(connection, address.Journal) is not { } campaign)
        {
            return null;
        }

        using NpgsqlCommand find = new(
            "SELECT run, count(*) FROM worker WHERE campaign = $1 AND ended_at IS NULL GROUP BY run ORDER BY run DESC LIMIT 1", connection);
        find.Parameters.With(campaign);
        (int Run, int Workers) last = default;
        using (NpgsqlDataReader reader = find.ExecuteReader())
        {
            if (reader.Read())
            {
                last = (reader.GetInt32(0), (int)reader.GetInt64(1));
            }
        }

        if (last.Workers > 0)
        {
            using NpgsqlCommand stop = new(Stop, connection);
            stop.Parameters.With(campaign).With(last.Run).With("").With(Parameters.Text(why)!).With(null, NpgsqlTypes.NpgsqlDbType.Text);
            stop.ExecuteNonQuery();
        }

        return last.Workers;
    });
}
