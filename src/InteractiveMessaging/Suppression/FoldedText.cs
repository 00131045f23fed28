using System.Globalization;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// A text as it is compared with a word: without regard to case and width, and without white space, punctuation and emoji at its ends.
/// </summary>
internal static class FoldedText
{
    private const int Longest = 400;
    private const int FirstFullWidth = 0xff01;
    private const int LastFullWidth = 0xff5e;
    private const int FullWidthOffset = 0xfee0;
    private const int FirstVariation = 0xfe00;
    private const int LastVariation = 0xfe0f;
    private const int FirstAccent = 0x0300;
    private const int LastAccent = 0x036f;

    /// <summary>The folded text; empty where no letter and no digit is in it, or where it is much too long for a word.</summary>
    public static string Of(string text)
    {
        if (text.Length > Longest)
        {
            return "";
        }

        Rune[] runes = [.. text.EnumerateRunes().Select(Narrow)];
        int start = Array.FindIndex(runes, IsContent);
        int end = Array.FindLastIndex(runes, IsContent);
        StringBuilder folded = new(text.Length);
        bool isSpaced = false;
        for (int i = Math.Max(0, start); i <= end; i++)
        {
            if (Rune.IsWhiteSpace(runes[i]))
            {
                isSpaced = true;
                continue;
            }

            // Marks of direction and joiners do not show. An accent that stands by itself is left out like one that was not typed.
            if (Rune.GetUnicodeCategory(runes[i]) == UnicodeCategory.Format || runes[i].Value is >= FirstAccent and <= LastAccent)
            {
                continue;
            }

            folded.Append(isSpaced ? " " : "").Append(Rune.ToUpperInvariant(runes[i]));
            isSpaced = false;
        }

        return folded.ToString();
    }

    private static Rune Narrow(Rune rune) => rune.Value is >= FirstFullWidth and <= LastFullWidth ? new(rune.Value - FullWidthOffset)
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation ? new('-')
        : rune;

    // Letters, digits, and the marks that some scripts write vowels with.
    private static bool IsContent(Rune rune) => Rune.IsLetterOrDigit(rune)
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            && rune.Value is < FirstVariation or > LastVariation);
}
