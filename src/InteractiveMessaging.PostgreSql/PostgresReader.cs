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
        JournalCounts counts = new(_runs.Runs);
        JournalRun? last = _runs.Runs is [.., var newest] ? newest : null;
        RecentCount settled = new();
        DateTimeOffset? lastAt = null;
        using RecordScan scan = new(_database, connection, _campaign, _runs, withTexts: false);
        while (scan.TryNext())
        {
            counts.Add(scan.Known.Status, isOfLastRun: scan.Known.Run == last?.Run);
            lastAt = lastAt > scan.At ? lastAt : scan.At;
            if (!scan.Known.IsOpen)
            {
                settled.Add(scan.At);
            }
        }

        return counts.Summary($"{_address}") with
        {
            RatePerSecond = _runs.IsOpen ? settled.RateBefore(_runs.Now, last!.StartedAt) : null,
            ReadAt = _runs.Now,
            LastAt = lastAt ?? last?.StartedAt,
            Workers = [.. _runs.Workers.Values],
            IsOpen = _runs.IsOpen,
        };
    }
}
