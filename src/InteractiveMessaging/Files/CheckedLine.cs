namespace InteractiveMessaging;

/// <summary>
/// The frame of a line that is one JSON object: <c>{"n":7,"type":"outcome",…,"crc":"0a1b2c3d"}</c>. The number counts lines from 1, so
/// that a lost or repeated line shows; the checksum is over everything before <c>,"crc"</c>.
/// </summary>
internal static class CheckedLine
{
    private const int TailLength = 18;

    /// <summary>What closes every line behind its checksum.</summary>
    public static ReadOnlySpan<byte> TailStart => ",\"crc\":\""u8;

    /// <summary>Whether a line, without its line break, ends in its own checksum.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= TailLength)
        {
            return false;
        }

        ReadOnlySpan<byte> tail = bytes[^TailLength..];
        return tail.StartsWith(TailStart) && tail.EndsWith("\"}"u8)
            && TryHex(tail.Slice(TailStart.Length, 8), out uint crc)
            && crc == Crc32C.Of(bytes[..^TailLength]);
    }

    /// <summary>
    /// How much of a last line without its line break is a whole line: all of it, all but zeros behind it or one other byte in place of the
    /// line break, or nothing. What is whole can have been finished once.
    /// </summary>
    public static int WholeLength(ReadOnlySpan<byte> lastLine)
    {
        ReadOnlySpan<byte> text = lastLine.TrimEnd((byte)0);
        return IsWhole(text) ? text.Length
            : text.Length > 0 && IsWhole(text[..^1]) ? text.Length - 1
            : 0;
    }

    // As it is written, in small letters: a flipped bit must not turn one spelling into another.
    private static bool TryHex(ReadOnlySpan<byte> digits, out uint value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            int nibble = digit is >= (byte)'0' and <= (byte)'9' ? digit - '0'
                : digit is >= (byte)'a' and <= (byte)'f' ? digit - 'a' + 10
                : -1;
            if (nibble < 0)
            {
                return false;
            }

            value = (value << 4) | (uint)nibble;
        }

        return true;
    }
}
