using System.Buffers;
using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// Characters as JSON (<c>\"</c>, <c>\/</c>, <c>\u002b</c>), addresses (<c>%2B</c>) and HTML (<c>&amp;plus;</c>, <c>&amp;#43;</c>,
/// <c>&amp;#x2b;</c>) write them, each of them perhaps within another: <c>%252B</c>, <c>\\u002b</c>, <c>&amp;amp;#43;</c>.
/// </summary>
internal static class Escapes
{
    /// <summary>The signs that an escape begins with.</summary>
    public const string Signs = "%\\&";

    /// <summary>So many readings of one place are kept; more there are only where escapes stand side by side without end.</summary>
    public const int MostReadings = 24;

    // So many escapes may stand within each other.
    private const int MostLayers = 3;

    private const int LongestEntity = 24;

    // Every named character of HTML that is printable ASCII, with what it stands for at its end.
    private const string NamedCharacters =
        """
        excl! quot" QUOT" num# dollar$ percnt% amp& AMP& apos' lpar( rpar) ast* midast* plus+ comma, period. sol/ colon: semi; lt< LT<
        equals= gt> GT> quest? commat@ lsqb[ lbrack[ bsol\ rsqb] rbrack] Hat^ lowbar_ UnderBar_ grave` DiacriticalGrave` lcub{ lbrace{
        verbar| vert| VerticalLine| rcub} rbrace}
        """;

    private static readonly Dictionary<string, char> Entities = NamedCharacters.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(named => named[..^1], named => named[^1], StringComparer.Ordinal);

    private static readonly SearchValues<char> SignValues = SearchValues.Create(Signs);

    /// <summary>
    /// What the text at a place can be read as: the character that stands there, and what comes out as escapes are taken off. There can
    /// be several of the same: of \\\\ one backslash is one, two or all four.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="readings">Takes them; it has room for <see cref="MostReadings"/>.</param>
    /// <returns>How many there are; none behind the end of the text.</returns>
    public static int Read(ReadOnlySpan<char> text, int at, Span<Reading> readings) => Read(text, at, MostLayers, readings);

    private static int Read(ReadOnlySpan<char> text, int at, int layers, Span<Reading> readings)
    {
        Found found = new(readings);
        if (at < text.Length)
        {
            found.Add(text[at], at + 1);
            if (layers > 0 && SignValues.Contains(text[at]))
            {
                Span<Reading> inner = stackalloc Reading[MostReadings];
                foreach ((char sign, int end) in inner[..Read(text, at, layers - 1, inner)])
                {
                    found.Add(sign, end);
                    switch (sign)
                    {
                        case '%': Hex(text, end, 2, 0, layers - 1, ref found); break;
                        case '\\': Backslashed(text, end, layers - 1, ref found); break;
                        case '&': Entity(text, end, "", layers - 1, ref found); break;
                    }
                }
            }
        }

        return found.Count;
    }

    private static void Backslashed(ReadOnlySpan<char> text, int at, int layers, ref Found found)
    {
        Span<Reading> readings = stackalloc Reading[MostReadings];
        foreach ((char sign, int end) in readings[..Read(text, at, layers, readings)])
        {
            switch (sign)
            {
                case 'u': Hex(text, end, 4, 0, layers, ref found); break;
                case 'x': Hex(text, end, 2, 0, layers, ref found); break;
                case '"' or '\'' or '\\' or '/': found.Add(sign, end); break;
            }
        }
    }

    private static void Hex(ReadOnlySpan<char> text, int at, int digits, int value, int layers, ref Found found)
    {
        if (digits == 0)
        {
            found.Add((char)value, at);
            return;
        }

        Span<Reading> readings = stackalloc Reading[MostReadings];
        foreach ((char digit, int end) in readings[..Read(text, at, layers, readings)])
        {
            if (char.IsAsciiHexDigit(digit))
            {
                int next = "0123456789abcdef".IndexOf(char.ToLowerInvariant(digit), StringComparison.Ordinal);
                Hex(text, end, digits - 1, (value << 4) | next, layers, ref found);
            }
        }
    }

    private static void Entity(ReadOnlySpan<char> text, int at, string name, int layers, ref Found found)
    {
        Span<Reading> readings = stackalloc Reading[MostReadings];
        foreach ((char sign, int end) in readings[..Read(text, at, layers, readings)])
        {
            if (sign == ';' && Named(name) is { } character)
            {
                found.Add(character, end);
            }
            else if ((char.IsAsciiLetterOrDigit(sign) || sign == '#') && name.Length < LongestEntity)
            {
                Entity(text, end, name + sign, layers, ref found);
            }
        }
    }

    private static char? Named(string name) => name switch
    {
        ['#', 'x' or 'X', ..] => Number(name.AsSpan(2), NumberStyles.AllowHexSpecifier),
        ['#', ..] => Number(name.AsSpan(1), NumberStyles.None),
        _ => Entities.TryGetValue(name, out char found) ? found : null,
    };

    private static char? Number(ReadOnlySpan<char> digits, NumberStyles style) =>
        uint.TryParse(digits, style, CultureInfo.InvariantCulture, out uint number) && number <= char.MaxValue ? (char)number : null;

    private ref struct Found(Span<Reading> readings)
    {
        private readonly Span<Reading> _readings = readings;

        public int Count { get; private set; }

        public void Add(char character, int end)
        {
            Reading reading = new(character, end);
            if (Count < _readings.Length && !_readings[..Count].Contains(reading))
            {
                _readings[Count++] = reading;
            }
        }
    }
}

/// <summary>A character as a text can be read.</summary>
/// <param name="Character">The character.</param>
/// <param name="End">Where the text goes on behind it.</param>
internal readonly record struct Reading(char Character, int End)
{
    /// <summary>
    /// Whether it is this character, in either case. A space may stand for a plus: who reads a form in an address makes one of the other.
    /// </summary>
    public bool Is(char wanted) =>
        Character == wanted || char.ToUpperInvariant(Character) == char.ToUpperInvariant(wanted) || (wanted == '+' && Character == ' ');
}
