using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// Half of a surrogate pair: what is left where a text was cut within a character beyond U+FFFF, such as an emoji. It has no form in
/// UTF-8 (RFC 3629, 3), so it cannot be sent, and would go out as U+FFFD.
/// </summary>
internal static class HalfCharacter
{
    /// <summary>What to do about one.</summary>
    public const string Recommendation = "Something cut the text within an emoji or a rare letter: cut it between characters.";

    /// <summary>
    /// Whether JSON of ours may hold one: what has no form in UTF-8 went into it as an escape of U+FFFD, and nothing else does. One look
    /// tells of most messages that there is none.
    /// </summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json) => json.IndexOf("\\uFFFD"u8) >= 0;

    /// <summary>What is wrong with a text that holds one; null where it holds none. The sentence goes on after the text's name.</summary>
    public static string? Fault(string? text)
    {
        int at = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff');
        for (; at >= 0 && at < text!.Length; at++)
        {
            if (PrintableText.IsHalf(text, at))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"holds half a character (U+{(int)text[at]:X4}, a surrogate without its other half) at place {at + 1}");
            }
        }

        return null;
    }

    /// <summary>What is wrong with the first text that holds one, as a sentence that quotes it; null where none does.</summary>
    /// <param name="mapTexts">Calls a function with every text there is.</param>
    public static string? FaultIn(Action<Func<string, string>> mapTexts)
    {
        string? found = null;
        mapTexts(text =>
        {
            found ??= Fault(text) is { } fault ? $"The text '{PrintableText.Quote(text)}' {fault}." : null;
            return text;
        });
        return found;
    }
}
