using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// Asks the database for messages, many at a time and only so far ahead. Each worker asks first for the messages of its own share, by their
/// hashes, and a moment later for the others', which are mostly done by then. What another worker has is looked at again until that one is
/// done with it, or dead.
/// </summary>
internal sealed class Claims : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Deferral = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Forever = TimeSpan.FromDays(3650);

    private readonly Worker _worker;
    private readonly Link _link;
    private readonly PostgresOptions _options;
    private readonly Func<JournalMessage, JournalVerdict> _judge;
    private readonly ConcurrentDictionary<Key128, Claimed> _live = [];
    private readonly ConcurrentDictionary<Claimed, bool> _held = [];
    private readonly Lane<Question> _lane;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _hasHeld = new(0);
    private readonly SemaphoreSlim _hasRoom = new(0);
    private readonly Task _polling;
    private long _ask;
    private int _ahead;

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
        _lane = new(Statements.LargestGroup, AskAsync, static (question, failure) => question.Refuse(failure));
        _polling = Task.Run(PollAsync);
    }

    /// <summary>So many messages may be claimed that no intent is written for yet.</summary>
    public int MostAhead { get; set; } = 1000;

    /// <summary>How many workers there are.</summary>
    public int Workers { get; set; } = 1;

    /// <summary>Which of them this one is, from 0.</summary>
    public int Place { get; set; }

    /// <summary>Notes a message, whether or not it was asked for.</summary>
    public Claimed Adopt(in JournalMessage message) =>
        _live.TryGetValue(message.Hash, out Claimed? claimed) ? claimed : _live.GetOrAdd(message.Hash, new Claimed(message));

    /// <summary>The message goes out now.</summary>
    public void Begin(Claimed claimed)
    {
        if (claimed.EndAhead())
        {
            Interlocked.Decrement(ref _ahead);
            _hasRoom.Release();
        }
    }

    /// <summary>The message is done with.</summary>
    public void Forget(Claimed claimed)
    {
        Begin(claimed);
        _live.TryRemove(new(claimed.Message.Hash, claimed));
    }

    /// <summary>Whether to send a message.</summary>
    public ValueTask<JournalClaim> AskAsync(in JournalMessage message, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return LookAsync(message);
        }

        Claimed fresh = new(message);
        Claimed claimed = _live.GetOrAdd(message.Hash, fresh);
        if (claimed == fresh)
        {
            return IsOfOthers(message.Hash) ? new(Hold(claimed, Deferral, cancellation)) : new(AskAsync(claimed, cancellation));
        }

        // Asked again for what another worker had: the answer is here, or something went wrong meanwhile.
        if (claimed.TakeAnswer() is { } answer)
        {
            Keep(claimed, answer);
            return new(answer);
        }

        return claimed.EndHold() ? new(AskAsync(claimed, cancellation)) : new(new JournalClaim(JournalVerdict.Duplicate));
    }

    /// <summary>Gives a message back.</summary>
    public void Release(in JournalMessage message)
    {
        if (!_live.TryGetValue(message.Hash, out Claimed? claimed))
        {
            return;
        }

        Forget(claimed);
        try
        {
            _lane.Add(new(claimed, QuestionKind.Release));
        }
        catch (Exception closed) when (closed is WaException or ObjectDisposedException)
        {
            // It is given back with the end of this worker.
        }
    }

    /// <summary>Ends: nothing more is asked.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _lane.Close();
        WakeAll();
    }

    /// <summary>Ends when nothing is asked any more.</summary>
    public Task EndAsync() => Task.WhenAll(_lane.Ended, _polling);

    // Others count as dead only where they could have told this worker otherwise: after a break, everybody gets a lease's time again.
    private TimeSpan Lease => _link.UnbrokenSince != 0 && Environment.TickCount64 - _link.UnbrokenSince < _options.Lease.TotalMilliseconds
        ? Forever
        : _options.Lease;

    private bool IsOfOthers(in Key128 hash) => Workers is > 1 and var workers && (int)(hash.Low % (uint)workers) != Place;

    private async Task<JournalClaim> AskAsync(Claimed claimed, CancellationToken cancellation)
    {
        Question question = new(claimed, QuestionKind.Claim);
        _lane.Add(question);
        JournalClaim claim = await question.Answer.ConfigureAwait(false);
        if (claim.Verdict == JournalVerdict.Held)
        {
            return Hold(claimed, Pause, cancellation);
        }

        Keep(claimed, claim);
        return claim;
    }

    // The run is at its end, so nothing is taken any more. A database that is away just now is not waited for.
    private ValueTask<JournalClaim> LookAsync(in JournalMessage message)
    {
        if (_live.TryGetValue(message.Hash, out Claimed? claimed))
        {
            if (claimed.TakeAnswer() is { } answer)
            {
                Keep(claimed, answer);
                return new(answer);
            }

            _held.TryRemove(claimed, out _);
            Forget(claimed);
        }

        if (_lane.Failure is not null || _options.IsAway())
        {
            return new(new JournalClaim(JournalVerdict.Send));
        }

        Question question = new(new(message), QuestionKind.Look);
        _lane.Add(question);
        return new(question.Answer);
    }

    private JournalClaim Hold(Claimed claimed, TimeSpan pause, CancellationToken cancellation)
    {
        Task until = claimed.Hold(pause, cancellation);
        _held[claimed] = true;
        _hasHeld.Release();
        return new(JournalVerdict.Held) { Until = until };
    }

    private void Keep(Claimed claimed, in JournalClaim claim)
    {
        if (claim.Verdict is not (JournalVerdict.Send or JournalVerdict.InDoubt or JournalVerdict.DraftDiffers))
        {
            Forget(claimed);
        }
    }

    private async Task AskAsync(List<Question> questions)
    {
        if (questions.Where(question => question.Kind == QuestionKind.Release).ToArray() is { Length: > 0 } given)
        {
            await ReleaseAsync([.. given.Select(question => question.Claimed.Message.Hash.Uuid())]).ConfigureAwait(false);
        }

        if (questions.Where(question => question.Kind == QuestionKind.Look).ToArray() is { Length: > 0 } looks)
        {
            await ReplyAsync(looks, Statements.Look).ConfigureAwait(false);
        }

        Question[] claims = [.. questions.Where(question => question.Kind == QuestionKind.Claim)];
        for (int from = 0; from < claims.Length;)
        {
            int to = Math.Min(claims.Length, from + await RoomAsync().ConfigureAwait(false));
            await ReplyAsync(claims[from..to], Statements.Claim).ConfigureAwait(false);
            from = to;
        }
    }

    private async Task<int> RoomAsync()
    {
        while (true)
        {
            int room = MostAhead - Volatile.Read(ref _ahead);
            if (room > 0)
            {
                return room;
            }

            await _hasRoom.WaitAsync(_end.Token).ConfigureAwait(false);
        }
    }

    private async Task ReplyAsync(Question[] questions, string statement)
    {
        Dictionary<Key128, JournalClaim> claims = await AskAsync(
            Array.ConvertAll(questions, question => question.Claimed), statement, isLook: statement == Statements.Look)
            .ConfigureAwait(false);
        foreach (Question question in questions)
        {
            question.Reply(claims[question.Claimed.Message.Hash]);
        }
    }

    private Task<int> ReleaseAsync(Guid[] hashes) => _link.DoAsync(async (connection, _) =>
    {
        using NpgsqlCommand command = new(Statements.Release, connection);
        command.Parameters.With(_worker.Campaign).With(_worker.Run).With(hashes).With(_worker.Id);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    });

    private Task<Dictionary<Key128, JournalClaim>> AskAsync(IReadOnlyCollection<Claimed> asked, string statement, bool isLook)
    {
        Dictionary<Key128, Claimed> byHash = new(asked.Count);
        foreach (Claimed claimed in asked)
        {
            byHash[claimed.Message.Hash] = claimed;
        }

        Key128[] sorted = [.. byHash.Keys];
        Array.Sort(sorted, static (one, other) => Parameters.Compare(one, other));
        Guid[] hashes = Array.ConvertAll(sorted, static hash => hash.Uuid());
        long ask = Interlocked.Increment(ref _ask);
        return _link.DoAsync(async (connection, _) =>
        {
            using NpgsqlCommand command = new(statement, connection);
            command.Parameters.With(_worker.Campaign).With(_worker.Run).With(hashes)
                .With(isLook ? null : _worker.Id, NpgsqlDbType.Bigint).With(Lease).With(isLook ? null : ask, NpgsqlDbType.Bigint);
            using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            Dictionary<Key128, JournalClaim> claims = new(asked.Count);
            List<AskedRow> rows = [];
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                AskedRow row = AskedRow.Read(reader);
                if (rows.Count > 0 && rows[0].Hash != row.Hash)
                {
                    Decide();
                }

                rows.Add(row);
            }

            Decide();
            return claims;

            void Decide()
            {
                Claimed claimed = byHash[rows[0].Hash.Hash()];
                claims[claimed.Message.Hash] = this.Decide(claimed, rows[0], KnownMessage.Of(rows), ask, isLook);
                rows.Clear();
            }
        });
    }

    private JournalClaim Decide(Claimed claimed, in AskedRow row, KnownMessage known, long ask, bool isLook)
    {
        bool isMine = isLook || row.IsMine || (row.Holder == _worker.Id && (row.Ask == ask || claimed.WasHeld));
        if (!isMine && row.Holder == _worker.Id)
        {
            return new(JournalVerdict.Duplicate);
        }

        claimed.Attempt = known.LastAttempt;
        JournalClaim claim = known.Decide(_worker.Run, isMine, isHeld: row.IsHeld, _options.RetriesDoubts);
        if (isLook)
        {
            // Somebody who lives has it, or is at it.
            return claim.Verdict != JournalVerdict.Held
                && !(claimed.WasHeld && row.Holder is not null && row.IsHeld && claim.Verdict == JournalVerdict.Send) ? claim
                : claimed.WasHeld ? new(JournalVerdict.Held)
                : new(JournalVerdict.Send);
        }

        if (isMine && claim.Verdict == JournalVerdict.Send && claimed.StartAhead())
        {
            Interlocked.Increment(ref _ahead);
        }

        return claim.Verdict == JournalVerdict.Send ? claim with { Verdict = _judge(claimed.Message) } : claim;
    }

    private async Task PollAsync()
    {
        try
        {
            while (true)
            {
                await _hasHeld.WaitAsync(_end.Token).ConfigureAwait(false);
                while (_hasHeld.Wait(0))
                {
                }

                await Task.Delay(Pause, _end.Token).ConfigureAwait(false);
                long now = Environment.TickCount64;
                bool isIdle = Volatile.Read(ref _ahead) == 0;
                IEnumerable<Claimed> due = _held.Select(held => held.Key).Where(claimed => claimed.IsDue(now, isIdle));
                foreach (Claimed[] held in due.Chunk(Statements.LargestGroup))
                {
                    await LookAgainAsync(held).ConfigureAwait(false);
                    if (isIdle && Volatile.Read(ref _ahead) > 0)
                    {
                        break;
                    }
                }

                if (!_held.IsEmpty)
                {
                    _hasHeld.Release();
                }
            }
        }
        catch (Exception failure) when (failure is WaException or OperationCanceledException)
        {
            // Who waits asks again, and hears what is wrong.
            _end.Cancel();
            WakeAll();
        }
    }

    // Most of it is done by now. What nobody has is asked for, as far as there is room.
    private async Task LookAgainAsync(Claimed[] held)
    {
        Dictionary<Key128, JournalClaim> looks = await AskAsync(held, Statements.Look, isLook: true).ConfigureAwait(false);
        List<Claimed> free = [];
        int room = MostAhead - Volatile.Read(ref _ahead);
        foreach (Claimed claimed in held)
        {
            JournalClaim look = looks[claimed.Message.Hash];
            bool mustClaim = look.Verdict == JournalVerdict.Send || (look.Verdict == JournalVerdict.InDoubt && _options.RetriesDoubts);
            if (mustClaim && free.Count < room)
            {
                free.Add(claimed);
            }
            else if (mustClaim || look.Verdict == JournalVerdict.Held)
            {
                claimed.LookedAt(Environment.TickCount64);
            }
            else
            {
                Give(claimed, look);
            }
        }

        if (free.Count > 0)
        {
            Dictionary<Key128, JournalClaim> claims = await AskAsync(free, Statements.ClaimAgain, isLook: false).ConfigureAwait(false);
            foreach (Claimed claimed in free.Where(claimed => claims[claimed.Message.Hash].Verdict != JournalVerdict.Held))
            {
                Give(claimed, claims[claimed.Message.Hash]);
            }
        }
    }

    private void Give(Claimed claimed, in JournalClaim claim)
    {
        _held.TryRemove(claimed, out _);
        claimed.Give(claim);
    }

    private void WakeAll()
    {
        foreach (Claimed claimed in _held.Keys)
        {
            claimed.Wake();
        }
    }

    private enum QuestionKind
    {
        Claim,
        Look,
        Release,
    }

    private sealed class Question(Claimed claimed, QuestionKind kind)
    {
        private readonly TaskCompletionSource<JournalClaim> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Claimed Claimed => claimed;

        public QuestionKind Kind => kind;

        public Task<JournalClaim> Answer => _answer.Task;

        public void Reply(in JournalClaim claim) => _answer.TrySetResult(claim);

        public void Refuse(WaException failure)
        {
            // What looks only is content with no answer.
            _ = kind == QuestionKind.Claim ? _answer.TrySetException(failure) : _answer.TrySetResult(new(JournalVerdict.Send));
        }
    }
}
