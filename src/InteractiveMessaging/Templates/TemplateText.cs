using System.Text;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// A text of a definition, taken apart once: what stands in it, and which placeholders. Filling and measuring it for a row looks at the
/// row's values alone.
/// </summary>
internal sealed partial record TemplateText
{
    private const int MostNames = 10;

    private readonly Piece[] _pieces;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly int[] _uses;

    /// <param name="text">The text with its placeholders.</param>
    public TemplateText(string text)
    {
        Text = text;
        List<Piece> pieces = [];
        List<string> names = [];
        List<int> uses = [];
        int at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            string name = match.Groups[1].Value;
            if (!_places.TryGetValue(name, out int place))
            {
                _places.Add(name, place = names.Count);
                names.Add(name);
                uses.Add(0);
            }

            uses[place]++;
            pieces.Add(new(text[at..match.Index], -1));
            pieces.Add(new(match.Value, place));
            at = match.Index + match.Length;
        }

        pieces.Add(new(text[at..], -1));
        _pieces = [.. pieces];
        _uses = [.. uses];
        Names = [.. names];
        Literal = _pieces[0].Text;
        Length = _pieces.Where(piece => piece.Place < 0).Sum(piece => CodePoints(piece.Text));
    }

    /// <summary>The text with its placeholders.</summary>
    public string Text { get; }

    /// <summary>The names or numbers of the placeholders, each once, in the order of the text.</summary>
    public ValueList<string> Names { get; }

    /// <summary>What stands before the first placeholder.</summary>
    public string Literal { get; }

    /// <summary>How many characters (Unicode code points) it has without its placeholders.</summary>
    public int Length { get; }

    /// <summary>Whether a placeholder has a name, and not a number.</summary>
    public bool HasNames => Names.Any(name => !name.All(char.IsAsciiDigit));

    /// <summary>The place of a placeholder among <see cref="Names"/>; -1 where there is no such placeholder.</summary>
    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>How often a placeholder stands in the text.</summary>
    public int Uses(int place) => _uses[place];

    /// <summary>The text with its placeholders filled; what has no value stays.</summary>
    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        StringBuilder filled = new(Text.Length);
        foreach (Piece piece in _pieces)
        {
            filled.Append(piece.Place < 0 ? piece.Text : values.GetValueOrDefault(Names[piece.Place], piece.Text));
        }

        return filled.ToString();
    }

    /// <summary>The placeholders for people, in braces; of many the first ones.</summary>
    public string Show(Func<int, bool>? which = null)
    {
        string[] shown = [.. Enumerable.Range(0, Names.Count).Where(which ?? (_ => true)).Select(place => $"{{{{{Names[place]}}}}}")];
        return shown.Length <= MostNames
            ? string.Join(", ", shown)
            : $"{string.Join(", ", shown.Take(MostNames))} and {shown.Length - MostNames} more";
    }

    /// <summary>How many characters a text has, as WhatsApp counts them: an emoji of one code point is one.</summary>
    public static int CodePoints(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            return text.Length;
        }

        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Two are equal when they say the same.</summary>
    public bool Equals(TemplateText? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholder();

    private readonly record struct Piece(string Text, int Place);
}
