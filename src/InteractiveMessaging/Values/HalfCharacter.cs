using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// Half of a surrogate pair: what is left where a text was cut within a character beyond U+FFFF, such as an emoji. It has no form in
/// UTF-8, so it cannot be sent, and would go out as U+FFFD.
/// </summary>
internal static class HalfCharacter
{
    /// <summary>What to do about one.</summary>
    public const string Recommendation = "Something cut the text within an emoji or a rare letter: cut it between characters.";

    /// <summary>Whether half a character stands at this place.</summary>
    public static bool IsAt(string text, int index) => char.IsSurrogate(text[index])
        && !(char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]));

    /// <summary>What is wrong with a text that holds one; null where it holds none. The sentence goes on after the text's name.</summary>
    public static string? Fault(string? text)
    {
        int at = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff');
        for (; at >= 0 && at < text!.Length; at++)
        {
            if (IsAt(text, at))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"holds half a character (U+{(int)text[at]:X4}, a surrogate without its other half) at place {at + 1}");
            }
        }

        return null;
    }
}
