using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Writes the lines of a journal into a buffer.</summary>
internal sealed class JournalWriter(long lastNumber) : IDisposable
{
    private readonly LineWriter _lines = new(lastNumber);

    /// <summary>The lines since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _lines.Written;

    /// <summary>Begins anew, behind the lines so far.</summary>
    public void Clear() => _lines.Clear();

    /// <summary>The first line of a journal.</summary>
    public void Journal(DateTimeOffset at)
    {
        _lines.Start("journal");
        _lines.Json.WriteNumber("format", JournalLine.Format);
        _lines.Time("at", at);
        _lines.End();
    }

    /// <summary>A run begins.</summary>
    public void Run(JournalHeader header, JournalFlush flush, int process, DateTimeOffset at)
    {
        _lines.Start("run");
        _lines.Text("connection", header.Connection);
        _lines.Text("provider", header.Provider);
        _lines.Text("host", header.Host);
        _lines.Text("account", header.Account);
        _lines.Text("draft", header.Draft);
        _lines.Text("keyColumn", header.KeyColumn);
        _lines.Number("total", header.Total);
        _lines.Text("flush", flush.ToString());
        _lines.Json.WriteNumber("process", process);
        _lines.Time("at", at);
        _lines.End();
    }

    /// <summary>A run uses a draft that the journal does not know.</summary>
    public void Draft(string draft)
    {
        _lines.Start("draft");
        _lines.Text("draft", draft);
        _lines.End();
    }

    /// <summary>A message is about to be sent.</summary>
    public void Intent(in JournalMessage message, DateTimeOffset at)
    {
        _lines.Start("intent");
        Message(message);
        _lines.Time("at", at);
        _lines.End();
    }

    /// <summary>What became of it.</summary>
    public void Outcome(in JournalMessage message, in JournalOutcome outcome, DateTimeOffset at)
    {
        _lines.Start("outcome");
        Message(message);
        _lines.Text("status", outcome.Status.ToString());
        _lines.Text("id", outcome.MessageId);
        _lines.Text("code", outcome.ErrorCode);
        _lines.Number("http", outcome.HttpStatus);
        _lines.Json.WriteNumber("attempts", outcome.Attempts);
        _lines.Json.WriteNumber("ms", (long)outcome.Elapsed.TotalMilliseconds);
        if (outcome.FirstTriedAt is { } first)
        {
            _lines.Time("firstAt", first);
        }

        _lines.Time("at", at);
        _lines.End();
    }

    /// <summary>A row that our own check stopped.</summary>
    public void Invalid(in InvalidRow row)
    {
        _lines.Start("invalid");
        _lines.Json.WriteNumber("row", row.Row);
        _lines.Text("cause", row.Cause);
        _lines.Text("to", row.Recipient);
        _lines.Text("key", row.Key);
        _lines.End();
    }

    /// <summary>A run ends in order.</summary>
    public void RunEnd(RunEnd end, DateTimeOffset at)
    {
        _lines.Start("end");
        _lines.Json.WriteNumber("rows", end.Rows);
        _lines.Json.WriteNumber("notReached", end.NotReached);
        _lines.Json.WriteBoolean("readAll", end.HasReadAll);
        _lines.Json.WriteBoolean("finished", end.IsFinished);
        _lines.Time("at", at);
        _lines.End();
    }

    public void Dispose() => _lines.Dispose();

    private void Message(in JournalMessage message)
    {
        Span<char> digits = stackalloc char[32];
        message.Hash.High.TryFormat(digits, out _, "x16", CultureInfo.InvariantCulture);
        message.Hash.Low.TryFormat(digits[16..], out _, "x16", CultureInfo.InvariantCulture);
        _lines.Json.WriteString("hash", digits);
        _lines.Text("to", message.Recipient);
        _lines.Text("key", message.Key);
    }
}
