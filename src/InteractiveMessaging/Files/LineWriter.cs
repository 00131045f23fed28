using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Writes lines as <see cref="CheckedLine"/> describes them into a buffer.</summary>
/// <param name="lastNumber">The number of the line before the first one; 0 at the start of a file.</param>
internal sealed class LineWriter(long lastNumber) : IDisposable
{
    // Codes and ids are short; what comes from outside is not trusted to be.
    private const int LongestText = 256;
    private static readonly JsonWriterOptions Options = JsonData.Compact with { SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);
    private long _number = lastNumber;
    private int _start;

    /// <summary>The lines since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Takes the fields of the line that was started.</summary>
    public Utf8JsonWriter Json => _json;

    /// <summary>Begins anew, behind the lines so far.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>Starts a line of this type.</summary>
    public void Start(string type)
    {
        _start = _buffer.WrittenCount;
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("n", ++_number);
        _json.WriteString("type", type);
    }

    /// <summary>Ends the line with its checksum.</summary>
    public void End()
    {
        _json.Flush();
        uint crc = Crc32C.Of(_buffer.WrittenSpan[_start..]);
        _buffer.Write(CheckedLine.TailStart);
        crc.TryFormat(_buffer.GetSpan(8), out int digits, "x8", CultureInfo.InvariantCulture);
        _buffer.Advance(digits);
        _buffer.Write("\"}\n"u8);
    }

    /// <summary>A text, cut where it is too long; null leaves the field out.</summary>
    public void Text(string name, string? text)
    {
        if (text is not null)
        {
            _json.WriteString(name, Kept(text));
        }
    }

    /// <summary>A number; null leaves the field out.</summary>
    public void Number(string name, long? number)
    {
        if (number is { } value)
        {
            _json.WriteNumber(name, value);
        }
    }

    /// <summary>A time, in UTC and whole milliseconds.</summary>
    public void Time(string name, DateTimeOffset at) =>
        _json.WriteString(name, new DateTime(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc));

    /// <summary>As much of a text from outside as is kept.</summary>
    public static string Kept(string text) => text.Length <= LongestText ? text : text[..LongestText];

    public void Dispose() => _json.Dispose();
}
