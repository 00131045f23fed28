using System.Threading.Channels;

namespace InteractiveMessaging;

/// <summary>
/// The journal of a run. Records are handed to one writer, which writes what has gathered in one piece: a record costs its message
/// one turn of that writer, not a write of its own.
/// </summary>
internal sealed class RunJournal : IRunJournal
{
    private const int LargestGroup = 1 << 18;
    private readonly string _path;
    private readonly JournalFile _file;
    private readonly JournalMemory _memory;
    private readonly JournalWriter _lines;
    private readonly TimeProvider _clock;
    private readonly JournalDrafts _drafts;
    private readonly Channel<Record> _queue = Channel.CreateUnbounded<Record>(new() { SingleReader = true });
    private readonly Task _writer;
    private long _notReached;
    private volatile WaException? _failure;

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
        Write();
        _writer = Task.Run(WriteAsync);
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
        TaskCompletionSource<bool> written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue(new(LineKind.Intent, message, default, written));
        return new(written.Task);
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(in JournalMessage message, in JournalOutcome outcome)
    {
        Queue(new(LineKind.Outcome, message, outcome, null));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Invalid(in InvalidRow row) => _queue.Writer.TryWrite(new(LineKind.Invalid, default, default, row));

    /// <inheritdoc/>
    public void NotReached() => Interlocked.Increment(ref _notReached);

    /// <inheritdoc/>
    public void Complete(long rows, bool finished, bool readAll = true)
    {
        _queue.Writer.TryWrite(new(LineKind.End, default, default, new RunEnd(rows, Interlocked.Read(ref _notReached), finished, readAll)));
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
        _queue.Writer.TryComplete();
        _writer.Wait();
        _lines.Dispose();
        _file.Dispose();
    }

    private void Queue(in Record record)
    {
        if (!_queue.Writer.TryWrite(record))
        {
            throw _failure ?? (Exception)new ObjectDisposedException(nameof(RunJournal));
        }
    }

    private async Task WriteAsync()
    {
        List<TaskCompletionSource<bool>> waiting = [];
        try
        {
            while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_lines.Written.Length < LargestGroup && _queue.Reader.TryRead(out Record record))
                {
                    Add(record);
                    if (record.More is TaskCompletionSource<bool> written)
                    {
                        waiting.Add(written);
                    }
                }

                Write();
                waiting.ForEach(written => written.SetResult(true));
                waiting.Clear();
            }
        }
        catch (Exception failure)
        {
            // Whatever went wrong: from here on nothing may be sent, since nothing can be written down.
            _failure = failure as WaException ?? Unwritable(_path, failure);
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out Record record))
            {
                (record.More as TaskCompletionSource<bool>)?.SetException(_failure);
            }

            waiting.ForEach(written => written.SetException(_failure));
        }
    }

    private void Add(in Record record)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        switch (record.Kind)
        {
            case LineKind.Intent:
                if (_drafts.Add(record.Message.Draft))
                {
                    _lines.Draft(record.Message.Draft);
                }

                _lines.Intent(record.Message, now);
                break;
            case LineKind.Outcome:
                _lines.Outcome(record.Message, record.Outcome, now);
                break;
            case LineKind.Invalid:
                _lines.Invalid((InvalidRow)record.More!);
                break;
            case LineKind.End:
                _lines.RunEnd((RunEnd)record.More!, now);
                break;
        }
    }

    private void Write()
    {
        _file.Append(_lines.Written);
        _lines.Clear();
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

        return new(ErrorCause.JournalBusy, $"'{path}' is in use: {holder} writes to it.", "Wait for that run to end, or use another file.");
    }

    /// <param name="Kind">What it is.</param>
    /// <param name="Message">The message of an intent or an outcome.</param>
    /// <param name="Outcome">What became of it.</param>
    /// <param name="More">Who waits for an intent; or what else there is to write.</param>
    private readonly record struct Record(LineKind Kind, JournalMessage Message, JournalOutcome Outcome, object? More);
}
