using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>The runs of a campaign and who took part in them, as they are when they are read.</summary>
/// <param name="Runs">The runs, oldest first; each with the rows that were stopped in it.</param>
/// <param name="Workers">The workers by their numbers.</param>
/// <param name="Now">The time on the database's clock.</param>
internal sealed record RunsOfCampaign(
    IReadOnlyList<JournalRun> Runs, IReadOnlyDictionary<long, JournalWorker> Workers, DateTimeOffset Now)
{
    /// <summary>Whether somebody sends now.</summary>
    public bool IsOpen => Workers.Values.Any(worker => worker.IsAlive);

    /// <summary>Reads them.</summary>
    public static RunsOfCampaign Read(NpgsqlConnection connection, int campaign, TimeSpan lease)
    {
        Dictionary<long, JournalWorker> workers = [];
        List<Part> parts = [];
        DateTimeOffset now = default;
        using (NpgsqlCommand command = new(
            $"""
            SELECT id, run, machine, process, {Statements.IsAlive("worker", "$2")}, tried, rate, started_at, beat_at, ended_at,
                clock_timestamp(), connection, provider, host, account, key_column, total, rows_read, not_reached, finished, read_all
            FROM worker WHERE campaign = $1 ORDER BY id
            """, connection))
        {
            command.Parameters.With(campaign).With(lease);
            using NpgsqlDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                JournalWorker worker = ReadWorker(reader);
                workers[reader.GetInt64(0)] = worker;
                now = reader.GetFieldValue<DateTimeOffset>(10);
                parts.Add(new(worker, new()
                {
                    Run = worker.Run,
                    Connection = reader.GetString(11),
                    Provider = reader.GetString(12),
                    Host = reader.GetString(13),
                    Account = reader.GetString(14),
                    KeyColumn = reader.IsDBNull(15) ? null : reader.GetString(15),
                    Total = Number(reader, 16),
                    Rows = Number(reader, 17),
                    NotReached = Number(reader, 18),
                    IsFinished = reader.GetBoolean(19),
                    HasReadAll = reader.GetBoolean(20),
                    ProcessId = worker.ProcessId,
                }));
            }
        }

        ILookup<int, InvalidCause> invalid = ReadInvalid(connection, campaign);
        return new([.. parts.GroupBy(part => part.Run.Run).Select(run => Merge([.. run], invalid[run.Key]))], workers, now);
    }

    /// <summary>The run of a worker, and whether it lives. One that joined a moment ago lives in the newest run.</summary>
    public (int Run, bool IsAlive) Find(long worker) => Workers.TryGetValue(worker, out JournalWorker? known)
        ? (known.Run, known.IsAlive)
        : (Runs is [.., var last] ? last.Run : 1, true);

    // What one worker read to the end, all have: what it did not try itself, another one did.
    private static JournalRun Merge(IReadOnlyList<Part> parts, IEnumerable<InvalidCause> invalid)
    {
        bool isOpen = parts.Any(part => part.Worker.IsAlive);
        InvalidCause[] causes = [.. invalid.OrderByDescending(cause => cause.Count)];
        bool isFinished = parts.Any(part => part.Run.IsFinished);
        return parts[0].Run with
        {
            StartedAt = parts.Min(part => part.Worker.StartedAt),
            EndedAt = isOpen ? null : parts.Max(part => part.Worker.EndedAt),
            IsFinished = isFinished,
            HasReadAll = parts.Any(part => part.Run.HasReadAll),
            Rows = isOpen ? null : parts.Max(part => part.Run.Rows),
            Total = parts.Max(part => part.Run.Total),
            NotReached = isOpen ? null : isFinished ? 0 : parts.Min(part => part.Run.NotReached),
            Invalid = causes.Sum(cause => cause.Count),
            InvalidCauses = [.. causes],
        };
    }

    private static JournalWorker ReadWorker(NpgsqlDataReader reader) => new()
    {
        Run = reader.GetInt32(1),
        Machine = reader.GetString(2),
        ProcessId = reader.GetInt32(3),
        IsAlive = reader.GetBoolean(4),
        Tried = reader.GetInt64(5),
        RatePerSecond = reader.GetBoolean(4) ? Math.Round(reader.GetDouble(6), 2) : 0,
        StartedAt = reader.GetFieldValue<DateTimeOffset>(7),
        LastSeenAt = reader.GetFieldValue<DateTimeOffset>(8),
        EndedAt = reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9),
    };

    private static ILookup<int, InvalidCause> ReadInvalid(NpgsqlConnection connection, int campaign)
    {
        using NpgsqlCommand command = new(
            """
            SELECT run, cause, count(*), (array_agg(row_number ORDER BY row_number))[1:3] FROM invalid
            WHERE campaign = $1 GROUP BY run, cause
            """, connection);
        command.Parameters.With(campaign);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<(int Run, InvalidCause Cause)> found = [];
        while (reader.Read())
        {
            found.Add((reader.GetInt32(0), new(reader.GetString(1), reader.GetInt64(2), [.. reader.GetFieldValue<long[]>(3)])));
        }

        return found.ToLookup(row => row.Run, row => row.Cause);
    }

    private static long? Number(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private sealed record Part(JournalWorker Worker, JournalRun Run);
}
