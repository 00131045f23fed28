using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>Goes through the records of a campaign, one message after the other, in the order of their hashes.</summary>
internal sealed class RecordScan : IDisposable
{
    private readonly Database _database;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _reader;
    private readonly RunsOfCampaign _runs;
    private readonly bool _withTexts;
    private bool _hasRow;
    private Guid _hash;
    private string? _recipient;
    private string? _key;
    private string? _errorCode;
    private int? _http;
    private int _attempts;
    private DateTimeOffset? _firstAt;
    private long _milliseconds;

    public RecordScan(Database database, NpgsqlConnection connection, int campaign, RunsOfCampaign runs, bool withTexts)
    {
        _database = database;
        _runs = runs;
        _withTexts = withTexts;

        // The primary key has them in this order.
        _command = new(
            $"""
            SELECT hash, attempt, is_outcome, status, worker, at
                {(withTexts ? ", message_id, recipient, key, error_code, http, attempts, first_at, milliseconds" : "")}
            FROM record WHERE campaign = $1 ORDER BY campaign, hash, attempt, is_outcome
            """, connection);
        _command.CommandTimeout = 0;
        _command.Parameters.With(campaign);
        try
        {
            _reader = _command.ExecuteReader();
            _hasRow = _reader.Read();
        }
        catch (Exception failure) when (failure is NpgsqlException)
        {
            _command.Dispose();
            throw database.Refused(failure);
        }
    }

    /// <summary>What the records of the message say.</summary>
    public KnownMessage Known { get; private set; }

    /// <summary>When its last record was written.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Goes to the next message; false behind the last.</summary>
    /// <exception cref="WaException">The database cannot be read any more.</exception>
    public bool TryNext()
    {
        if (!_hasRow)
        {
            return false;
        }

        try
        {
            KnownMessage known = default;
            _hash = _reader.GetGuid(0);
            (_recipient, _key) = (null, null);
            do
            {
                Take(ref known);
            }
            while ((_hasRow = _reader.Read()) && _reader.GetGuid(0) == _hash);
            Known = known;
            return true;
        }
        catch (NpgsqlException failure)
        {
            throw _database.Refused(failure);
        }
    }

    /// <summary>The message as an entry.</summary>
    public JournalEntry Entry(string journal) => new()
    {
        Journal = journal,
        Hash = _hash.ToString("N"),
        Key = _key,
        Recipient = _recipient,
        Status = Known.Status,
        MessageId = Known.MessageId,
        ErrorCode = _errorCode,
        HttpStatus = _http,
        Attempts = _attempts,
        FirstTriedAt = Known.IsOpen ? At : _firstAt,
        At = At,
        Elapsed = TimeSpan.FromMilliseconds(_milliseconds),
        Run = Known.Run,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        // What was not read to its end is broken off, or it would be read to its end here.
        if (_hasRow)
        {
            _command.Cancel();
        }

        _reader.Dispose();
        _command.Dispose();
    }

    private void Take(ref KnownMessage known)
    {
        (int run, bool isAlive) = _runs.Find(_reader.GetInt64(4));
        At = _reader.GetFieldValue<DateTimeOffset>(5);
        known.Add(
            _reader.GetInt32(1),
            _reader.GetBoolean(2),
            (JournalStatus)_reader.GetInt16(3),
            _withTexts ? Text(6) : null,
            isAlive,
            run);
        if (_withTexts)
        {
            _recipient = Text(7) ?? _recipient;
            _key = Text(8) ?? _key;
            _errorCode = Text(9);
            _http = _reader.IsDBNull(10) ? null : _reader.GetInt32(10);
            _attempts = _reader.IsDBNull(11) ? 0 : _reader.GetInt32(11);
            _firstAt = _reader.IsDBNull(12) ? null : _reader.GetFieldValue<DateTimeOffset>(12);
            _milliseconds = _reader.IsDBNull(13) ? 0 : _reader.GetInt64(13);
        }
    }

    private string? Text(int column) => _reader.IsDBNull(column) ? null : _reader.GetString(column);
}
