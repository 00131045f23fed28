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

    /// <summary>The first line of a journal.</summary>
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
        Text("host", header.Host);
        Text("account", header.Account);
        Text("draft", header.Draft);
        Text("keyColumn", header.KeyColumn);
        Number("total", header.Total);
        Text("flush", flush.ToString());
        _json.WriteNumber("process", process);
        Time("at", at);
        End();
    }

    /// <summary>A run uses a draft that the journal does not know.</summary>
    public void Draft(string draft)
    {
        Start("draft");
        Text("draft", draft);
        End();
    }

    /// <summary>A message is about to be sent.</summary>
    public void Intent(in JournalMessage message, DateTimeOffset at)
    {
        Start("intent");
        Message(message);
        Time("at", at);
        End();
    }

    /// <summary>What became of it.</summary>
    public void Outcome(in JournalMessage message, in JournalOutcome outcome, DateTimeOffset at)
    {
        Start("outcome");
        Message(message);
        Text("status", outcome.Status.ToString());
        Text("id", outcome.MessageId);
        Text("code", outcome.ErrorCode);
        Number("http", outcome.HttpStatus);
        _json.WriteNumber("attempts", outcome.Attempts);
        _json.WriteNumber("ms", (long)outcome.Elapsed.TotalMilliseconds);
        if (outcome.FirstTriedAt is { } first)
        {
            Time("firstAt", first);
        }

        Time("at", at);
        End();
    }

    /// <summary>A row that our own check stopped.</summary>
    public void Invalid(in InvalidRow row)
    {
        Start("invalid");
        _json.WriteNumber("row", row.Row);
        Text("cause", row.Cause);
        Text("to", row.Recipient);
        Text("key", row.Key);
        End();
    }

    /// <summary>A run ends in order.</summary>
    public void RunEnd(RunEnd end, DateTimeOffset at)
    {
        Start("end");
        _json.WriteNumber("rows", end.Rows);
        _json.WriteNumber("notReached", end.NotReached);
        _json.WriteBoolean("readAll", end.HasReadAll);
        _json.WriteBoolean("finished", end.IsFinished);
        Time("at", at);
        End();
    }

    /// <summary>As much of a text from outside as is kept.</summary>
    public static string Kept(string text) => text.Length <= LongestText ? text : text[..LongestText];

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

    private void Message(in JournalMessage message)
    {
        Span<char> digits = stackalloc char[32];
        message.Hash.High.TryFormat(digits, out _, "x16", CultureInfo.InvariantCulture);
        message.Hash.Low.TryFormat(digits[16..], out _, "x16", CultureInfo.InvariantCulture);
        _json.WriteString("hash", digits);
        Text("to", message.Recipient);
        Text("key", message.Key);
    }

    private void Text(string name, string? text)
    {
        if (text is not null)
        {
            _json.WriteString(name, Kept(text));
        }
    }

    private void Number(string name, long? number)
    {
        if (number is { } value)
        {
            _json.WriteNumber(name, value);
        }
    }

    private void Time(string name, DateTimeOffset at) =>
        _json.WriteString(name, new DateTime(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc));
}
