using System.Buffers;

namespace InteractiveMessaging;

/// <summary>
/// Makes text from outside fit to be shown: one line, and nothing that a terminal obeys. White space and line breaks of any kind become
/// spaces; other control characters (C0, C1, DEL), Unicode's marks of direction, and half characters become U+FFFD.
/// </summary>
internal static class PrintableText
{
    private const char Replacement = '\ufffd';
    private const int LongestQuote = 60;

    // Unicode's property Bidi_Control: these reorder what stands around them.
    private const string Directions = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    // C0, DEL, C1, marks of direction, line and paragraph separators, surrogates.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Range('\0', '\x1f'), .. Range('\x7f', '\x9f'), .. Directions, '\u2028', '\u2029', .. Range('\ud800', '\udfff')]);

    /// <summary>The text on one line; the very same where nothing has to be replaced.</summary>
    public static string Line(string text) =>
        text.AsSpan().IndexOfAny(Suspicious) < 0 ? text : string.Create(text.Length, text, static (line, from) =>
        {
            for (int i = 0; i < line.Length; i++)
            {
                char c = from[i];
                line[i] = char.IsWhiteSpace(c) ? ' '
                    : char.IsControl(c) || Directions.Contains(c, StringComparison.Ordinal) || IsHalf(from, i) ? Replacement
                    : c;
            }
        });

    /// <summary>
    /// The text with U+FFFD for all of them, line breaks too: a value that cannot be read as another one. The very same where nothing has
    /// to be replaced.
    /// </summary>
    public static string Value(string text) => text.AsSpan().IndexOfAny(Suspicious) < 0 ? text : string.Create(
        text.Length,
        text,
        static (value, from) =>
        {
            for (int i = 0; i < value.Length; i++)
            {
                char c = from[i];
                value[i] = Suspicious.Contains(c) && (!char.IsSurrogate(c) || IsHalf(from, i)) ? Replacement : c;
            }
        });

    /// <summary>As much of a text as an error quotes: its first 60 characters on one line, and … where that is not all of it.</summary>
    public static string Quote(string? text) => Short(text ?? "", LongestQuote);

    /// <summary>The beginning of a text on one line, and … where that is not all of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The longest it may be, in UTF-16 units without the ….</param>
    public static string Short(string text, int most) => text.Length <= most
        ? Line(text)
        : Line(text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)]) + "…";

    /// <summary>Whether half a character stands at this place: a surrogate without its other half.</summary>
    public static bool IsHalf(string text, int index) => char.IsSurrogate(text[index])
        && !(char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]));

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
