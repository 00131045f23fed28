using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// Asks the database for messages, many at a time, and asks again for what other workers have until those are done with it, or dead.
/// </summary>
internal sealed class Claims : IDisposable
{
    private const int LargestGroup = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Forever = TimeSpan.FromDays(3650);

    private readonly Worker _worker;
    private readonly Link _link;
    private readonly PostgresOptions _options;
    private readonly Func<JournalMessage, JournalVerdict> _judge;
    private readonly ConcurrentDictionary<Key128, Live> _live = [];
    private readonly Lane<Question> _lane;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _hasHeld = new(0);
    private readonly Task _polling;
    private long _ask;

    /// <param name="worker">Who asks.</param>
    /// <param name="link">The way to the database.</param>
    /// <param name="options">How to ask.</param>
    /// <param name="judge">Says of a message that could be sent whether it may be.</param>
    public Claims(Worker worker, Link link, PostgresOptions options, Func<JournalMessage, JournalVerdict> judge)
    {
        _worker = worker;
        _link = link;
        _options = options;
        _judge = judge;
        _lane = new(LargestGroup, AskAsync, static (question, failure) => question.Refuse(failure));
        _polling = Task.Run(PollAsync);
    }

    /// <summary>What is known of a message that this worker has now; null where it does not have it.</summary>
    public Live? Find(in Key128 hash) => _live.GetValueOrDefault(hash);

    /// <summary>Notes a message that was never asked for.</summary>
    public Live Adopt(in Key128 hash) => _live.GetOrAdd(hash, static _ => new());

    /// <summary>The message is done with.</summary>
    public void Forget(in Key128 hash) => _live.TryRemove(hash, out _);

    /// <summary>Whether to send a message.</summary>
    public ValueTask<JournalClaim> AskAsync(in JournalMessage message, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return LookAsync(message);
        }

        Live fresh = new() { Message = message };
        Live live = _live.GetOrAdd(message.Hash, fresh);
        if (live != fresh)
        {
            // Asked again for what another worker had: the answer is here, or something went wrong meanwhile.
            if (live.TakeAnswer() is { } answer)
            {
                Keep(live, answer);
                return new(answer);
            }

            if (!live.EndHold())
            {
                return new(new JournalClaim(JournalVerdict.Duplicate));
            }
        }

        Question question = new(live, isLook: false);
        _lane.Add(question);
        return new(AnswerAsync(question, cancellation));
    }

    /// <summary>Gives a message back.</summary>
    public void Release(in JournalMessage message)
    {
        if (_live.TryRemove(message.Hash, out Live? live))
        {
            try
            {
                _lane.Add(new(live, isLook: false) { IsRelease = true });
            }
            catch (Exception closed) when (closed is WaException or ObjectDisposedException)
            {
                // It is given back with the end of this worker.
            }
        }
    }

    /// <summary>Ends: nothing more is asked.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _lane.Close();
        foreach (Live live in _live.Values)
        {
            live.Wake();
        }
    }

    /// <summary>Ends when nothing is asked any more.</summary>
    public Task EndAsync() => Task.WhenAll(_lane.Ended, _polling);

    private async Task<JournalClaim> AnswerAsync(Question question, CancellationToken cancellation)
    {
        JournalClaim claim = await question.Answer.ConfigureAwait(false);
        if (claim.Verdict != JournalVerdict.Held)
        {
            Keep(question.Live, claim);
            return claim;
        }

        Task until = question.Live.Hold(cancellation);
        _hasHeld.Release();
        return claim with { Until = until };
    }

    // The run is at its end, so nothing is taken any more. A database that is away just now is not waited for.
    private ValueTask<JournalClaim> LookAsync(in JournalMessage message)
    {
        if (_live.TryGetValue(message.Hash, out Live? live) && live.TakeAnswer() is { } answer)
        {
            return new(answer);
        }

        if (_lane.Failure is not null || _options.IsAway())
        {
            return new(new JournalClaim(JournalVerdict.Send));
        }

        _live.TryRemove(message.Hash, out _);
        Question question = new(new() { Message = message }, isLook: true);
        _lane.Add(question);
        return new(question.Answer);
    }

    private void Keep(Live live, in JournalClaim claim)
    {
        if (claim.Verdict is not (JournalVerdict.Send or JournalVerdict.InDoubt or JournalVerdict.DraftDiffers))
        {
            _live.TryRemove(live.Message.Hash, out _);
        }
    }

    private async Task AskAsync(List<Question> questions)
    {
        if (questions.Where(question => question.IsRelease).ToArray() is { Length: > 0 } given)
        {
            Guid[] hashes = [.. given.Select(question => question.Live.Message.Hash.Uuid())];
            await _link.DoAsync(async (connection, _) =>
            {
                using NpgsqlCommand command = new(Statements.Release, connection);
                command.Parameters.With(_worker.Campaign).With(_worker.Run).With(hashes).With(_worker.Id);
                return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        foreach (bool isLook in (bool[])[false, true])
        {
            Live[] asked = [.. questions.Where(q => q.IsLook == isLook && !q.IsRelease).Select(question => question.Live)];
            if (asked.Length > 0)
            {
                Dictionary<Key128, JournalClaim> claims =
                    await AskAsync(asked, isLook ? Statements.Look : Statements.Claim, isLook).ConfigureAwait(false);
                foreach (Question question in questions.Where(q => q.IsLook == isLook && !q.IsRelease))
                {
                    question.Reply(claims[question.Live.Message.Hash]);
                }
            }
        }
    }

    private async Task<Dictionary<Key128, JournalClaim>> AskAsync(IReadOnlyList<Live> asked, string statement, bool isLook)
    {
        Dictionary<Key128, Live> lives = [];
        foreach (Live live in asked)
        {
            lives[live.Message.Hash] = live;
        }

        Key128[] sorted = [.. lives.Keys];
        Array.Sort(sorted, static (one, other) => Parameters.Compare(one, other));
        Guid[] hashes = Array.ConvertAll(sorted, static hash => hash.Uuid());
        long ask = Interlocked.Increment(ref _ask);
        return await _link.DoAsync(async (connection, _) =>
        {
            using NpgsqlCommand command = new(statement, connection);
            command.Parameters.With(_worker.Campaign).With(_worker.Run).With(hashes)
                .With(isLook ? null : _worker.Id, NpgsqlDbType.Bigint).With(Lease).With(isLook ? null : ask, NpgsqlDbType.Bigint);
            using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            List<AskedRow> rows = [];
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                rows.Add(AskedRow.Read(reader));
            }

            Dictionary<Key128, JournalClaim> claims = [];
            foreach (IGrouping<Guid, AskedRow> known in rows.GroupBy(row => row.Hash))
            {
                Live live = lives[known.Key.Hash()];
                claims[live.Message.Hash] = Decide(live, known.First(), known, ask, isLook);
            }

            return claims;
        }).ConfigureAwait(false);
    }

    // Others count as dead only where they could have told this worker otherwise: after a break, everybody gets a lease's time again.
    private TimeSpan Lease => _link.UnbrokenSince != 0 && Environment.TickCount64 - _link.UnbrokenSince < _options.Lease.TotalMilliseconds
        ? Forever
        : _options.Lease;

    private JournalClaim Decide(Live live, in AskedRow first, IEnumerable<AskedRow> rows, long ask, bool isLook)
    {
        KnownMessage known = KnownMessage.Of(rows);
        bool isMine = isLook || first.IsMine || (first.Holder == _worker.Id && (first.Ask == ask || live.WasHeld));
        if (!isMine && first.Holder == _worker.Id)
        {
            return new(JournalVerdict.Duplicate);
        }

        live.Attempt = known.LastAttempt;
        JournalClaim claim = known.Decide(_worker.Run, isMine, isHeld: first.IsHeld, _options.RetriesDoubts);
        return claim.Verdict == JournalVerdict.Held && isLook ? new(JournalVerdict.Send)
            : claim.Verdict == JournalVerdict.Send && !isLook ? claim with { Verdict = _judge(live.Message) }
            : claim;
    }

    private async Task PollAsync()
    {
        try
        {
            while (true)
            {
                await _hasHeld.WaitAsync(_end.Token).ConfigureAwait(false);
                await Task.Delay(Pause, _end.Token).ConfigureAwait(false);
                while (_hasHeld.Wait(0))
                {
                }

                foreach (Live[] held in _live.Values.Where(live => live.IsHeld).Chunk(LargestGroup))
                {
                    Dictionary<Key128, JournalClaim> claims =
                        await AskAsync(held, Statements.ClaimAgain, isLook: false).ConfigureAwait(false);
                    foreach (Live live in held)
                    {
                        JournalClaim claim = claims[live.Message.Hash];
                        if (claim.Verdict != JournalVerdict.Held)
                        {
                            live.Give(claim);
                        }
                    }
                }

                if (_live.Values.Any(live => live.IsHeld))
                {
                    _hasHeld.Release();
                }
            }
        }
        catch (Exception failure) when (failure is WaException or OperationCanceledException)
        {
            // Who waits asks again, and hears what is wrong.
            _end.Cancel();
            foreach (Live live in _live.Values)
            {
                live.Wake();
            }
        }
    }

    /// <summary>A message that this worker is at, or waits for.</summary>
    internal sealed class Live
    {
        private readonly object _gate = new();
        private TaskCompletionSource? _until;
        private JournalClaim? _answer;
        private CancellationTokenRegistration _registration;

        public JournalMessage Message { get; init; }

        /// <summary>The number of its last attempt.</summary>
        public int Attempt { get; set; }

        /// <summary>Whether that one has no outcome yet.</summary>
        public bool IsOpen { get; set; }

        /// <summary>Whether another worker has it.</summary>
        public bool IsHeld
        {
            get
            {
                lock (_gate)
                {
                    return _until is { Task.IsCompleted: false };
                }
            }
        }

        /// <summary>Whether the journal said before that it is to be asked again.</summary>
        public bool WasHeld { get; private set; }

        public Task Hold(CancellationToken cancellation)
        {
            WasHeld = true;
            TaskCompletionSource until = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _until = until;
            }

            _registration = cancellation.UnsafeRegister(static live => ((Live)live!).Wake(), this);
            return until.Task;
        }

        /// <summary>Whether it was held until now, and nobody said what became of it.</summary>
        public bool EndHold()
        {
            lock (_gate)
            {
                bool wasHeld = _until is not null;
                _until = null;
                return wasHeld;
            }
        }

        public void Give(in JournalClaim claim)
        {
            lock (_gate)
            {
                _answer = claim;
            }

            Wake();
        }

        public JournalClaim? TakeAnswer()
        {
            lock (_gate)
            {
                JournalClaim? answer = _answer;
                _answer = null;
                _until = answer is null ? _until : null;
                return answer;
            }
        }

        public void Wake()
        {
            _registration.Unregister();
            lock (_gate)
            {
                _until?.TrySetResult();
            }
        }
    }

    private sealed class Question(Live live, bool isLook)
    {
        private readonly TaskCompletionSource<JournalClaim> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Live Live => live;

        public bool IsLook => isLook;

        public bool IsRelease { get; init; }

        public Task<JournalClaim> Answer => _answer.Task;

        public void Reply(in JournalClaim claim) => _answer.TrySetResult(claim);

        public void Refuse(WaException failure)
        {
            // What looks only is content with no answer.
            _ = isLook ? _answer.TrySetResult(new(JournalVerdict.Send)) : _answer.TrySetException(failure);
        }
    }
}
