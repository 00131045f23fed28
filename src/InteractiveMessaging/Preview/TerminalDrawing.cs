using System.Text;

namespace InteractiveMessaging;

/// <summary>Draws a message as text, roughly as a phone would show it.</summary>
internal static class TerminalDrawing
{
    /// <summary>The narrowest drawing: below it words are cut to pieces.</summary>
    public const int Narrowest = 24;

    private const int CardWidth = 28;
    private const string Border = "│";

    /// <summary>The drawing, its lines joined by line feeds and none at the end.</summary>
    /// <param name="message">The message, or a draft.</param>
    /// <param name="width">Columns it may take, at least <see cref="Narrowest"/>.</param>
    /// <param name="colour">Whether styles are written as ANSI sequences; without them the text is the same.</param>
    /// <param name="placeholders">Whether <c>{{Column}}</c> is still to be filled and stands out.</param>
    public static string Draw(Message message, int width, bool colour, bool placeholders)
    {
        MessageView view = ViewReader.Read(message);
        List<TerminalLine> lines = Bubble(view, Math.Max(width, Narrowest), placeholders);
        if (view.Sheet is { } sheet)
        {
            lines.AddRange(Sheet(sheet, Math.Max(width, Narrowest), placeholders));
        }

        if (view.Cards.Count > 0)
        {
            int cardWidth = Math.Min(CardWidth, Math.Max(width, Narrowest));
            lines.AddRange(SideBySide([.. view.Cards.Select(card => Bubble(card, cardWidth, placeholders))], width));
        }

        StringBuilder text = new();
        foreach (TerminalLine line in lines)
        {
            text.Append(text.Length == 0 ? "" : "\n");
            line.Write(text, colour);
        }

        return text.ToString();
    }

    private static List<TerminalLine> Bubble(MessageView view, int width, bool placeholders)
    {
        int inner = width - 4;
        List<TerminalLine> body =
        [
            .. Text(view.Title, inner, placeholders, TextStyle.Bold),
            .. view.Media is { } media ? Media(media, inner) : [],
            .. view.Tiles.SelectMany(tile => Tile(tile, inner)),
            .. Text(view.Body, inner, placeholders, TextStyle.None),
            .. Text(view.Footer, inner, placeholders, TextStyle.Dim),
        ];
        List<List<TerminalLine>> parts = [body.Count == 0 ? [TerminalLine.Of("(no text)", TextStyle.Dim)] : body];
        foreach (ViewButton button in view.Buttons)
        {
            IReadOnlyList<TextLine> says = Literal(button.Label, placeholders, TextStyle.Accent);
            List<TerminalLine> label = [.. TerminalLine.Wrap(says, inner, $"{Icon(button.Icon)} ", TextStyle.Accent)];
            if (button.Detail is not null)
            {
                label.AddRange(TerminalLine.Wrap(RichText.Literal(button.Detail), inner, "  ", TextStyle.Dim));
            }

            parts.Add(label);
        }

        return Box(parts, width);
    }

    private static List<TerminalLine> Sheet(ViewSheet sheet, int width, bool placeholders)
    {
        int inner = width - 4;
        List<List<TerminalLine>> parts = [[.. TerminalLine.Wrap(RichText.Literal(sheet.Title, placeholders), inner, "", TextStyle.Bold)]];
        foreach (ViewSection section in sheet.Sections)
        {
            List<TerminalLine> lines = [.. Text(section.Title, inner, placeholders, TextStyle.Accent)];
            foreach (ViewRow row in section.Rows)
            {
                string mark = row.IsProduct ? "▪ " : "○ ";
                lines.AddRange(TerminalLine.Wrap(Literal(row.Title, placeholders, TextStyle.None), inner, mark, TextStyle.None));
                if (row.Description is { } description)
                {
                    lines.AddRange(TerminalLine.Wrap(Literal(description, placeholders, TextStyle.None), inner, "  ", TextStyle.Dim));
                }
            }

            parts.Add(lines);
        }

        return Box(parts, width);
    }

    private static IEnumerable<TerminalLine> Text(ViewText? text, int width, bool placeholders, TextStyle style) => text is null
        ? []
        : TerminalLine.Wrap(
            text.Formatted ? RichText.Parse(text.Text, placeholders) : RichText.Literal(text.Text, placeholders), width, "", style);

    private static IReadOnlyList<TextLine> Literal(ViewText text, bool placeholders, TextStyle empty) =>
        text.Text.Length > 0
            ? RichText.Literal(text.Text, placeholders)
            : [new(TextLineKind.Text, "", [new("(empty)", empty | TextStyle.Dim)])];

    private static List<TerminalLine> Media(ViewMedia media, int width) =>
    [
        .. TerminalLine.Wrap(
            RichText.Literal(media.FileName is null ? media.Kind : $"{media.Kind}: {media.FileName}"), width, "▣ ", TextStyle.Bold),
        .. TerminalLine.Wrap(RichText.Literal(media.Source), width, "  ", TextStyle.Dim),
        .. media.Caption is { } caption ? TerminalLine.Wrap(RichText.Literal(caption), width, "  ", TextStyle.None) : [],
    ];

    private static List<TerminalLine> Tile(ViewTile tile, int width) =>
    [
        .. TerminalLine.Wrap(RichText.Literal(tile.Title), width, $"{Icon(tile.Icon)} ", TextStyle.Bold),
        .. TerminalLine.Wrap(RichText.Literal(tile.Detail), width, "  ", TextStyle.Dim),
    ];

    // A box as wide as its text needs; a rule between the parts.
    private static List<TerminalLine> Box(List<List<TerminalLine>> parts, int width)
    {
        int inner = Math.Min(width - 4, Math.Max(Narrowest - 4, parts.SelectMany(part => part).Max(line => line.Width)));
        string rule = new('─', inner + 2);
        List<TerminalLine> lines = [TerminalLine.Of($"╭{rule}╮", TextStyle.Dim)];
        foreach (List<TerminalLine> part in parts)
        {
            if (lines.Count > 1)
            {
                lines.Add(TerminalLine.Of($"├{rule}┤", TextStyle.Dim));
            }

            lines.AddRange(part.Select(line => line.Between(Border + " ", " " + Border, inner)));
        }

        lines.Add(TerminalLine.Of($"╰{rule}╯", TextStyle.Dim));
        return lines;
    }

    private static IEnumerable<TerminalLine> SideBySide(List<List<TerminalLine>> boxes, int width)
    {
        int each = boxes.Max(box => box[0].Width);
        foreach (List<TerminalLine>[] group in boxes.Chunk(Math.Max(1, (width + 1) / (each + 1))))
        {
            for (int i = 0; i < group.Max(box => box.Count); i++)
            {
                TerminalLine line = TerminalLine.Empty;
                foreach (List<TerminalLine> box in group)
                {
                    line = line.Beside(i < box.Count ? box[i] : TerminalLine.Empty, box == group[0] ? 0 : 1, each, last: box == group[^1]);
                }

                yield return line;
            }
        }
    }

    private static string Icon(ViewIcon icon) => icon switch
    {
        ViewIcon.Reply => "↩",
        ViewIcon.List => "≡",
        ViewIcon.Link => "↗",
        ViewIcon.Location => "⌖",
        ViewIcon.Address => "⌂",
        ViewIcon.Call => "✆",
        ViewIcon.Contact => "@",
        ViewIcon.Unknown => "?",
        _ => "▸",
    };
}
