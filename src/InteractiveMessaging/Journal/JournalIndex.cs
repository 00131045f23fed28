using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>A place in a journal that cannot be read.</summary>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Offset">Where it begins, in bytes from the start of the file.</param>
/// <param name="Fault">What is wrong.</param>
public sealed record JournalDamage(long Line, long Offset, string Fault)
{
    /// <summary>Place and fault, as a sentence.</summary>
    public override string ToString() => FormattableString.Invariant($"Line {Line} (byte {Offset}): {Fault}.");
}

/// <summary>A journal read once: the last state of every message, its runs and drafts, and what could not be read.</summary>
internal sealed class JournalIndex
{
    private const int MostDamage = 1000;
    private readonly Dictionary<string, InvalidCause> _invalid = [];

    private JournalIndex()
    {
    }

    /// <summary>The last state of every message.</summary>
    public KeyTable<JournalState> Table { get; } = new();

    /// <summary>The runs, oldest first.</summary>
    public List<JournalRun> Runs { get; } = [];

    /// <summary>The drafts that its runs used.</summary>
    public JournalDrafts Drafts { get; } = new();

    /// <summary>What cannot be read, but for a torn end; the first thousand places.</summary>
    public List<JournalDamage> Damage { get; } = [];

    /// <summary>How many bytes stand behind the last whole line: a record that was never finished.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Where the last whole line ends; its line break counts where it has one.</summary>
    public long End { get; private set; }

    /// <summary>Whether the last whole line lacks only its line break.</summary>
    public bool LacksLineBreak { get; private set; }

    /// <summary>The number of the last line.</summary>
    public long LastNumber { get; private set; }

    /// <summary>When the last record of a message was written.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>What the last run settled, by the time of its records.</summary>
    public RecentCount Settled { get; private set; } = new();

    /// <summary>The first message that was recorded; it and the first run tell this journal from any other.</summary>
    public Key128? FirstMessage { get; private set; }

    /// <summary>Reads a file up to a length.</summary>
    /// <exception cref="WaException">It is not a journal, or one of a newer format.</exception>
    public static JournalIndex Load(SafeFileHandle file, string path, long length)
    {
        JournalIndex index = new();
        LineScan scan = new(file, length);
        for (long line = 1; scan.TryNext(out ReadOnlySpan<byte> bytes); line++)
        {
            if (line == 1)
            {
                CheckBeginning(bytes, path);
            }

            if (scan.IsEnded)
            {
                index.Add(bytes, line, scan.Offset);
                index.End = scan.Offset + bytes.Length + 1;
            }
            else
            {
                index.AddEnd(bytes, line, scan.Offset, length);
            }
        }

        if (index.LastNumber == 0)
        {
            throw JournalFile.Foreign(path, length == 0 ? "is empty" : "does not hold one whole line");
        }

        index.CloseRun();
        return index;
    }

    private void Add(ReadOnlySpan<byte> bytes, long line, long offset)
    {
        bool whole = CheckedLine.IsWhole(bytes);
        JournalRecord record = default;
        if (!whole || !JournalRecord.TryRead(bytes, out record, withTexts: false))
        {
            LastNumber++;
            Report(line, offset, whole ? "its checksum matches, but its content is not that of a journal" : "its checksum does not match");
            return;
        }

        if (record.Number != LastNumber + 1)
        {
            Report(line, offset, FormattableString.Invariant(
                $"it says that it is line {record.Number}, and line {LastNumber + 1} is due: lines are lost, repeated or out of order"));
        }

        LastNumber = record.Number;
        Add(record, offset);
    }

    private void Add(in JournalRecord record, long offset)
    {
        switch (record.Kind)
        {
            case LineKind.Intent or LineKind.Outcome:
                ref JournalState state = ref Table[record.Hash];
                state = state.After(record.Kind == LineKind.Intent ? JournalStatus.InFlight : record.Status, offset);
                LastAt = record.At;
                FirstMessage ??= record.Hash;
                if (record.Kind == LineKind.Outcome && record.Status != JournalStatus.Waiting)
                {
                    Settled.Add(record.At);
                }

                break;
            case LineKind.Run:
                CloseRun();
                Settled = new();
                Runs.Add(JournalRun.Of(record, Runs.Count + 1, offset));
                Drafts.Add(record.Draft);
                break;
            case LineKind.Draft:
                Drafts.Add(record.Draft);
                break;
            case LineKind.Invalid:
                AddInvalid(record);
                break;
            case LineKind.End when Runs is [.., var run]:
                Runs[^1] = run with
                {
                    EndedAt = record.At,
                    IsFinished = record.Finished,
                    HasReadAll = record.ReadAll,
                    Rows = record.Rows,
                    NotReached = record.NotReached,
                };
                break;
        }
    }

    private void AddInvalid(in JournalRecord record)
    {
        const int MostCauses = 200;
        const int MostRows = 3;
        string cause = _invalid.Count < MostCauses || _invalid.ContainsKey(record.Cause!) ? record.Cause! : "other";
        InvalidCause known = _invalid.GetValueOrDefault(cause) ?? new(cause, 0, []);
        ValueList<long> rows = known.Rows.Count < MostRows ? [.. known.Rows, record.Row] : known.Rows;
        _invalid[cause] = known with { Count = known.Count + 1, Rows = rows };
    }

    // The rows that were stopped belong to the run whose lines they stand among.
    private void CloseRun()
    {
        if (_invalid.Count > 0 && Runs is [.., var run])
        {
            Runs[^1] = run with
            {
                Invalid = _invalid.Values.Sum(cause => cause.Count),
                InvalidCauses = [.. _invalid.Values.OrderByDescending(cause => cause.Count)],
            };
        }

        _invalid.Clear();
    }

    // What has no line break at the end was torn while it was written. After a killed process its message never left; it counts as not
    // there. Only a line that is whole but for its line break, or has another byte in its place, is kept: it can have been finished once.
    private void AddEnd(ReadOnlySpan<byte> bytes, long line, long offset, long length)
    {
        ReadOnlySpan<byte> text = bytes.TrimEnd((byte)0);
        int whole = CheckedLine.WholeLength(text);
        if (whole > 0)
        {
            Add(text[..whole], line, offset);
            End = offset + whole;
            LacksLineBreak = true;
        }

        TornBytes = length - End;

        // A killed process leaves no zeros; a power cut may, where records were on their way to the disk. Their messages had not left
        // only if the run waited for the disk.
        if (text.Length < bytes.Length && Runs is not [.., { Flush: JournalFlush.Disk, EndedAt: null }])
        {
            Report(line, offset, FormattableString.Invariant($"the file ends in {bytes.Length - text.Length} zeros,")
                + " as after a power cut: what stood there is lost and may have been sent");
        }
    }

    private void Report(long line, long offset, string fault)
    {
        if (Damage.Count < MostDamage)
        {
            Damage.Add(new(line, offset, fault));
        }
    }

    // A file of another kind must never be cut or written to, and a newer format may mean anything.
    private static void CheckBeginning(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.IndexOfAnyExcept((byte)0) < 0)
        {
            throw JournalFile.Foreign(path, bytes.Length == 0 ? "begins with an empty line" : "holds nothing but zeros");
        }

        if (!bytes.StartsWith(JournalLine.Beginning))
        {
            throw JournalFile.Foreign(path, "does not begin as a journal does");
        }

        if (Utf8Parser.TryParse(bytes[JournalLine.Beginning.Length..], out int format, out _) && format > JournalLine.Format)
        {
            throw new WaException(
                ErrorCause.JournalNewer,
                $"'{path}' was written by a newer version of this module: its format is {format},"
                + $" and this version knows {JournalLine.Format}.",
                "Update the module: Update-Module InteractiveMessaging.");
        }
    }
}
