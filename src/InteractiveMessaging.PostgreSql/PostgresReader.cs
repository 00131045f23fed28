using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// Reads a campaign, also while workers send it. Its records are gone through once for the summary, and again for the entries, in the
/// order of their hashes: what is kept does not grow with them.
/// </summary>
internal sealed class PostgresReader : IJournalReader
{
    private static readonly TimeSpan Lease = new PostgresOptions().Lease;
    private readonly Database _database;
    private readonly JournalAddress _address;
    private readonly int _campaign;
    private readonly RunsOfCampaign _runs;

    private PostgresReader(Database database, JournalAddress address, NpgsqlConnection connection, int campaign)
    {
        _database = database;
        _address = address;
        _campaign = campaign;
        _runs = RunsOfCampaign.Read(connection, campaign, Lease);
        Summary = Summarize(connection);
    }

    /// <inheritdoc/>
    public JournalSummary Summary { get; }

    /// <summary>Opens a campaign and goes through it once.</summary>
    /// <exception cref="WaException">There is no such journal, or the database cannot be read.</exception>
    public static PostgresReader Open(JournalAddress address, string? user = null, string? password = null)
    {
        Database database = new(address, user, password);
        try
        {
            return database.Do(connection => Schema.Exists(connection, address)
                && Worker.Find(connection, address.Journal) is { } campaign
                ? new PostgresReader(database, address, connection, campaign)
                : throw new WaException(
                    ErrorCause.FileNotFound,
                    $"There is no journal '{PrintableText.Quote(address.Journal)}' in {address.Server}.",
                    "Use the address that the run had with -Journal."));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="WaException">The database cannot be read any more.</exception>
    public IEnumerable<JournalEntry> Read(params JournalStatus[] statuses)
    {
        using NpgsqlConnection connection = Reach();
        using RecordScan scan = new(_database, connection, _campaign, _runs, withTexts: true);
        while (scan.TryNext())
        {
            if (statuses.Length == 0 || statuses.Contains(scan.Known.Status))
            {
                yield return scan.Entry($"{_address}");
            }
        }
    }

    /// <summary>Lets go of the database.</summary>
    public void Dispose() => _database.Dispose();

    private NpgsqlConnection Reach()
    {
        try
        {
            return _database.OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            throw _database.Refused(failure);
        }
    }

    private JournalSummary Summarize(NpgsqlConnection connection)
    {
        Span<long> counts = stackalloc long[16];
        JournalRun? last = _runs.Runs is [.., var newest] ? newest : null;
        long messages = 0;
        long done = 0;
        RecentCount settled = new();
        DateTimeOffset? lastAt = null;
        using RecordScan scan = new(_database, connection, _campaign, _runs, withTexts: false);
        while (scan.TryNext())
        {
            JournalStatus status = scan.Known.Status;
            messages++;
            counts[(int)status]++;
            done += JournalSummary.IsDone(status, isOfLastRun: scan.Known.Run == last?.Run) ? 1 : 0;
            lastAt = lastAt > scan.At ? lastAt : scan.At;
            if (!scan.Known.IsOpen)
            {
                settled.Add(scan.At);
            }
        }

        return new()
        {
            Path = $"{_address}",
            Messages = messages,
            Accepted = counts[(int)JournalStatus.Accepted],
            Rejected = counts[(int)JournalStatus.Rejected],
            Failed = counts[(int)JournalStatus.Failed],
            InDoubt = counts[(int)JournalStatus.InDoubt],
            NotSent = counts[(int)JournalStatus.NotSent],
            InFlight = counts[(int)JournalStatus.InFlight],
            Waiting = counts[(int)JournalStatus.Waiting],
            Excluded = counts[(int)JournalStatus.Excluded],
            Done = done + (last?.Invalid ?? 0),
            RatePerSecond = _runs.IsOpen ? settled.Before(_runs.Now) / SecondsLookedBack(last!.StartedAt) : null,
            ReadAt = _runs.Now,
            FirstAt = _runs.Runs is [var first, ..] ? first.StartedAt : null,
            LastAt = lastAt ?? last?.StartedAt,
            Runs = [.. _runs.Runs],
            Workers = [.. _runs.Workers.Values],
            IsOpen = _runs.IsOpen,
            Damage = [],
        };
    }

    private double SecondsLookedBack(DateTimeOffset start) =>
        Math.Clamp((_runs.Now - start).TotalSeconds, 1, RecentCount.Span.TotalSeconds);
}
