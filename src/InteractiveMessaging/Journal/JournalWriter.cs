using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Writes lines as <see cref="JournalLine"/> describes them into a buffer.</summary>
internal sealed class JournalWriter(long lastNumber) : IDisposable
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

    /// <summary>Begins anew, behind the lines so far.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>The first line.</summary>
    public void Journal(DateTimeOffset at)
    {
        Start("journal");
        _json.WriteNumber("format", JournalLine.Format);
        Time("at", at);
        End();
    }

    /// <summary>A run begins.</summary>
    public void Run(JournalHeader header, JournalFlush flush, int process, DateTimeOffset at)
    {
        Start("run");
        Text("connection", header.Connection);
        Text("provider", header.Provider);
        Text("template", header.Draft);
        Text("keyColumn", header.KeyColumn);
        Text("flush", flush.ToString());
        _json.WriteNumber("process", process);
        Time("at", at);
        End();
    }

    /// <summary>A message is about to be sent.</summary>
    public void Intent(in JournalKey key, string recipient, DateTimeOffset at)
    {
        Start("intent");
        Key(key);
        Text("to", recipient);
        Time("at", at);
        End();
    }

    /// <summary>What became of it.</summary>
    public void Outcome(in JournalKey key, JournalStatus status, string? recipient, in JournalOutcome outcome, DateTimeOffset? firstAt, DateTimeOffset at)
    {
        Start("outcome");
        Key(key);
        Text("status", status.ToString());
        Text("to", recipient);
        Text("id", outcome.MessageId);
        Text("code", outcome.ErrorCode);
        if (outcome.HttpStatus is { } http)
        {
            _json.WriteNumber("http", http);
        }

        _json.WriteNumber("attempts", outcome.Attempts);
        _json.WriteNumber("ms", (long)outcome.Elapsed.TotalMilliseconds);
        if (firstAt is { } first)
        {
            Time("firstAt", first);
        }

        Time("at", at);
        End();
    }

    public void Dispose() => _json.Dispose();

    private void Start(string type)
    {
        _start = _buffer.WrittenCount;
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("n", ++_number);
        _json.WriteString("type", type);
    }

    private void End()
    {
        _json.Flush();
        uint crc = Crc32C.Of(_buffer.WrittenSpan[_start..]);
        _buffer.Write(JournalLine.TailStart);
        Span<byte> tail = _buffer.GetSpan(11);
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{crc:x8}\"}}\n"), tail);
        _buffer.Advance(11);
    }

    private void Key(in JournalKey key)
    {
        Span<char> digits = stackalloc char[32];
        key.High.TryFormat(digits, out _, "x16", CultureInfo.InvariantCulture);
        key.Low.TryFormat(digits[16..], out _, "x16", CultureInfo.InvariantCulture);
        _json.WriteString("key", digits);
    }

    private void Text(string name, string? text)
    {
        if (text is not null)
        {
            _json.WriteString(name, text.AsSpan(0, Math.Min(text.Length, LongestText)));
        }
    }

    private void Time(string name, DateTimeOffset at) =>
        _json.WriteString(name, new DateTime(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc));
}
