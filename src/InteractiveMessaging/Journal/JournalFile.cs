using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>
/// The file under a run's journal: found or made, locked, appended to, and watched. Whatever leads to it (a symbolic link, a hard link),
/// one run at a time has it.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int SharingViolation = 32;
    private const string Removed = " (deleted)";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private readonly string _path;
    private readonly LockFile _beside;
    private readonly FileStream _stream;
    private readonly JournalFlush _flush;
    private readonly TimeProvider _clock;
    private readonly string? _place;
    private long _end;
    private long? _lookedAt;

    private JournalFile(string path, LockFile beside, FileStream stream, JournalFlush flush, TimeProvider clock)
    {
        _clock = clock;
        _path = path;
        _beside = beside;
        _stream = stream;
        _flush = flush;
        _place = Place();
        _end = stream.Length;
    }

    /// <summary>The file.</summary>
    public SafeFileHandle Handle => _stream.SafeFileHandle;

    /// <summary>Where the next record will stand.</summary>
    public long End => _end;

    /// <summary>Opens a journal to write to it, or makes an empty one; null where a run has it.</summary>
    /// <exception cref="IOException">It cannot be opened or made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder must not be written.</exception>
    public static JournalFile? TryOpen(string path, JournalFlush flush, TimeProvider clock)
    {
        path = OwnFile.Target(path);
        LockFile? beside = LockFile.TryTake(path);
        if (beside is null)
        {
            return null;
        }

        FileStream? stream = null;
        JournalFile? opened = null;
        try
        {
            if (Directory.Exists(path))
            {
                throw new IOException("it is a folder.");
            }

            if (!File.Exists(path))
            {
                Make(path, flush, clock);
            }

            CheckKind(path);
            stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            if (NativeFile.TryLock(stream.SafeFileHandle))
            {
                JournalFile file = new(path, beside, stream, flush, clock);
                file.CheckPlace();
                opened = file;
            }
        }
        catch (IOException failure) when (OperatingSystem.IsWindows() && (failure.HResult & 0xffff) == SharingViolation)
        {
            // Another name of a file that a run has.
        }
        finally
        {
            if (opened is null)
            {
                stream?.Dispose();
                beside.Dispose();
            }
        }

        return opened;
    }

    /// <summary>Opens a journal to read it, whether or not a run writes to it.</summary>
    public static FileStream OpenToRead(string path)
    {
        CheckKind(path);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Whether a file begins as a journal does.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static bool IsJournal(string path)
    {
        // What has no length is not read: a pipe would keep the reader waiting.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            return false;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Span<byte> beginning = stackalloc byte[JournalLine.Beginning.Length];
        return file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) == beginning.Length
            && beginning.SequenceEqual(JournalLine.Beginning);
    }

    /// <summary>Whether a run has this journal now.</summary>
    public static bool IsInUse(string path, SafeFileHandle file) => NativeFile.IsLocked(file) ?? LockFile.IsHeld(OwnFile.Target(path));

    /// <summary>The error of a file that is not a journal.</summary>
    public static WaException Foreign(string path, string fault) => new(
        ErrorCause.JournalForeign,
        $"'{path}' is not a journal: it {fault}.",
        "Give the path of a journal, or of a file that does not exist yet. If this was a journal once, what it held is lost, and who was"
        + " sent a message is not known from it: restore it from a copy.");

    /// <summary>Cuts off what stands behind the last whole record, and ends that one where it lacks its line break.</summary>
    public void Begin(long end, bool lacksLineBreak)
    {
        if (end < _end)
        {
            RandomAccess.SetLength(Handle, end);
        }

        _end = end;
        if (lacksLineBreak)
        {
            Append("\n"u8);
        }
    }

    /// <summary>Writes records behind the last one; they are as safe as the flush says when this returns.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    /// <exception cref="WaException">Somebody else changed, moved or removed the file.</exception>
    public void Append(ReadOnlySpan<byte> records)
    {
        CheckPlace();
        try
        {
            RandomAccess.Write(Handle, records, _end);
            if (_flush == JournalFlush.Disk)
            {
                RandomAccess.FlushToDisk(Handle);
            }
        }
        catch (IOException)
        {
            // Half a group may stand there; without it the file is whole.
            TryCut();
            throw;
        }

        _end += records.Length;
    }

    public void Dispose()
    {
        NativeFile.Unlock(Handle);
        _stream.Dispose();
        _beside.Dispose();
    }

    private static void Make(string path, JournalFlush flush, TimeProvider clock)
    {
        using JournalWriter lines = new(lastNumber: 0);
        lines.Journal(clock.GetUtcNow());
        OwnFile.Make(path, lines.Written, toDisk: flush == JournalFlush.Disk);
    }

    // A pipe would keep whoever opens it waiting, and has no length either.
    private static void CheckKind(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            throw Foreign(path, "is empty, or not an ordinary file");
        }
    }

    private void CheckPlace()
    {
        long length = RandomAccess.GetLength(Handle);
        if (length != _end)
        {
            throw Changed($"another program {(length > _end ? "wrote to it" : "cut it short")}", "Keep other programs away from it");
        }

        // Looking at its path costs more than writing does, and what is written while the look is not due is in the file all the same.
        if (_lookedAt is { } last && _clock.GetElapsedTime(last) < BetweenLooks)
        {
            return;
        }

        _lookedAt = _clock.GetTimestamp();
        if (!IsInPlace())
        {
            throw Changed("it was moved, replaced or removed", "Put the file back, with all that this run wrote");
        }
    }

    private WaException Changed(string what, string recommendation) => new(
        ErrorCause.JournalUnwritable,
        $"The journal '{_path}' cannot be written: {what}.",
        $"{recommendation}, then run the same command again. With another journal everybody would be sent to again.");

    // Windows lets nobody move or remove a file that is open.
    private bool IsInPlace()
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        if (_place is not null)
        {
            bool removed = _place.EndsWith(Removed, StringComparison.Ordinal) && !_path.EndsWith(Removed, StringComparison.Ordinal);
            return Place() == _place && !removed;
        }

        FileInfo there = new(_path);
        return there.Exists && there.Length == _end && there.LastWriteTimeUtc == File.GetLastWriteTimeUtc(Handle);
    }

    // Linux knows by which path an open file is found now; null where nobody does.
    private string? Place()
    {
        try
        {
            return OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{Handle.DangerousGetHandle()}").LinkTarget : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void TryCut()
    {
        try
        {
            RandomAccess.SetLength(Handle, _end);
        }
        catch (IOException)
        {
            // The next run cuts it off.
        }
    }
}
