using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>What a line of a journal is.</summary>
internal enum LineKind
{
    /// <summary>One that this version passes over; its checksum holds.</summary>
    Other,

    /// <summary>The first line: this is a journal, and of which format.</summary>
    Journal,

    /// <summary>A run begins.</summary>
    Run,

    /// <summary>A message is about to be sent.</summary>
    Intent,

    /// <summary>What became of it.</summary>
    Outcome,
}

/// <summary>
/// A line as far as loading needs it: <c>{"n":7,"type":"outcome","key":"…","status":"Accepted",…,"crc":"0a1b2c3d"}</c>.
/// The number counts lines from 1, so that a lost or repeated line shows; the checksum is over everything before <c>,"crc"</c>.
/// </summary>
internal readonly record struct JournalLine(LineKind Kind, long Number, JournalKey Key = default, JournalStatus Status = default)
{
    /// <summary>The format this version writes, and the newest it reads.</summary>
    public const int Format = 1;

    private const int TailLength = 18;

    /// <summary>How every journal begins.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"n\":1,\"type\":\"journal\",\"format\":"u8;

    /// <summary>What closes every line behind its checksum.</summary>
    public static ReadOnlySpan<byte> TailStart => ",\"crc\":\""u8;

    private static ReadOnlySpan<byte> NumberStart => "{\"n\":"u8;

    private static ReadOnlySpan<byte> IntentStart => ",\"type\":\"intent\",\"key\":\""u8;

    private static ReadOnlySpan<byte> OutcomeStart => ",\"type\":\"outcome\",\"key\":\""u8;

    private static ReadOnlySpan<byte> StatusStart => "\",\"status\":\""u8;

    /// <summary>Reads a line without its line break; false where it is not whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalLine line)
    {
        line = default;
        if (!IsWhole(bytes) || !bytes.StartsWith(NumberStart)
            || !Utf8Parser.TryParse(bytes[NumberStart.Length..], out long number, out int digits))
        {
            return false;
        }

        line = Fast(bytes[(NumberStart.Length + digits)..], number) ?? Slow(bytes, number);
        return true;
    }

    /// <summary>Whether a line ends in its own checksum.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= TailLength)
        {
            return false;
        }

        ReadOnlySpan<byte> tail = bytes[^TailLength..];
        return tail.StartsWith(TailStart) && tail.EndsWith("\"}"u8)
            && TryHex(tail.Slice(TailStart.Length, 8), out ulong crc)
            && crc == Crc32C.Of(bytes[..^TailLength]);
    }

    // The two kinds that come by the million, as this version writes them.
    private static JournalLine? Fast(ReadOnlySpan<byte> rest, long number)
    {
        bool intent = rest.StartsWith(IntentStart);
        if (!intent && !rest.StartsWith(OutcomeStart))
        {
            return null;
        }

        rest = rest[(intent ? IntentStart : OutcomeStart).Length..];
        if (rest.Length < 34 || !TryHex(rest[..16], out ulong high) || !TryHex(rest[16..32], out ulong low))
        {
            return null;
        }

        JournalKey key = new(high, low);
        rest = rest[32..];
        if (intent)
        {
            return new(LineKind.Intent, number, key, JournalStatus.InFlight);
        }

        return rest.StartsWith(StatusStart) && StatusOf(rest[StatusStart.Length..]) is { } status
            ? new(LineKind.Outcome, number, key, status)
            : null;
    }

    private static JournalStatus? StatusOf(ReadOnlySpan<byte> text) =>
        text.StartsWith("Accepted\""u8) ? JournalStatus.Accepted
        : text.StartsWith("Rejected\""u8) ? JournalStatus.Rejected
        : text.StartsWith("Failed\""u8) ? JournalStatus.Failed
        : text.StartsWith("InDoubt\""u8) ? JournalStatus.InDoubt
        : text.StartsWith("NotSent\""u8) ? JournalStatus.NotSent
        : null;

    // Anything else whose checksum holds: the few lines that are no records, and fields in another order.
    private static JournalLine Slow(ReadOnlySpan<byte> bytes, long number)
    {
        JsonElement json = Parse(bytes);
        LineKind kind = json.GetProperty("type").GetString() switch
        {
            "journal" => LineKind.Journal,
            "run" => LineKind.Run,
            "intent" => LineKind.Intent,
            "outcome" => LineKind.Outcome,
            _ => LineKind.Other,
        };
        return kind switch
        {
            LineKind.Intent => new(kind, number, KeyOf(json), JournalStatus.InFlight),
            LineKind.Outcome => new(kind, number, KeyOf(json), Enum.Parse<JournalStatus>(json.GetProperty("status").GetString()!)),
            _ => new(kind, number),
        };
    }

    /// <summary>A whole line as JSON.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> bytes)
    {
        Utf8JsonReader reader = new(bytes);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The key of a record.</summary>
    public static JournalKey KeyOf(JsonElement json)
    {
        ReadOnlySpan<char> key = json.GetProperty("key").GetString();
        return new(ulong.Parse(key[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), ulong.Parse(key[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out ulong value)
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
