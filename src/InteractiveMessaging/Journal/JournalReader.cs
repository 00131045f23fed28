namespace InteractiveMessaging;

/// <summary>
/// Reads a journal, also while a run writes it and where it is damaged: what is whole is read, and the summary says where something
/// is not. The file is gone through twice, first for the last state of each message (at most 32 bytes a message), then for the entries.
/// </summary>
public sealed class JournalReader : IJournalReader
{
    private readonly FileStream _file;
    private readonly JournalIndex _index;
    private readonly long _lastRun;

    private JournalReader(string path, FileStream file, JournalIndex index, bool isOpen, DateTimeOffset now)
    {
        _file = file;
        _index = index;
        _lastRun = isOpen && index.Runs is [.., var last] ? last.Offset : long.MaxValue;
        Summary = Summarize(path, isOpen, now);
    }

    /// <summary>The journal in numbers, as it was when it was opened.</summary>
    public JournalSummary Summary { get; }

    /// <summary>Opens a journal and goes through it once.</summary>
    /// <exception cref="WaException">
    /// There is no such file, it cannot be read, it is not a journal, or a newer version wrote it.
    /// </exception>
    public static JournalReader Open(string path) => Open(path, TimeProvider.System);

    /// <inheritdoc cref="Open(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="clock">What time it is, for the rate of a run that goes on.</param>
    internal static JournalReader Open(string path, TimeProvider clock)
    {
        FileStream? file = null;
        try
        {
            // Before and after, for a run may begin or end meanwhile, and its messages are not in doubt.
            file = JournalFile.OpenToRead(path);
            bool isOpen = JournalFile.IsInUse(path, file.SafeFileHandle);
            JournalIndex index = JournalIndex.Load(file.SafeFileHandle, path, file.Length);
            isOpen = isOpen || JournalFile.IsInUse(path, file.SafeFileHandle);
            return new(path, file, index, isOpen, clock.GetUtcNow());
        }
        catch (Exception failure)
        {
            file?.Dispose();
            throw failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => new WaException(
                    ErrorCause.FileNotFound, $"There is no journal '{path}'.", "Use the path that the run had with -Journal.", failure),
                IOException or UnauthorizedAccessException or NotSupportedException => new WaException(
                    ErrorCause.FileNotRead,
                    $"The journal '{path}' cannot be read: {failure.Message}",
                    "Only the user who made a journal may read it.",
                    failure),
                _ => failure,
            };
        }
    }

    /// <summary>One entry a message, in the order of their last records.</summary>
    /// <param name="statuses">The statuses wanted; none means all.</param>
    public IEnumerable<JournalEntry> Read(params JournalStatus[] statuses)
    {
        LineScan scan = new(_file.SafeFileHandle, _index.End);
        int run = 0;
        while (scan.TryNext(out ReadOnlySpan<byte> bytes))
        {
            if (!CheckedLine.IsWhole(bytes) || !JournalRecord.TryRead(bytes, out JournalRecord record))
            {
                continue;
            }

            run += record.Kind == LineKind.Run ? 1 : 0;
            if (record.Kind is not (LineKind.Intent or LineKind.Outcome))
            {
                continue;
            }

            JournalState state = _index.Table.Find(record.Hash);
            JournalStatus status = StatusOf(state);
            if (state.Offset == scan.Offset && (statuses.Length == 0 || statuses.Contains(status)))
            {
                yield return JournalEntry.Of(record, Summary.Path, status, run);
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    // While its run goes on, a message is in flight or waits. After that, of an intent without an outcome nobody can say what became of
    // it, and what waited was certainly not taken.
    private JournalStatus StatusOf(JournalState state) => state.Status switch
    {
        JournalStatus.InFlight when state.Offset < _lastRun => JournalStatus.InDoubt,
        JournalStatus.Waiting when state.Offset < _lastRun => JournalStatus.NotSent,
        _ => state.Status,
    };

    private JournalSummary Summarize(string path, bool isOpen, DateTimeOffset now)
    {
        JournalCounts counts = new(_index.Runs);
        JournalRun? last = _index.Runs is [.., var run] ? run : null;
        foreach (JournalState state in _index.Table.States)
        {
            counts.Add(StatusOf(state), isOfLastRun: state.Offset > last?.Offset);
        }

        return counts.Summary(path) with
        {
            RatePerSecond = isOpen && last is not null ? RateOf(last, now) : null,
            ReadAt = now,
            LastAt = _index.LastAt ?? last?.StartedAt,
            IsOpen = isOpen,
            Damage = [.. _index.Damage],
            TornBytes = isOpen ? 0 : _index.TornBytes,
            FirstMessage = _index.FirstMessage,
        };
    }

    private double RateOf(JournalRun run, DateTimeOffset now)
    {
        // Another machine's clock may be ahead of this one.
        DateTimeOffset end = _index.LastAt is { } written && written > now ? written : now;
        return _index.Settled.RateBefore(end, run.StartedAt);
    }
}
