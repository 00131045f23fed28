using System.Text;
using System.Text.Unicode;

namespace InteractiveMessaging;

/// <summary>Finds out how the bytes of a callback are written.</summary>
internal static class CallbackText
{
    /// <summary>
    /// The bytes as UTF-8, without a byte order mark. UTF-16 and UTF-32 are told by their mark or by the zeros round the first character,
    /// which is always ASCII in JSON (RFC 4627). Of anything else, bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    public static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Form(bytes) is { } form)
        {
            return Encoding.UTF8.GetBytes(form.GetString(bytes).TrimStart('\uFEFF'));
        }

        ReadOnlySpan<byte> utf8 = Utf8.IsValid(bytes) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
        return utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
    }

    private static Encoding? Form(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [not 0, 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, not 0, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };
}
