namespace InteractiveMessaging;

/// <summary>How a piece of text looks.</summary>
[Flags]
internal enum TextStyle
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Strike = 4,
    Code = 8,
    Link = 16,
    Placeholder = 32,
    Dim = 64,
    Accent = 128,
}

/// <summary>A stretch of text in one style.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Start">Where it stands in the text it was read from, in UTF-16 units.</param>
internal readonly record struct TextRun(string Text, TextStyle Style, int Start = 0);

/// <summary>What a line of formatted text is.</summary>
internal enum TextLineKind
{
    Text,
    Bullet,
    Number,
    Quote,
}

/// <summary>One line as the sender wrote it; wrapping comes later.</summary>
internal sealed record TextLine(TextLineKind Kind, string Marker, IReadOnlyList<TextRun> Runs);

/// <summary>
/// Reads WhatsApp's marks: <c>*bold*</c>, <c>_italic_</c>, <c>~strike~</c>, <c>`code`</c>, <c>```monospace```</c>, lists and quotes.
/// A mark counts where it hugs its text and stands at the edge of a word; everything else stays what it is.
/// </summary>
internal static class RichText
{
    private const string Fence = "```";
    private const string Marks = "*_~`";

    /// <summary>A text with its marks read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="placeholders">Whether <c>{{Column}}</c> is still to be filled and shown as such.</param>
    public static IReadOnlyList<TextLine> Parse(string text, bool placeholders = false)
    {
        Reader reader = new(text, placeholders, marks: true);
        reader.Read(0, text.Length, TextStyle.None);
        return reader.Lines();
    }

    /// <summary>A text in which marks mean nothing: titles, labels, footers.</summary>
    public static IReadOnlyList<TextLine> Literal(string text, bool placeholders = false)
    {
        Reader reader = new(text, placeholders, marks: false);
        reader.Read(0, text.Length, TextStyle.None);
        return reader.Lines();
    }

    private sealed class Reader(string text, bool placeholders, bool marks)
    {
        private readonly List<TextRun> _runs = [];

        // Up to where each mark is known to have no closing one: a line full of marks is not searched again for each of them.
        private readonly int[] _noClosing = new int[Marks.Length];
        private int _literal = -1;

        public void Read(int start, int end, TextStyle style)
        {
            for (int at = start; at < end;)
            {
                int after = Special(at, end, style);
                if (after == at)
                {
                    _literal = _literal < 0 ? at : _literal;
                    after++;
                }

                at = after;
            }

            Flush(end, style);
        }

        // What begins here, if anything does; gives the place behind it.
        private int Special(int at, int end, TextStyle style)
        {
            char mark = text[at];
            if (mark == '{')
            {
                return placeholders && Placeholder(at, end) is { } close ? Take(at, at, close, close, style, TextStyle.Placeholder) : at;
            }

            if (!marks || mark is not ('*' or '_' or '~' or '`' or 'h'))
            {
                return at;
            }

            if (mark == 'h')
            {
                int stop = LinkEnd(at, end);
                return stop > at ? Take(at, at, stop, stop, style, TextStyle.Link) : at;
            }

            if (mark == '`' && StartsWith(Fence, at, end))
            {
                int close = text.IndexOf(Fence, at + 3, end - at - 3, StringComparison.Ordinal);
                return close > at + 3 ? Take(at, at + 3, close, close + 3, style, TextStyle.Code) : at;
            }

            // Bold within bold is bold: the mark is a letter then, and nesting has an end.
            TextStyle added = mark switch { '*' => TextStyle.Bold, '_' => TextStyle.Italic, '~' => TextStyle.Strike, _ => TextStyle.Code };
            int inner = style.HasFlag(added) ? -1 : Closing(mark, at, end);
            if (inner < 0)
            {
                return at;
            }

            if (added == TextStyle.Code)
            {
                return Take(at, at + 1, inner, inner + 1, style, added);
            }

            Flush(at, style);
            Read(at + 1, inner, style | added);
            return inner + 1;
        }

        // The closing mark on the same line, or -1. Both marks hug the text and stand at the edges of words.
        private int Closing(char mark, int at, int end)
        {
            if (at < _noClosing[Marks.IndexOf(mark)] || (at > 0 && IsWord(text[at - 1]))
                || at + 1 >= end || char.IsWhiteSpace(text[at + 1]) || text[at + 1] == mark)
            {
                return -1;
            }

            int i = at + 2;
            for (; i < end && text[i] != '\n'; i++)
            {
                if (text[i] == mark && !char.IsWhiteSpace(text[i - 1]) && (i + 1 >= text.Length || !IsWord(text[i + 1])))
                {
                    return i;
                }
            }

            _noClosing[Marks.IndexOf(mark)] = i;
            return -1;
        }

        private int LinkEnd(int at, int end)
        {
            int scheme = StartsWith("https://", at, end) ? 8 : StartsWith("http://", at, end) ? 7 : 0;
            if (scheme == 0 || (at > 0 && IsWord(text[at - 1])))
            {
                return at;
            }

            int stop = at;
            while (stop < end && !char.IsWhiteSpace(text[stop]))
            {
                stop++;
            }

            while (stop > at && text[stop - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or '*' or '_' or '~' or '"' or '\'')
            {
                stop--;
            }

            return stop > at + scheme ? stop : at;
        }

        private int? Placeholder(int at, int end)
        {
            if (!StartsWith("{{", at, end) || StartsWith("{{{{", at, end))
            {
                return null;
            }

            int close = text.IndexOf("}}", at, end - at, StringComparison.Ordinal);
            return close < 0 ? null : close + 2;
        }

        private int Take(int from, int start, int stop, int after, TextStyle style, TextStyle added)
        {
            Flush(from, style);
            _runs.Add(new(text[start..stop], style | added, start));
            return after;
        }

        private void Flush(int end, TextStyle style)
        {
            if (_literal >= 0 && end > _literal)
            {
                _runs.Add(new(text[_literal..end], style, _literal));
            }

            _literal = -1;
        }

        private bool StartsWith(string what, int at, int end) =>
            end - at >= what.Length && string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

        private static bool IsWord(char c) => char.IsLetterOrDigit(c);

        public List<TextLine> Lines()
        {
            List<TextLine> lines = [];
            List<TextRun> line = [];
            foreach (TextRun run in _runs)
            {
                int start = 0;
                for (int i = 0; i <= run.Text.Length; i++)
                {
                    if (i < run.Text.Length && run.Text[i] != '\n')
                    {
                        continue;
                    }

                    string part = run.Text[start..i].TrimEnd('\r');
                    if (part.Length > 0)
                    {
                        line.Add(new(part, run.Style, run.Start + start));
                    }

                    if (i < run.Text.Length)
                    {
                        lines.Add(Line(line));
                        line = [];
                    }

                    start = i + 1;
                }
            }

            lines.Add(Line(line));
            return lines;
        }

        private TextLine Line(List<TextRun> runs)
        {
            if (!marks || runs.Count == 0 || runs[0].Style != TextStyle.None)
            {
                return new(TextLineKind.Text, "", runs);
            }

            string first = runs[0].Text;
            (TextLineKind kind, string marker, int length) = first switch
            {
                ['*' or '-', ' ', ..] => (TextLineKind.Bullet, "•", 2),
                ['>', ' ', ..] => (TextLineKind.Quote, "▎", 2),
                _ when NumberLength(first) is > 0 and int digits => (TextLineKind.Number, first[..(digits + 1)], digits + 2),
                _ => (TextLineKind.Text, "", 0),
            };
            if (length > 0)
            {
                runs[0] = new(first[length..], TextStyle.None, runs[0].Start + length);
            }

            return new(kind, marker, runs);
        }

        private static int NumberLength(string line)
        {
            int digits = 0;
            while (digits < Math.Min(line.Length, 3) && char.IsAsciiDigit(line[digits]))
            {
                digits++;
            }

            return digits > 0 && line.AsSpan(digits).StartsWith(". ") ? digits : 0;
        }
    }
}
