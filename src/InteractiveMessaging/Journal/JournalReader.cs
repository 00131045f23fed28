using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Reads a journal, also while a run writes it and where it is damaged: what is whole is given, and the summary says where something
/// is not. The file is gone through twice, first for the last state of each message (at most 32 bytes a message), then for the entries.
/// </summary>
public sealed class JournalReader : IDisposable
{
    private readonly FileStream _file;
    private readonly JournalIndex _index;
    private readonly long _lastRun;

    private JournalReader(string path, FileStream file, JournalIndex index, bool isOpen)
    {
        _file = file;
        _index = index;
        _lastRun = isOpen && index.Runs is [.., var last] ? last.Offset : long.MaxValue;
        Summary = Summarize(path, isOpen);
    }

    /// <summary>The journal in numbers, as it was when it was opened.</summary>
    public JournalSummary Summary { get; }

    /// <summary>Opens a journal and goes through it once.</summary>
    /// <exception cref="WaException">There is no such file, it cannot be read, it is no journal, or a newer version wrote it.</exception>
    public static JournalReader Open(string path)
    {
        FileStream? file = null;
        try
        {
            // Before and after, for a run may begin or end meanwhile, and its messages are not in doubt.
            bool isOpen = JournalLock.IsHeld(path);
            file = OpenFile(path);
            JournalIndex index = JournalIndex.Load(file.SafeFileHandle, path, file.Length);
            return new(path, file, index, isOpen || JournalLock.IsHeld(path));
        }
        catch (Exception failure)
        {
            file?.Dispose();
            throw failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => new WaException(ErrorCause.FileNotFound, $"There is no journal '{path}'.", "Give the path that the run was given with -Journal.", failure),
                IOException or UnauthorizedAccessException or NotSupportedException => new WaException(
                    ErrorCause.FileNotRead, $"The journal '{path}' cannot be read: {failure.Message}", "Only the user who made a journal may read it.", failure),
                _ => failure,
            };
        }
    }

    /// <summary>One entry a message, in the order of their last records.</summary>
    /// <param name="statuses">The statuses wanted; none means all.</param>
    public IEnumerable<JournalEntry> Read(params JournalStatus[] statuses)
    {
        JournalScan scan = new(_file.SafeFileHandle, _index.End);
        int run = 0;
        while (scan.TryNext(out ReadOnlySpan<byte> bytes))
        {
            if (!JournalLine.TryRead(bytes, out JournalLine line))
            {
                continue;
            }

            run += line.Kind == LineKind.Run ? 1 : 0;
            if (line.Kind is not (LineKind.Intent or LineKind.Outcome))
            {
                continue;
            }

            JournalState state = _index.Table.Find(line.Key);
            JournalStatus status = StatusOf(state);
            if (state.Offset == scan.Offset && (statuses.Length == 0 || statuses.Contains(status)))
            {
                yield return JournalEntry.Read(JournalLine.Parse(bytes), status, run);
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    internal static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    // An intent without an outcome is in flight while its own run goes on; after that nobody can say.
    private JournalStatus StatusOf(JournalState state) =>
        state.Status == JournalStatus.InFlight && state.Offset < _lastRun ? JournalStatus.InDoubt : state.Status;

    private JournalSummary Summarize(string path, bool isOpen)
    {
        Span<long> counts = stackalloc long[8];
        foreach (JournalState state in _index.Table.States)
        {
            counts[(int)StatusOf(state)]++;
        }

        return new()
        {
            Path = path,
            Messages = _index.Table.Count,
            Accepted = counts[(int)JournalStatus.Accepted],
            Rejected = counts[(int)JournalStatus.Rejected],
            Failed = counts[(int)JournalStatus.Failed],
            InDoubt = counts[(int)JournalStatus.InDoubt],
            NotSent = counts[(int)JournalStatus.NotSent],
            InFlight = counts[(int)JournalStatus.InFlight],
            FirstAt = _index.Runs is [var first, ..] ? first.StartedAt : null,
            LastAt = LastTime(),
            Runs = [.. _index.Runs],
            IsOpen = isOpen,
            Damage = [.. _index.Damage],
            TornBytes = isOpen ? 0 : _index.TornBytes,
        };
    }

    private DateTimeOffset? LastTime()
    {
        if (_index.LastRecord < 0)
        {
            return _index.Runs is [.., var run] ? run.StartedAt : null;
        }

        JournalScan scan = new(_file.SafeFileHandle, _index.End, _index.LastRecord, bufferSize: 1024);
        scan.TryNext(out ReadOnlySpan<byte> line);
        JsonElement json = JournalLine.Parse(line);
        return json.GetProperty("at").GetDateTimeOffset();
    }
}
