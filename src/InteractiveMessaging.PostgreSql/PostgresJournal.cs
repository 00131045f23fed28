using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// The journal of one worker in a campaign that several send together. What fences a request is the record of its intent, whose key one
/// worker alone can insert; a claim before it only keeps workers out of each other's way.
/// </summary>
internal sealed class PostgresJournal : IRunJournal
{
    private const int LeastAhead = 8;

    // While one group waits for the disk, the next one is on its way.
    private const int Writers = 2;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(10);

    private readonly Database _database;
    private readonly Worker _worker;
    private readonly JournalHeader _header;
    private readonly TimeSpan _lease;
    private readonly Link _control;
    private readonly Link _asking;
    private readonly Link[] _writing;
    private readonly Claims _claims;
    private readonly Lane<Record>[] _records;
    private readonly Places _places = new(Writers);
    private readonly Task _life;
    private readonly CancellationTokenSource _end = new();
    private readonly Lazy<JournalRecipients?>? _earlier;
    private SharedPace? _pace;
    private Action<JournalStop>? _stop;
    private JournalStop? _told;
    private long _notReached;
    private long _tried;
    private bool _ended;

    private PostgresJournal(Database database, Worker worker, JournalHeader header, PostgresOptions options)
    {
        _database = database;
        _worker = worker;
        _header = header;
        _lease = options.Lease;
        _control = new(database) { IsDurable = false };
        _asking = new(database) { IsDurable = false };
        _writing = [.. Enumerable.Range(0, Writers).Select(_ => new Link(database))];
        bool asksForDrafts = header.Draft is null && !options.Force && worker.Run > 1
            && !(header.KeyColumn is not null && worker.Drafts.Count == 0);
        _earlier = asksForDrafts ? new(() => header.KeyColumn is null ? EarlierRecipients.Read(database, worker) : null) : null;
        _claims = new(worker, _asking, options with { IsAway = () => database.IsAway }, Judge);
        _records =
        [
            .. _writing.Select(link => new Lane<Record>(
                Statements.LargestGroup,
                new Records(worker, link).WriteAsync,
                static (record, failure) => record.Written?.TrySetException(failure))),
        ];
        _life = Task.Run(LiveAsync);
    }

    /// <summary>Joins a campaign, or begins it; the tables are made where there are none.</summary>
    /// <exception cref="WaException">
    /// The database cannot be used, or the campaign was made with another connection, message or key column.
    /// </exception>
    public static PostgresJournal Open(
        JournalAddress address, JournalHeader header, PostgresOptions options, string? user = null, string? password = null)
    {
        Database database = new(address, user, password) { Patience = options.Patience };
        try
        {
            Worker worker = database.Do(connection =>
            {
                Schema.Ensure(connection, address);
                return Worker.Join(connection, address, header, new() { Force = options.Force }, options.Lease);
            });
            return new(database, worker, header, options);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The number of this worker.</summary>
    public long Id => _worker.Id;

    /// <inheritdoc/>
    public long? EarlierRows => _worker.EarlierRows;

    /// <inheritdoc/>
    public ValueTask<JournalClaim> ClaimAsync(in JournalMessage message, CancellationToken cancellation) =>
        _claims.AskAsync(message, cancellation);

    /// <inheritdoc/>
    public bool Release(in JournalMessage message)
    {
        _claims.Release(message);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<bool> IntendAsync(in JournalMessage message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(IntendAsync(message, _claims.Adopt(message)));
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(in JournalMessage message, in JournalOutcome outcome)
    {
        // Who is excluded was never about to be sent: the outcome stands alone.
        Claimed claimed = _claims.Adopt(message);
        bool wasOpen = claimed.IsOpen;
        int attempt = claimed.Attempt += wasOpen ? 0 : 1;
        if (wasOpen && (outcome.Status == JournalStatus.Waiting || outcome.Attempts == 0))
        {
            // It counts with its last attempt, and not at all where no request went out.
            Interlocked.Decrement(ref _tried);
        }

        bool mayBeTriedAgain = outcome.Status is JournalStatus.Waiting or JournalStatus.InDoubt;
        TaskCompletionSource<bool>? written = mayBeTriedAgain ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        claimed.IsOpen = false;
        claimed.LastSettled = written?.Task;
        _records[claimed.Lane].Add(new(RecordKind.Outcome) { Message = message, Attempt = attempt, Outcome = outcome, Written = written });
        if (wasOpen)
        {
            _places.Leave(claimed.Lane);
        }

        if (!mayBeTriedAgain)
        {
            _claims.Forget(claimed);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Invalid(in InvalidRow row)
    {
        try
        {
            _records[0].Add(new(RecordKind.Invalid) { Row = row });
        }
        catch (Exception closed) when (closed is WaException or ObjectDisposedException)
        {
            // The next intent says so.
        }
    }

    /// <inheritdoc/>
    public void NotReached() => Interlocked.Increment(ref _notReached);

    /// <inheritdoc/>
    public IPace? SharedPace(double limit)
    {
        if (double.IsInfinity(limit))
        {
            return null;
        }

        // What a dead worker has claimed waits until it counts as dead: a quarter of a second's messages for each.
        _claims.MostAhead = (int)Math.Clamp(limit / 4, LeastAhead, _claims.MostAhead);
        return _pace ??= new(_header.Account, limit, _control);
    }

    /// <inheritdoc/>
    public void Watch(Action<JournalStop> stop, Action<string> note)
    {
        _stop = stop;
        _database.Note = note;
        if (_told is { } told)
        {
            stop(told);
        }
    }

    /// <inheritdoc/>
    public void Stop(JournalStop stop)
    {
        // What this worker alone has met, such as a connection that was closed here, is not the others' affair.
        if (stop.Cause is ErrorCause.RunStopped or ErrorCause.OutageStopped && Interlocked.CompareExchange(ref _told, stop, null) is null)
        {
            _ = TellAsync(stop);
        }
    }

    /// <inheritdoc/>
    public void Complete(long rows, bool finished, bool readAll = true)
    {
        if (_ended)
        {
            return;
        }

        try
        {
            // Who breaks a run off waits no longer for a database that is away than for what is in flight.
            bool isBroken = !finished && !readAll;
            if (!Flush().Wait(isBroken ? LastWait : Timeout.InfiniteTimeSpan))
            {
                throw _database.Refused(new TimeoutException("it does not answer"));
            }

            End(rows, finished, readAll);
        }
        catch (AggregateException failure) when (failure.InnerException is WaException)
        {
            throw failure.InnerException;
        }
        finally
        {
            Close();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        try
        {
            if (Array.TrueForAll(_records, lane => lane.Failure is null) && Flush().Wait(LastWait))
            {
                End(rows: null, finished: false, readAll: false);
            }
        }
        catch (Exception failure) when (failure is AggregateException or WaException or ObjectDisposedException)
        {
            // Broken off: others find out by themselves.
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Ends as a killed process does: nothing says so.</summary>
    internal void Abandon() => Close();

    private async Task<bool> IntendAsync(JournalMessage message, Claimed claimed)
    {
        if (claimed.LastSettled is { } settled)
        {
            // It may have gone through the other connection, and the attempts of one message keep their order.
            await settled.ConfigureAwait(false);
            claimed.LastSettled = null;
        }

        claimed.Lane = _places.Take();
        TaskCompletionSource<bool> written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _records[claimed.Lane].Add(new(RecordKind.Intent) { Message = message, Attempt = claimed.Attempt + 1, Written = written });
        bool isMine = await written.Task.ConfigureAwait(false);
        _claims.Begin(claimed);
        if (isMine)
        {
            claimed.Attempt++;
            claimed.IsOpen = true;
            Interlocked.Increment(ref _tried);
        }
        else
        {
            _places.Leave(claimed.Lane);
            _claims.Forget(claimed);
        }

        return isMine;
    }

    // A draft of which the runs before know nothing goes to nobody who may have a message of theirs; where a key names the rows, to nobody.
    private JournalVerdict Judge(JournalMessage message) =>
        _earlier is not null && !_worker.Drafts.Contains(message.Draft) && _earlier.Value?.Contains(message.Recipient) != false
            ? JournalVerdict.DraftDiffers
            : JournalVerdict.Send;

    private async Task Flush()
    {
        foreach (Lane<Record> lane in _records)
        {
            TaskCompletionSource<bool> written = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lane.Add(new(RecordKind.Mark) { Written = written });
            await written.Task.ConfigureAwait(false);
        }
    }

    private void End(long? rows, bool finished, bool readAll) => _writing[0].DoAsync(async (connection, _) =>
    {
        using NpgsqlCommand command = new(
            """
            UPDATE worker SET ended_at = clock_timestamp(), beat_at = clock_timestamp(), rows_read = $2, not_reached = $3, finished = $4,
                read_all = $5, tried = $6 WHERE id = $1
            """, connection);
        command.Parameters.With(_worker.Id).With(rows, NpgsqlTypes.NpgsqlDbType.Bigint).With(Interlocked.Read(ref _notReached))
            .With(finished).With(readAll).With(Interlocked.Read(ref _tried));
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }).GetAwaiter().GetResult();

    private void Close()
    {
        _ended = true;
        _end.Cancel();
        Array.ForEach(_records, lane => lane.Close());
        _claims.Dispose();
        _pace?.Dispose();
        _control.GiveUp();
        _asking.GiveUp();
        Array.ForEach(_writing, link => link.GiveUp());
        Task.WhenAll([_claims.EndAsync(), _life, .. _records.Select(lane => lane.Ended)]).Wait(LastWait);
        _control.Dispose();
        _asking.Dispose();
        Array.ForEach(_writing, link => link.Dispose());
        _database.Dispose();
    }

    private async Task TellAsync(JournalStop stop)
    {
        try
        {
            await _control.DoAsync(async (connection, _) =>
            {
                using NpgsqlCommand command = new(Campaigns.Stop, connection);
                command.Parameters.With(_worker.Campaign).With(_worker.Run).With($"{stop.Cause}")
                    .With(Parameters.Text(stop.Text)!).With(Parameters.Text(stop.Recommendation), NpgsqlTypes.NpgsqlDbType.Text);
                return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WaException or OperationCanceledException)
        {
            // Each worker meets it by itself.
        }
    }

    // A sign of life, and an ear for whoever stops the run.
    private async Task LiveAsync()
    {
        long before = 0;
        double rate = 0;
        try
        {
            while (!_end.IsCancellationRequested)
            {
                long tried = Interlocked.Read(ref _tried);
                rate = Math.Max(0, (rate * 0.8) + ((tried - before) / Beat.TotalSeconds * 0.2));
                before = tried;
                JournalStop? stop = await _control.DoAsync(async (connection, _) =>
                {
                    using NpgsqlCommand command = new(Statements.Beat, connection);
                    command.Parameters.With(_worker.Id).With(tried).With(rate).With(_lease);
                    using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
                    if (!await reader.ReadAsync().ConfigureAwait(false))
                    {
                        return Campaigns.Deleted;
                    }

                    (_claims.Workers, _claims.Place) = ((int)reader.GetInt64(4), (int)reader.GetInt64(5));
                    return Campaigns.ReadStop(reader);
                }).ConfigureAwait(false);
                if (stop is not null && Interlocked.CompareExchange(ref _told, stop, null) is null)
                {
                    _stop?.Invoke(stop);
                }

                await Task.Delay(Beat, _end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception gone) when (gone is WaException or OperationCanceledException)
        {
            // The next claim or intent says so.
        }
    }
}
