using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>The tables, in a schema of their own.</summary>
internal static class Schema
{
    /// <summary>The version that this module writes and reads.</summary>
    public const int Version = 1;

    // Of those who come at the same time, one makes it: a lock that goes with the transaction.
    private const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended('interactive_messaging', 0))";

    // What another one has just made is in the tables, and may not be in what this connection remembers of them.
    private const string Find = "SELECT EXISTS (SELECT FROM pg_catalog.pg_tables"
        + " WHERE schemaname = 'interactive_messaging' AND tablename = 'schema_version')";

    /// <summary>Makes the schema where there is none; whether there was none.</summary>
    /// <exception cref="WaException">A newer module made it.</exception>
    public static bool Ensure(NpgsqlConnection connection, JournalAddress address)
    {
        bool made = false;
        if (!Ask<bool>(connection, Find))
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            Run(connection, Lock);
            if (!Ask<bool>(connection, Find))
            {
                Run(connection, Text());
                made = true;
            }

            transaction.Commit();
        }

        Check(connection, address);
        return made;
    }

    /// <summary>Whether there is a schema to read.</summary>
    /// <exception cref="WaException">A newer module made it.</exception>
    public static bool Exists(NpgsqlConnection connection, JournalAddress address)
    {
        bool exists = Ask<bool>(connection, Find);
        if (exists)
        {
            Check(connection, address);
        }

        return exists;
    }

    /// <summary>The statements that make it.</summary>
    public static string Text()
    {
        using Stream stream = typeof(Schema).Assembly.GetManifestResourceStream("InteractiveMessaging.PostgreSql.Schema.sql")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static void Check(NpgsqlConnection connection, JournalAddress address)
    {
        int version = Ask<int>(connection, "SELECT version FROM interactive_messaging.schema_version");
        if (version > Version)
        {
            throw new WaException(
                ErrorCause.JournalNewer,
                FormattableString.Invariant(
                    $"The tables in the database {address.Server} were made by a newer version of this module: {version}")
                + FormattableString.Invariant($", and this version knows {Version}."),
                "Update the module: Update-Module InteractiveMessaging.");
        }
    }

    private static T Ask<T>(NpgsqlConnection connection, string text)
    {
        using NpgsqlCommand command = new(text, connection);
        return (T)command.ExecuteScalar()!;
    }

    private static void Run(NpgsqlConnection connection, string text)
    {
        using NpgsqlCommand command = new(text, connection);
        command.ExecuteNonQuery();
    }
}
