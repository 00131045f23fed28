using Npgsql;
using NpgsqlTypes;

namespace InteractiveMessaging.PostgreSql;

/// <summary>A look ahead at a campaign. One that is not there knows nothing.</summary>
internal sealed class PostgresSnapshot : IJournalSnapshot
{
    private static readonly TimeSpan Lease = new PostgresOptions().Lease;
    private readonly Database _database;
    private readonly JournalMemory _met = new();
    private readonly NpgsqlConnection? _connection;
    private readonly int _campaign;
    private readonly JournalDrafts? _drafts;
    private readonly Lazy<JournalRecipients?> _earlier;

    private PostgresSnapshot(
        Database database, NpgsqlConnection? connection, int campaign, JournalDrafts? drafts, Func<JournalRecipients?> earlier)
    {
        _database = database;
        _connection = connection;
        _campaign = campaign;
        _drafts = drafts;
        _earlier = new(earlier);
    }

    /// <summary>Looks at a campaign.</summary>
    /// <exception cref="WaException">The database cannot be used, or a run could not go on in the campaign.</exception>
    public static PostgresSnapshot Open(
        JournalAddress address, JournalHeader header, bool force, string? user = null, string? password = null)
    {
        Database database = new(address, user, password);
        NpgsqlConnection? connection = null;
        try
        {
            connection = database.OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (!Schema.Exists(connection, address) || Worker.Find(connection, address.Journal) is not { } campaign
                || Worker.LastOf(connection, campaign) is not { } last)
            {
                connection.Dispose();
                return new(database, null, 0, null, static () => null);
            }

            JournalDrafts drafts = Worker.DraftsOf(connection, campaign, int.MaxValue);
            JournalMatch.Check(address.ToString(), last, drafts, header, force);
            bool asksForDrafts = header.Draft is null && !force && !(header.KeyColumn is not null && drafts.Count == 0);
            return new(database, connection, campaign, asksForDrafts ? drafts : null, () => header.KeyColumn is null
                ? EarlierRecipients.Read(database, new(0, campaign, int.MaxValue, drafts, null))
                : null);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            database.Dispose();
            throw database.Refused(failure);
        }
    }

    /// <inheritdoc/>
    public int BestGroup => _connection is null ? 1 : Statements.LargestGroup;

    /// <inheritdoc/>
    public IReadOnlyList<JournalClaim> Claim(IReadOnlyList<JournalMessage> messages)
    {
        JournalClaim[] claims = _met.Claim(messages);
        int[] first = [.. Enumerable.Range(0, claims.Length).Where(i => claims[i].Verdict != JournalVerdict.Duplicate)];
        if (_connection is null || first.Length == 0)
        {
            return claims;
        }

        try
        {
            Dictionary<Guid, JournalClaim> known = Look([.. first.Select(i => messages[i].Hash.Uuid())]);
            foreach (int i in first)
            {
                claims[i] = Judge(messages[i], known[messages[i].Hash.Uuid()]);
            }

            return claims;
        }
        catch (NpgsqlException failure)
        {
            throw _database.Refused(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _database.Dispose();
    }

    private JournalClaim Judge(in JournalMessage message, in JournalClaim claim) =>
        claim.Verdict == JournalVerdict.Send && _drafts?.Contains(message.Draft) == false
            && _earlier.Value?.Contains(message.Recipient) != false ? new(JournalVerdict.DraftDiffers) : claim;

    private Dictionary<Guid, JournalClaim> Look(Guid[] hashes)
    {
        using NpgsqlCommand command = new(Statements.Look, _connection);
        command.Parameters.With(_campaign).With(0).With(hashes)
            .With(null, NpgsqlDbType.Bigint).With(Lease).With(null, NpgsqlDbType.Bigint);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<AskedRow> rows = [];
        while (reader.Read())
        {
            rows.Add(AskedRow.Read(reader));
        }

        return rows.GroupBy(row => row.Hash).ToDictionary(of => of.Key, of => Decide(KnownMessage.Of([.. of])));
    }

    // What another run is at now would be sent by that one.
    private static JournalClaim Decide(KnownMessage known)
    {
        JournalClaim claim = known.Decide(run: 0, isMine: true, isHeld: false, retriesDoubts: false);
        return claim.Verdict == JournalVerdict.Held ? new(JournalVerdict.Elsewhere, JournalStatus.InFlight) : claim;
    }
}
