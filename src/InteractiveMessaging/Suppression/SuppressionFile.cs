using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>
/// A suppression file that is read, and read on as it grows: the last word of every person, at no more than 32 bytes a person. Any thread
/// may ask.
/// </summary>
/// <remarks>
/// The file is opened anew for each look at what was added, so that nobody is kept from moving or replacing it. A last line that is not
/// whole is being written, or was torn; it does not count, and the next writer cuts it off.
/// </remarks>
internal sealed class SuppressionFile
{
    private readonly object _gate = new();
    private readonly string _path;
    private readonly bool _readsDamaged;
    private readonly KeyTable<SuppressionState> _table = new();
    private long _end;

    private SuppressionFile(string path, bool readsDamaged)
    {
        _path = path;
        _readsDamaged = readsDamaged;
    }

    /// <summary>How many people it names.</summary>
    public long Count => _table.Count;

    /// <summary>How many bytes the people take in memory.</summary>
    public long Bytes => _table.Bytes;

    /// <summary>Where the last whole line with its line break ends.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>How many bytes behind that are a whole line that lacks only its line break.</summary>
    public int Unended { get; private set; }

    /// <summary>The number of the last line.</summary>
    public long LastNumber { get; private set; }

    /// <summary>The first place that cannot be read; null where everything was read.</summary>
    public WaException? Damage { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readsDamaged">Whether what is whole is read of a damaged file; else damage is an error.</param>
    /// <exception cref="WaException">
    /// It is not there, it cannot be read, it is damaged before its end, it is not a suppression file, or a newer version wrote it.
    /// </exception>
    public static SuppressionFile Open(string path, bool readsDamaged = false)
    {
        SuppressionFile file = new(path, readsDamaged);
        file.Refresh();
        return file;
    }

    /// <summary>The last word of a person.</summary>
    public SuppressionState Find(in Key128 key)
    {
        lock (_gate)
        {
            return _table.Find(key);
        }
    }

    /// <summary>
    /// Reads what was added since the last look. It costs a look at the length where nothing was: that of the file as it is now, whichever
    /// file that is.
    /// </summary>
    /// <exception cref="WaException">As for <see cref="Open"/>; or the file was cut short, moved or removed.</exception>
    public void Refresh()
    {
        _ = Try(() =>
        {
            if (LengthNow() != End || End == 0)
            {
                lock (_gate)
                {
                    using FileStream file = OpenToRead();
                    Read(file.SafeFileHandle, file.Length);
                }
            }

            return true;
        });
    }

    /// <summary>Every entry, in the order of the lines.</summary>
    /// <exception cref="WaException">It cannot be read any more.</exception>
    public IEnumerable<SuppressionEntry> Entries() => Entries(Try(OpenToRead));

    /// <summary>Whether an entry is the last word of its person.</summary>
    public bool IsLast(SuppressionEntry entry) =>
        Find(PersonKey.Of(entry.Recipient)) == new SuppressionState(entry.Action, entry.At, entry.Reason);

    /// <summary>The error of a file that is not a suppression file.</summary>
    public static WaException Foreign(string path, string fault) => new(
        ErrorCause.SuppressionForeign,
        $"'{path}' is not a suppression file: it {fault}.",
        "Give a file that Update-WaSuppression made. A list of numbers is given by its rows: -Exclude (Import-Csv list.csv). If this was a"
        + " suppression file once, restore it from a copy: who said stop is not known from it.");

    private T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WaException(
                ErrorCause.FileNotFound,
                $"There is no suppression file '{_path}'.",
                "Check the path. Update-WaSuppression makes the file.",
                failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WaException(
                ErrorCause.FileNotRead,
                $"The suppression file '{_path}' cannot be read: {failure.Message}",
                "Only the user who made a suppression file may read it.",
                failure);
        }
    }

    private IEnumerable<SuppressionEntry> Entries(FileStream opened)
    {
        using FileStream file = opened;
        LineScan scan = new(file.SafeFileHandle, End + Unended);
        while (scan.TryNext(out ReadOnlySpan<byte> line))
        {
            if (CheckedLine.IsWhole(line) && SuppressionRecord.TryRead(line, _path, out SuppressionRecord record)
                && record.Entry is { } entry)
            {
                yield return entry;
            }
        }
    }

    private long LengthNow()
    {
        FileInfo file = new(_path);
        return file.Exists || !Directory.Exists(_path) ? file.Length : throw new WaException(
            ErrorCause.FileNotRead, $"'{_path}' is a folder, not a file.", "Give the path of a file.");
    }

    // A pipe would keep whoever opens it waiting, and has no length either.
    private FileStream OpenToRead() => LengthNow() == 0
        ? throw Foreign(_path, "is empty, or not an ordinary file")
        : new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private void Read(SafeFileHandle file, long length)
    {
        if (length < _end)
        {
            throw Damaged("it was cut short or replaced while it was in use");
        }

        Unended = 0;
        LineScan scan = new(file, length, _end);
        while (scan.TryNext(out ReadOnlySpan<byte> line))
        {
            if (_end == 0)
            {
                CheckBeginning(line, scan.IsEnded);
            }

            if (!scan.IsEnded)
            {
                // It counts, but is read again until its line break is there: then it cannot be cut off any more.
                Unended = CheckedLine.WholeLength(line);
                if (Unended > 0)
                {
                    Add(line[..Unended], scan.Offset);
                    LastNumber--;
                }

                return;
            }

            Add(line, scan.Offset);
            Volatile.Write(ref _end, scan.Offset + line.Length + 1);
        }
    }

    private void Add(ReadOnlySpan<byte> line, long offset)
    {
        long number = ++LastNumber;
        bool isWhole = CheckedLine.IsWhole(line);
        if (!isWhole || !SuppressionRecord.TryRead(line, _path, out SuppressionRecord record))
        {
            Report(number, offset, isWhole
                ? "its checksum matches, but its content is not that of a suppression file"
                : "its checksum does not match");
            return;
        }

        if (record.Number != number)
        {
            Report(number, offset, FormattableString.Invariant(
                $"it says that it is line {record.Number}: lines are lost, repeated or out of order"));
            LastNumber = record.Number;
        }

        if (record.Entry is { } entry)
        {
            ref SuppressionState state = ref _table[PersonKey.Of(entry.Recipient)];
            SuppressionState word = new(entry.Action, entry.At, entry.Reason);
            state = state.IsBefore(word) ? word : state;
        }
    }

    private void Report(long line, long offset, string fault)
    {
        WaException damage = Damaged(FormattableString.Invariant($"line {line} (byte {offset}): {fault}"));
        Damage ??= _readsDamaged ? damage : throw damage;
    }

    private WaException Damaged(string fault) => new(
        ErrorCause.SuppressionDamaged,
        $"The suppression file '{_path}' is damaged, so who said stop is not known for sure: {fault}.",
        "Restore the file from a copy, or make a new one with Update-WaSuppression from all callbacks. Get-WaSuppression returns what is"
        + " whole.");

    // A file of another kind must never be written to, and a newer format may mean anything.
    private void CheckBeginning(ReadOnlySpan<byte> line, bool isEnded)
    {
        if (!line.StartsWith(SuppressionRecord.Beginning))
        {
            throw Foreign(_path, line.StartsWith(JournalLine.Beginning) ? "is a journal" : "does not begin as one does");
        }

        if (Utf8Parser.TryParse(line[SuppressionRecord.Beginning.Length..], out int format, out _) && format > SuppressionRecord.Format)
        {
            throw new WaException(
                ErrorCause.SuppressionNewer,
                $"'{_path}' was written by a newer version of this module: its format is {format},"
                + $" and this version knows {SuppressionRecord.Format}.",
                "Update the module: Update-Module InteractiveMessaging.");
        }

        if (!isEnded)
        {
            throw Foreign(_path, "does not hold one whole line");
        }
    }
}
