using System.Buffers;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// A text that becomes part of a web address. What an address cannot hold is written as <c>%20</c> and the like; what it can hold, a
/// <c>/</c>, a <c>?</c> or something written so already, stays (RFC 3986), and so does a placeholder that is still to be filled.
/// </summary>
internal static class AddressText
{
    private const string Open = "{{";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=");

    /// <summary>The text as it stands in an address.</summary>
    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Allowed) < 0)
        {
            return text;
        }

        StringBuilder encoded = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith(Open) && text.IndexOf("}}", i, StringComparison.Ordinal) is > 0 and int close)
            {
                encoded.Append(text, i, close + 2 - i);
                i = close + 1;
                continue;
            }

            if (Allowed.Contains(text[i]) || IsEscape(text, i))
            {
                encoded.Append(text[i]);
                continue;
            }

            // Half a pair stays as it is: whoever checks the message is to find it.
            int length = char.IsSurrogatePair(text, i) ? 2 : 1;
            string part = text.Substring(i, length);
            encoded.Append(length == 1 && char.IsSurrogate(part[0]) ? part : Uri.EscapeDataString(part));
            i += length - 1;
        }

        return encoded.ToString();
    }

    private static bool IsEscape(string text, int at) => text[at] == '%'
        && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);
}
