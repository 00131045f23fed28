using System.Text.Json;
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

/// <summary>A run that is recorded in a journal.</summary>
public sealed record JournalRun
{
    /// <summary>Its number, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The connection's name.</summary>
    public string Connection { get; init; } = "";

    /// <summary>The provider's name.</summary>
    public string Provider { get; init; } = "";

    /// <summary>What the rows were named by; null where it was recipient and message.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>The process that ran it.</summary>
    public int ProcessId { get; init; }

    /// <summary>Number, time and connection.</summary>
    public override string ToString() => FormattableString.Invariant($"{Run}: {StartedAt:yyyy-MM-dd HH:mm:ss} UTC, {Connection}");

    internal string Draft { get; init; } = "";

    internal long Offset { get; init; }

    internal static JournalRun Read(JsonElement json, int run, long offset) => new()
    {
        Run = run,
        Offset = offset,
        StartedAt = json.GetProperty("at").GetDateTimeOffset(),
        Connection = json.GetProperty("connection").GetString()!,
        Provider = json.GetProperty("provider").GetString()!,
        Draft = json.GetProperty("template").GetString()!,
        KeyColumn = json.TryGetProperty("keyColumn", out JsonElement column) ? column.GetString() : null,
        ProcessId = json.GetProperty("process").GetInt32(),
    };
}

/// <summary>A journal read once: the last state of every message, its runs, and what could not be read.</summary>
internal sealed class JournalIndex
{
    private const int MostDamage = 1000;

    private JournalIndex()
    {
    }

    /// <summary>The last state of every message.</summary>
    public JournalTable Table { get; } = new();

    /// <summary>The runs, oldest first.</summary>
    public List<JournalRun> Runs { get; } = [];

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

    /// <summary>Where the last record begins, or -1.</summary>
    public long LastRecord { get; private set; } = -1;

    /// <summary>Reads a file up to a length. An empty index has no runs: the file is empty, or torn in its first line.</summary>
    /// <exception cref="WaException">It is no journal, or one of a newer format.</exception>
    public static JournalIndex Load(SafeFileHandle file, string path, long length)
    {
        JournalIndex index = new();
        JournalScan scan = new(file, length);
        for (long line = 1; scan.TryNext(out ReadOnlySpan<byte> bytes); line++)
        {
            if (line == 1)
            {
                CheckBeginning(bytes, scan.IsEnded, path);
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

        return index;
    }

    private void Add(ReadOnlySpan<byte> bytes, long line, long offset)
    {
        if (!JournalLine.TryRead(bytes, out JournalLine read))
        {
            LastNumber++;
            Report(line, offset, "its checksum does not match");
            return;
        }

        if (read.Number != LastNumber + 1)
        {
            Report(line, offset, FormattableString.Invariant($"it says that it is line {read.Number}, and line {LastNumber + 1} is due: lines are lost, repeated or out of order"));
        }

        LastNumber = read.Number;
        if (read.Kind == LineKind.Run)
        {
            Runs.Add(JournalRun.Read(JournalLine.Parse(bytes), Runs.Count + 1, offset));
        }
        else if (read.Kind is LineKind.Intent or LineKind.Outcome)
        {
            ref JournalState state = ref Table[read.Key];
            state = state.After(read.Status, offset);
            LastRecord = offset;
        }
    }

    // What has no line break at the end was torn while it was written, so its message never left: it counts as not there. Only a line
    // that is whole but for its line break, or has another byte in its place, is kept: it can have been finished once.
    private void AddEnd(ReadOnlySpan<byte> bytes, long line, long offset, long length)
    {
        ReadOnlySpan<byte> text = bytes.TrimEnd((byte)0);
        int whole = JournalLine.IsWhole(text) ? text.Length
            : text.Length > 0 && JournalLine.IsWhole(text[..^1]) ? text.Length - 1
            : 0;
        if (whole > 0)
        {
            Add(text[..whole], line, offset);
            End = offset + whole;
            LacksLineBreak = true;
        }

        TornBytes = length - End;
    }

    private void Report(long line, long offset, string fault)
    {
        if (Damage.Count < MostDamage)
        {
            Damage.Add(new(line, offset, fault));
        }
    }

    // A file of another kind must never be cut or written to, and a newer format may mean anything.
    private static void CheckBeginning(ReadOnlySpan<byte> bytes, bool ended, string path)
    {
        ReadOnlySpan<byte> text = bytes.TrimEnd((byte)0);
        int common = Math.Min(text.Length, JournalLine.Beginning.Length);
        if (!text[..common].SequenceEqual(JournalLine.Beginning[..common]) || (ended && common < JournalLine.Beginning.Length))
        {
            throw new WaException(ErrorCause.JournalForeign, $"'{path}' is not a journal, or its first line is damaged.", "Give the path of a journal, or of a file that does not exist yet.");
        }

        if (System.Buffers.Text.Utf8Parser.TryParse(text[common..], out int format, out _) && format > JournalLine.Format)
        {
            throw new WaException(ErrorCause.JournalNewer, $"'{path}' was written by a newer version of this module: its format is {format}, and this version knows {JournalLine.Format}.", "Update the module: Update-Module InteractiveMessaging.");
        }
    }
}
