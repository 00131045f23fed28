using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>Who has a message of earlier runs, or may have one, made by one look through the records.</summary>
internal static class EarlierRecipients
{
    /// <summary>Looks through the records of the runs before a worker's.</summary>
    public static JournalRecipients Read(Database database, Worker worker) => database.Do(connection =>
    {
        // An outcome that says "not taken" takes its intent back.
        using NpgsqlCommand command = new(
            $"""
            SELECT intent.recipient
            FROM record AS intent
                JOIN worker ON worker.id = intent.worker AND worker.run < $2
                LEFT JOIN record AS outcome ON outcome.campaign = intent.campaign AND outcome.hash = intent.hash
                    AND outcome.attempt = intent.attempt AND outcome.is_outcome
            WHERE intent.campaign = $1 AND NOT intent.is_outcome AND intent.recipient IS NOT NULL
                AND (outcome.status IS NULL OR outcome.status IN ({(int)JournalStatus.Accepted}, {(int)JournalStatus.InDoubt}))
            """, connection);
        command.CommandTimeout = 600;
        command.Parameters.With(worker.Campaign).With(worker.Run);
        using NpgsqlDataReader reader = command.ExecuteReader();
        return JournalRecipients.Of(Recipients(reader));
    });

    private static IEnumerable<string> Recipients(NpgsqlDataReader reader)
    {
        while (reader.Read())
        {
            yield return reader.GetString(0);
        }
    }
}
