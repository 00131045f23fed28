using System.Buffers;

namespace InteractiveMessaging;

/// <summary>
/// The journal of a run. An intent that comes while nobody writes is written at once, by whoever brought it: no change of thread. What
/// comes meanwhile gathers, and a writer is sent off who writes it in one piece, and goes on as long as somebody waits: in a flood a record
/// costs its message one turn of the writer, not a write of its own.
/// </summary>
/// <remarks>
/// An outcome waits for nobody: it goes out with the next intent, which mostly follows at once, or after
/// <see cref="LongestWait"/>. A process that is killed before that leaves the message in doubt, as if its reply had not come yet.
/// </remarks>
internal sealed class RunJournal : IRunJournal
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);

    // Who has the pen writes to the file; the gate is for what gathers, and is taken after it.
    private readonly object _pen = new();
    private readonly object _gate = new();
    private readonly string _path;
    private readonly JournalFile _file;
    private readonly JournalMemory _memory;
    private readonly JournalWriter _lines;
    private readonly TimeProvider _clock;
    private readonly JournalDrafts _drafts;
    private readonly Timer _timer;
    private List<TaskCompletionSource<bool>> _waiting = [];
    private bool _isWriting;
    private bool _isTimed;
    private bool _isClosed;
    private bool _isDone;
    private long _notReached;
    private WaException? _failure;

    private RunJournal(string path, JournalFile file, JournalIndex index, JournalHeader header, JournalOptions options, TimeProvider clock)
    {
        _path = path;
        _file = file;
        _memory = new(file.Handle, index, header, options.Force);
        _clock = clock;
        _lines = new(index.LastNumber);
        _drafts = index.Drafts;
        _drafts.Add(header.Draft);
        EarlierRows = JournalRun.RowsOfList(index.Runs);

        file.Begin(index.End, index.LacksLineBreak);
        _lines.Run(header, options.Flush, Environment.ProcessId, clock.GetUtcNow());
        file.Append(_lines.Written);
        _lines.Clear();
        _timer = new(static journal => ((RunJournal)journal!).WriteInTime(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many rows the last run before this one that read its list to the end found there; null where none did.</summary>
    public long? EarlierRows { get; }

    /// <summary>Opens a journal for a run, or makes it. What it holds already is known from then on.</summary>
    /// <exception cref="WaException">
    /// It cannot be written, another run holds it, it is damaged before its end, it is not a journal or a newer one's, or it was made with
    /// another connection, message or key column.
    /// </exception>
    public static RunJournal Open(string path, JournalHeader header, JournalOptions options, TimeProvider clock)
    {
        JournalFile? file = null;
        try
        {
            file = JournalFile.TryOpen(path, options.Flush, clock) ?? throw Busy(path);
            JournalIndex index = JournalMatch.Load(file.Handle, path, file.End, header, options.Force);
            return new(path, file, index, header, options, clock);
        }
        catch (Exception failure)
        {
            file?.Dispose();
            if (failure is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw Unwritable(path, failure);
            }

            throw;
        }
    }

    /// <summary>The same at once: what the file held is in memory.</summary>
    public JournalClaim Claim(in JournalMessage message) => _memory.Claim(message);

    /// <inheritdoc/>
    public ValueTask<JournalClaim> ClaimAsync(in JournalMessage message, CancellationToken cancellation) => new(Claim(message));

    /// <inheritdoc/>
    public ValueTask<bool> IntendAsync(in JournalMessage message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource<bool>? written = null;
        lock (_gate)
        {
            DateTimeOffset now = Begin();
            if (_drafts.Add(message.Draft))
            {
                _lines.Draft(message.Draft);
            }

            _lines.Intent(message, now);
            if (_isWriting)
            {
                written = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(written);
            }

            _isWriting = true;
        }

        return written is null ? WriteAtOnce() : new(written.Task);
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(in JournalMessage message, in JournalOutcome outcome)
    {
        lock (_gate)
        {
            _lines.Outcome(message, outcome, Begin());
            WriteLater();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Invalid(in InvalidRow row)
    {
        lock (_gate)
        {
            if (_failure is null && !_isClosed)
            {
                _lines.Invalid(row);
                WriteLater();
            }
        }
    }

    /// <inheritdoc/>
    public void NotReached() => Interlocked.Increment(ref _notReached);

    /// <inheritdoc/>
    public void Complete(long rows, bool finished, bool readAll = true)
    {
        lock (_gate)
        {
            if (_failure is null && !_isClosed)
            {
                _lines.RunEnd(new(rows, Interlocked.Read(ref _notReached), finished, readAll), _clock.GetUtcNow());
            }
        }

        Dispose();
        if (_failure is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>
    /// Lets go of the file, as a run that was killed does: nothing says that it ended. Every record is in it when this returns.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        lock (_pen)
        {
            WritePiece();
            _isDone = true;
        }

        _timer.Dispose();
        _lines.Dispose();
        _file.Dispose();
    }

    // Under the gate: may a record be added, and of which time is it?
    private DateTimeOffset Begin()
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _clock.GetUtcNow();
    }

    // Under the gate.
    private void WriteLater()
    {
        if (!_isTimed)
        {
            _isTimed = true;
            _timer.Change(LongestWait, Timeout.InfiniteTimeSpan);
        }
    }

    private void WriteInTime()
    {
        lock (_gate)
        {
            _isTimed = false;
        }

        lock (_pen)
        {
            WritePiece();
        }
    }

    private ValueTask<bool> WriteAtOnce()
    {
        if (WriteRound())
        {
            ThreadPool.UnsafeQueueUserWorkItem(static journal => journal.WriteWaiting(), this, preferLocal: false);
        }

        return _failure is { } failure ? ValueTask.FromException<bool>(failure) : new(true);
    }

    private void WriteWaiting()
    {
        while (WriteRound())
        {
        }
    }

    // Whether somebody waits who came meanwhile; with nobody there, the next intent is written at once again.
    private bool WriteRound()
    {
        lock (_pen)
        {
            WritePiece();
        }

        lock (_gate)
        {
            return _isWriting = _waiting.Count > 0;
        }
    }

    // With the pen: writes what has gathered.
    private void WritePiece()
    {
        if (_isDone)
        {
            return;
        }

        byte[] piece;
        int length;
        List<TaskCompletionSource<bool>>? waiting = null;
        lock (_gate)
        {
            length = _lines.Written.Length;
            piece = ArrayPool<byte>.Shared.Rent(length);
            _lines.Written.CopyTo(piece);
            _lines.Clear();
            if (_waiting.Count > 0)
            {
                (waiting, _waiting) = (_waiting, []);
            }
        }

        WaException? failure = _failure;
        try
        {
            if (length > 0 && failure is null)
            {
                _file.Append(piece.AsSpan(0, length));
            }
        }
        catch (Exception fault)
        {
            // Whatever went wrong: from here on nothing may be sent, since nothing can be written down.
            failure = fault as WaException ?? Unwritable(_path, fault);
            lock (_gate)
            {
                _failure = failure;
            }
        }

        ArrayPool<byte>.Shared.Return(piece);
        waiting?.ForEach(one => _ = failure is null ? one.TrySetResult(true) : one.TrySetException(failure));
    }

    /// <summary>What to say of a journal that cannot be written.</summary>
    public static WaException Unwritable(string path, Exception failure) => new(
        ErrorCause.JournalUnwritable,
        $"The journal '{path}' cannot be written: {failure.Message}",
        "Make sure that the folder exists, may be written and has room, then run the same command again; what was written down stays"
        + " known.",
        failure);

    /// <summary>What to say of a journal that another run writes to.</summary>
    public static WaException Busy(string path)
    {
        string holder = "another run";
        try
        {
            using FileStream file = JournalFile.OpenToRead(path);
            if (JournalIndex.Load(file.SafeFileHandle, path, file.Length).Runs is [.., var run])
            {
                holder = FormattableString.Invariant($"process {run.ProcessId} since {run.StartedAt:yyyy-MM-dd HH:mm:ss} UTC");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or WaException)
        {
            // It says who it is in the file, which it may not have written yet.
        }

        return new(
            ErrorCause.JournalBusy, $"'{path}' is in use: {holder} writes to it.", "Wait for that run to end, or use another journal.");
    }
}
