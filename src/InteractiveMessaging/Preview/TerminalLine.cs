using System.Text;

namespace InteractiveMessaging;

/// <summary>One line of a drawing in a terminal: styled runs and the columns they take.</summary>
internal sealed class TerminalLine
{
    // What each style writes; the reset behind a run ends them all.
    private static readonly (TextStyle Style, string Code)[] Codes =
    [
        (TextStyle.Bold, "1"), (TextStyle.Dim, "2"), (TextStyle.Italic, "3"), (TextStyle.Link, "4"), (TextStyle.Strike, "9"),
        (TextStyle.Code, "36"), (TextStyle.Placeholder, "33"), (TextStyle.Accent, "32"),
    ];

    private readonly List<TextRun> _runs;

    private TerminalLine(List<TextRun> runs)
    {
        _runs = runs;
        Width = runs.Sum(run => TextWidth.Of(run.Text));
    }

    public static TerminalLine Empty { get; } = new([]);

    /// <summary>The columns it takes.</summary>
    public int Width { get; }

    public static TerminalLine Of(string text, TextStyle style) => new([new(text, style)]);

    /// <summary>
    /// Breaks lines at spaces and between wide letters; a word longer than the line is cut between what people see as letters.
    /// </summary>
    /// <param name="text">The lines as written.</param>
    /// <param name="width">Columns a line may take.</param>
    /// <param name="lead">What stands before the first line; the others are moved in as far.</param>
    /// <param name="style">A style for all of it.</param>
    public static IEnumerable<TerminalLine> Wrap(IReadOnlyList<TextLine> text, int width, string lead, TextStyle style)
    {
        string before = lead;
        foreach (TextLine line in text)
        {
            string marker = line.Marker.Length == 0 ? before : $"{before}{line.Marker} ";
            string indent = line.Kind == TextLineKind.Quote ? marker : new(' ', TextWidth.Of(marker));
            foreach (List<TextRun> runs in Break(line.Runs, width - TextWidth.Of(marker), style))
            {
                runs.Insert(0, new(marker, lead.Length > 0 ? style : TextStyle.Dim));
                yield return new(runs);
                marker = indent;
            }

            before = new(' ', TextWidth.Of(lead));
        }
    }

    /// <summary>The line between two pieces of a border, filled up with spaces.</summary>
    public TerminalLine Between(string left, string right, int inner) =>
        new([new(left, TextStyle.Dim), .. _runs, new(Spaces(inner - Width) + right, TextStyle.Dim)]);

    /// <summary>This line, a gap, and another one filled up to a width.</summary>
    public TerminalLine Beside(TerminalLine other, int gap, int width, bool last) =>
        new([.. _runs, new(Spaces(gap), TextStyle.None), .. other._runs, new(Spaces(last ? 0 : width - other.Width), TextStyle.None)]);

    /// <summary>Writes it, with or without ANSI sequences. Control characters in a text never reach the terminal.</summary>
    public void Write(StringBuilder to, bool colour)
    {
        foreach (TextRun run in _runs)
        {
            string codes = colour ? string.Join(';', Codes.Where(code => run.Style.HasFlag(code.Style)).Select(code => code.Code)) : "";
            if (codes.Length == 0 || run.Text.Length == 0)
            {
                to.Append(run.Text);
            }
            else
            {
                to.Append("\e[").Append(codes).Append('m').Append(run.Text).Append("\e[0m");
            }
        }
    }

    private static string Spaces(int count) => new(' ', Math.Max(0, count));

    private static IEnumerable<List<TextRun>> Break(IReadOnlyList<TextRun> runs, int width, TextStyle style)
    {
        List<Cell> line = [];
        int columns = 0;
        int lastBreak = 0;
        foreach (Cell cell in Cells(runs, style))
        {
            while (columns + cell.Width > width && line.Count > 0 && !cell.IsSpace)
            {
                int cut = lastBreak > 0 ? lastBreak : line.Count;
                yield return Join(line.Take(cut));
                line = [.. line.Skip(cut)];
                columns = line.Sum(kept => kept.Width);
                lastBreak = 0;
            }

            line.Add(cell);
            columns += cell.Width;
            if (cell.IsSpace || cell.Width > 1)
            {
                lastBreak = line.Count;
            }
        }

        yield return Join(line);
    }

    private static IEnumerable<Cell> Cells(IReadOnlyList<TextRun> runs, TextStyle style) =>
        from run in runs
        from cluster in TextWidth.Clusters(Printable(run.Text))
        select new Cell(cluster, TextWidth.OfCluster(cluster), run.Style | style);

    // Spaces at the end of a broken line are not shown; neighbours of one style become one run again.
    private static List<TextRun> Join(IEnumerable<Cell> cells)
    {
        List<TextRun> runs = [];
        StringBuilder text = new();
        List<Cell> kept = [.. cells];
        while (kept.Count > 0 && kept[^1].IsSpace)
        {
            kept.RemoveAt(kept.Count - 1);
        }

        for (int i = 0; i < kept.Count; i++)
        {
            text.Append(kept[i].Text);
            if (i == kept.Count - 1 || kept[i + 1].Style != kept[i].Style)
            {
                runs.Add(new(text.ToString(), kept[i].Style));
                text.Clear();
            }
        }

        return runs;
    }

    // A tab is a space here; every other control character, an escape above all, is shown as a replacement.
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => c == '\t' ? ' ' : char.IsControl(c) ? '\ufffd' : c)) : text;

    private readonly record struct Cell(string Text, int Width, TextStyle Style)
    {
        public bool IsSpace => Text is " ";
    }
}
