namespace InteractiveMessaging;

/// <summary>
/// A message with placeholders. <c>{{Column}}</c> is filled from the row, <c>{{Column|fallback}}</c> takes the fallback where the
/// cell is empty, <c>{{Column:dddd d MMMM}}</c> writes a date or a number in a format, and <c>{{{{</c> is a literal <c>{{</c>. Names of
/// columns do not tell upper from lower case.
/// </summary>
/// <remarks>A value is inserted as text: braces in it start no further placeholder.</remarks>
public sealed class MessageDraft
{
    private const string Spelling = "write {{Column}}, or {{{{ for a literal {{.";

    private readonly Dictionary<string, Piece[]> _texts;

    private MessageDraft(Message message, Dictionary<string, Piece[]> texts, List<Placeholder> placeholders)
    {
        Message = message;
        _texts = texts;
        Placeholders = [.. placeholders];
        Columns = [.. placeholders.Select(placeholder => placeholder.Column).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The message as it was composed.</summary>
    public Message Message { get; }

    /// <summary>The columns it needs, in the order of their first appearance.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// What is to be filled in: each column once for each format that it is wanted in, in the order of their first appearance.
    /// </summary>
    public IReadOnlyList<Placeholder> Placeholders { get; }

    /// <summary>Reads the placeholders of a message.</summary>
    /// <exception cref="FormatException">A placeholder is not closed, or has no name or no format behind its colon.</exception>
    public static MessageDraft Of(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Dictionary<string, Piece[]> texts = new(StringComparer.Ordinal);
        List<Placeholder> placeholders = [];
        message.MapTexts(text =>
        {
            if (text.Contains("{{", StringComparison.Ordinal) && !texts.ContainsKey(text))
            {
                texts.Add(text, [.. Parse(text, placeholders)]);
            }

            return text;
        });
        return new(message, texts, placeholders);
    }

    /// <summary>The message with its placeholders filled.</summary>
    /// <param name="values">One value for each of <see cref="Placeholders"/>, in their order; null counts as empty.</param>
    public Message Render(ReadOnlySpan<string?> values)
    {
        if (_texts.Count == 0)
        {
            return Message;
        }

        string?[] cells = values.ToArray();
        return Fill((place, fallback) => Fill(cells[place], fallback));
    }

    /// <summary>The message with something in the place of each placeholder.</summary>
    /// <param name="placeholder">What stands for a place among <see cref="Placeholders"/>, with the fallback that is written there.</param>
    internal Message Fill(Func<int, string?, string?> placeholder) =>
        Message.MapTexts(text => _texts.TryGetValue(text, out Piece[]? pieces)
            ? string.Concat(pieces.Select(piece => piece.Literal ?? placeholder(piece.Place, piece.Fallback)))
            : text);

    /// <summary>What a placeholder is filled with: the cell, or the fallback where that is empty.</summary>
    internal static string? Fill(string? cell, string? fallback) =>
        fallback is not null && string.IsNullOrWhiteSpace(cell) ? fallback : cell;

    /// <summary>The text without its placeholders, or null where it has none: the shortest that rendering can make of it.</summary>
    internal static string? LiteralPart(string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return null;
        }

        List<Placeholder> placeholders = [];
        try
        {
            string literal = string.Concat(Parse(text, placeholders).Select(piece => piece.Literal));
            return placeholders.Count == 0 ? null : literal;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<Piece> Parse(string text, List<Placeholder> placeholders)
    {
        int at = 0;
        while (at < text.Length)
        {
            int open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                yield return Piece.Text(text[at..]);
                yield break;
            }

            if (open > at)
            {
                yield return Piece.Text(text[at..open]);
            }

            if (string.CompareOrdinal(text, open, "{{{{", 0, 4) == 0)
            {
                yield return Piece.Text("{{");
                at = open + 4;
                continue;
            }

            int close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new FormatException($"A placeholder is not closed in '{PrintableText.Quote(text)}': {Spelling}");
            }

            string inner = text[(open + 2)..close];
            int bar = inner.IndexOf('|', StringComparison.Ordinal);
            Placeholder placeholder = ReadPlaceholder(bar < 0 ? inner : inner[..bar], text);
            int place = placeholders.FindIndex(known => known.IsSameAs(placeholder));
            if (place < 0)
            {
                place = placeholders.Count;
                placeholders.Add(placeholder);
            }

            yield return new(null, place, bar < 0 ? null : inner[(bar + 1)..]);
            at = close + 2;
        }
    }

    private static Placeholder ReadPlaceholder(string inner, string text)
    {
        int colon = inner.IndexOf(':', StringComparison.Ordinal);
        string name = (colon < 0 ? inner : inner[..colon]).Trim();
        string? format = colon < 0 ? null : inner[(colon + 1)..].Trim();
        if (name.Length == 0)
        {
            throw new FormatException($"A placeholder has no name in '{PrintableText.Quote(text)}': {Spelling}");
        }

        return format is not "" ? new(name, format) : throw new FormatException(
            $"A placeholder has no format behind its colon in '{PrintableText.Quote(text)}': "
            + "write {{Column}}, or a format as in {{Column:dddd d MMMM}}.");
    }

    private readonly record struct Piece(string? Literal, int Place, string? Fallback)
    {
        public static Piece Text(string literal) => new(literal, -1, null);
    }
}
