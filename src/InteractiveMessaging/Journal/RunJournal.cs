using System.Globalization;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>
/// The journal of a run. Records are handed to one writer, which writes what has gathered in one piece: a record costs its message
/// one turn of that writer, not a write of its own.
/// </summary>
internal sealed class RunJournal : IRunJournal, IDisposable
{
    private const int LargestGroup = 1 << 18;
    private readonly string _path;
    private readonly JournalLock _lock;
    private readonly FileStream _stream;
    private readonly SafeFileHandle _file;
    private readonly JournalTable _table;
    private readonly JournalWriter _lines;
    private readonly JournalFlush _flush;
    private readonly TimeProvider _clock;
    private readonly Channel<Record> _queue = Channel.CreateUnbounded<Record>(new() { SingleReader = true });
    private readonly Task _writer;
    private long _end;
    private volatile WaException? _failure;

    private RunJournal(string path, JournalLock held, FileStream stream, JournalIndex index, JournalHeader header, JournalFlush flush, TimeProvider clock)
    {
        _path = path;
        _lock = held;
        _stream = stream;
        _file = stream.SafeFileHandle;
        _table = index.Table;
        _flush = flush;
        _clock = clock;
        _lines = new(index.LastNumber);
        _end = index.End;

        RandomAccess.SetLength(_file, _end);
        if (index.LacksLineBreak)
        {
            RandomAccess.Write(_file, "\n"u8, _end++);
        }

        if (index.LastNumber == 0)
        {
            _lines.Journal(clock.GetUtcNow());
        }

        _lines.Run(header, flush, Environment.ProcessId, clock.GetUtcNow());
        Write();
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Opens a journal for a run, or makes it. What it holds already is known from then on.</summary>
    /// <exception cref="WaException">
    /// It cannot be written, another run holds it, it is damaged before its end, it is no journal or a newer one's, or it was made with
    /// another connection, message or key column.
    /// </exception>
    public static RunJournal Open(string path, JournalHeader header, JournalOptions options, TimeProvider clock)
    {
        JournalLock? held = null;
        FileStream? file = null;
        try
        {
            held = JournalLock.TryTake(path) ?? throw Busy(path);
            file = new(path, Private(new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 }));
            JournalIndex index = JournalIndex.Load(file.SafeFileHandle, path, file.Length);
            if (index.Damage is [var damage, ..])
            {
                throw new WaException(ErrorCause.JournalDamaged, $"'{path}' is damaged, so what was sent is not known for sure. {damage}",
                    "Restore the file from a copy. Get-WaJournal still reads every line that is whole: what it lists as Accepted was sent.");
            }

            if (index.Runs is [.., var last])
            {
                Match(path, last, header, options.Force);
            }

            return new(path, held, file, index, header, options.Flush, clock);
        }
        catch (Exception failure)
        {
            file?.Dispose();
            held?.Dispose();
            // A pipe or a device cannot be asked for its length.
            if (failure is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw Unwritable(path, failure);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public JournalClaim Claim(in JournalKey key)
    {
        JournalState state;
        lock (_table)
        {
            ref JournalState known = ref _table[key];
            state = known;
            known = state.Seen();
        }

        return state switch
        {
            { IsSeen: true } => new(JournalVerdict.Duplicate),
            { IsRecorded: false } => new(JournalVerdict.Send),
            { Status: JournalStatus.Accepted or JournalStatus.Rejected } => new(JournalVerdict.Settled, state.Status.ToString(), MessageIdAt(state.Offset)),
            { Status: JournalStatus.InFlight or JournalStatus.InDoubt } => new(JournalVerdict.InDoubt, nameof(JournalStatus.InDoubt)),
            _ => new(JournalVerdict.Send, state.Status.ToString()),
        };
    }

    /// <inheritdoc/>
    public ValueTask IntendAsync(in JournalKey key, string recipient, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Record record = new(key, recipient, null, _clock.GetUtcNow(), new(TaskCreationOptions.RunContinuationsAsynchronously));
        Queue(record);
        return new(record.Written!.Task);
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(in JournalKey key, JournalOutcome outcome)
    {
        if (!Enum.TryParse(outcome.Status, out JournalStatus status) || status == JournalStatus.InFlight)
        {
            throw new ArgumentException($"'{outcome.Status}' is not an outcome.", nameof(outcome));
        }

        Queue(new(key, null, (status, outcome), _clock.GetUtcNow(), null));
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the run: every record is in the file when this returns.</summary>
    /// <exception cref="WaException">Something could not be written: messages of this run will count as in doubt.</exception>
    public void Complete()
    {
        Dispose();
        if (_failure is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>As <see cref="Complete"/>, but silent about a failure.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _writer.Wait();
        _lines.Dispose();
        _stream.Dispose();
        _lock.Dispose();
    }

    /// <summary>The same options, for a file that only its owner reads.</summary>
    internal static FileStreamOptions Private(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
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
        List<TaskCompletionSource> waiting = [];
        Dictionary<JournalKey, (string Recipient, DateTimeOffset At)> inFlight = [];
        try
        {
            while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_lines.Written.Length < LargestGroup && _queue.Reader.TryRead(out Record record))
                {
                    Add(record, inFlight);
                    if (record.Written is { } written)
                    {
                        waiting.Add(written);
                    }
                }

                Write();
                waiting.ForEach(written => written.SetResult());
                waiting.Clear();
            }
        }
        catch (Exception failure)
        {
            // Whatever went wrong: from here on nothing may be sent, since nothing can be written down.
            _failure = Unwritable(_path, failure);
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out Record record))
            {
                record.Written?.SetException(_failure);
            }

            waiting.ForEach(written => written.SetException(_failure));
        }
    }

    private void Add(in Record record, Dictionary<JournalKey, (string Recipient, DateTimeOffset At)> inFlight)
    {
        if (record.Outcome is (var status, var outcome))
        {
            bool known = inFlight.Remove(record.Key, out (string Recipient, DateTimeOffset At) intent);
            _lines.Outcome(record.Key, status, intent.Recipient, outcome, known ? intent.At : null, record.At);
        }
        else if (inFlight.TryAdd(record.Key, (record.Recipient!, record.At)))
        {
            _lines.Intent(record.Key, record.Recipient!, record.At);
        }
    }

    private void Write()
    {
        try
        {
            RandomAccess.Write(_file, _lines.Written, _end);
            if (_flush == JournalFlush.Disk)
            {
                RandomAccess.FlushToDisk(_file);
            }
        }
        catch (IOException)
        {
            // Half a group may stand there; without it the file is whole.
            TryCut();
            throw;
        }

        _end += _lines.Written.Length;
        _lines.Clear();
    }

    private void TryCut()
    {
        try
        {
            RandomAccess.SetLength(_file, _end);
        }
        catch (IOException)
        {
            // The next run cuts it off.
        }
    }

    private string? MessageIdAt(long offset)
    {
        JournalScan scan = new(_file, RandomAccess.GetLength(_file), offset, bufferSize: 1024);
        return scan.TryNext(out ReadOnlySpan<byte> line) && JournalLine.Parse(line).TryGetProperty("id", out System.Text.Json.JsonElement id) ? id.GetString() : null;
    }

    // A row is told from another by its key, so a journal is only gone on with where keys mean the same.
    private static void Match(string path, JournalRun last, JournalHeader header, bool force)
    {
        if (last.KeyColumn != header.KeyColumn)
        {
            throw new WaException(ErrorCause.JournalKeyDiffers,
                $"'{path}' names its rows by {Name(last.KeyColumn)}, this run by {Name(header.KeyColumn)}: no row would be found again.",
                last.KeyColumn is null ? "Leave -Key out as before, or use another file." : $"Use -Key {last.KeyColumn} as before, or another file.");
        }

        if (last.Draft != header.Draft && header.KeyColumn is null)
        {
            throw new WaException(ErrorCause.JournalMessageDiffers,
                $"'{path}' was made with another message. Its rows are named by recipient and text, so everybody would be sent the new one.",
                "Run it with the message as it was to finish that run, or use another file for the new message.");
        }

        if (force)
        {
            return;
        }

        if (last.Draft != header.Draft)
        {
            throw new WaException(ErrorCause.JournalMessageDiffers,
                $"'{path}' was made with another message.",
                $"Use another file to send it to everybody, or -JournalForce to send it to those whose {header.KeyColumn} is not settled yet.");
        }

        if (last.Connection != header.Connection || last.Provider != header.Provider)
        {
            throw new WaException(ErrorCause.JournalConnectionDiffers,
                $"'{path}' was made with the connection {last.Connection} ({last.Provider}), this run uses {header.Connection} ({header.Provider}).",
                $"Use -Connection {last.Connection}, or another file, or -JournalForce to send what is not settled yet over {header.Connection}.");
        }
    }

    private static string Name(string? keyColumn) => keyColumn is null ? "recipient and message" : $"the key {keyColumn}";

    private static WaException Unwritable(string path, Exception failure) =>
        new(ErrorCause.JournalUnwritable, $"The journal '{path}' cannot be written: {failure.Message}",
            "Make sure that the folder exists, may be written and has room, then run the same command again; what was written down stays known.", failure);

    private static WaException Busy(string path)
    {
        string holder = "another run";
        try
        {
            using FileStream file = JournalReader.OpenFile(path);
            if (JournalIndex.Load(file.SafeFileHandle, path, file.Length).Runs is [.., var run])
            {
                holder = string.Create(CultureInfo.InvariantCulture, $"process {run.ProcessId} since {run.StartedAt:yyyy-MM-dd HH:mm:ss} UTC");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or WaException)
        {
            // It says who it is in the file, which it may not have written yet.
        }

        return new(ErrorCause.JournalBusy, $"'{path}' is in use: {holder} writes to it.", "Wait for that run to end, or use another file.");
    }

    private readonly record struct Record(JournalKey Key, string? Recipient, (JournalStatus Status, JournalOutcome Outcome)? Outcome, DateTimeOffset At, TaskCompletionSource? Written);
}
