using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

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

    /// <summary>A run uses a draft that the journal did not know.</summary>
    Draft,

    /// <summary>A message is about to be sent.</summary>
    Intent,

    /// <summary>What became of it.</summary>
    Outcome,

    /// <summary>A row that our own check stopped.</summary>
    Invalid,

    /// <summary>A run ends in order.</summary>
    End,
}

/// <summary>What a line of a journal says. A field that its kind does not have, or that the line lacks, has its default.</summary>
internal struct JournalRecord
{
    public LineKind Kind;
    public long Number;
    public Key128 Hash;
    public JournalStatus Status;
    public DateTimeOffset At;
    public DateTimeOffset? FirstAt;
    public int? Http;
    public int Attempts;
    public long Milliseconds;
    public int Process;
    public JournalFlush Flush;
    public long Row;
    public long Rows;
    public long? Total;
    public long NotReached;
    public bool ReadAll;
    public bool Finished;
    public string? To;
    public string? Key;
    public string? Id;
    public string? Code;
    public string? Connection;
    public string? Provider;
    public string? Host;
    public string? Account;
    public string? Draft;
    public string? KeyColumn;
    public string? Cause;

    // In the order in which they come most.
    private static readonly (byte[] Name, Field Field)[] Names =
    [
        ("n"u8.ToArray(), Field.Number),
        ("type"u8.ToArray(), Field.Type),
        ("hash"u8.ToArray(), Field.Hash),
        ("at"u8.ToArray(), Field.At),
        ("to"u8.ToArray(), Field.To),
        ("crc"u8.ToArray(), Field.Crc),
        ("status"u8.ToArray(), Field.Status),
        ("id"u8.ToArray(), Field.Id),
        ("http"u8.ToArray(), Field.Http),
        ("attempts"u8.ToArray(), Field.Attempts),
        ("ms"u8.ToArray(), Field.Milliseconds),
        ("firstAt"u8.ToArray(), Field.FirstAt),
        ("key"u8.ToArray(), Field.Key),
        ("code"u8.ToArray(), Field.Code),
        ("row"u8.ToArray(), Field.Row),
        ("cause"u8.ToArray(), Field.Cause),
        ("draft"u8.ToArray(), Field.Draft),
        ("connection"u8.ToArray(), Field.Connection),
        ("provider"u8.ToArray(), Field.Provider),
        ("host"u8.ToArray(), Field.Host),
        ("account"u8.ToArray(), Field.Account),
        ("keyColumn"u8.ToArray(), Field.KeyColumn),
        ("total"u8.ToArray(), Field.Total),
        ("flush"u8.ToArray(), Field.Flush),
        ("process"u8.ToArray(), Field.Process),
        ("rows"u8.ToArray(), Field.Rows),
        ("notReached"u8.ToArray(), Field.NotReached),
        ("readAll"u8.ToArray(), Field.ReadAll),
        ("finished"u8.ToArray(), Field.Finished),
    ];

    [Flags]
    private enum Field
    {
        None = 0,
        Number = 1 << 0,
        Type = 1 << 1,
        Hash = 1 << 2,
        At = 1 << 3,
        To = 1 << 4,
        Crc = 1 << 5,
        Status = 1 << 6,
        Id = 1 << 7,
        Http = 1 << 8,
        Attempts = 1 << 9,
        Milliseconds = 1 << 10,
        FirstAt = 1 << 11,
        Key = 1 << 12,
        Code = 1 << 13,
        Row = 1 << 14,
        Cause = 1 << 15,
        Draft = 1 << 16,
        Connection = 1 << 17,
        Provider = 1 << 18,
        Host = 1 << 19,
        Account = 1 << 20,
        KeyColumn = 1 << 21,
        Total = 1 << 22,
        Flush = 1 << 23,
        Process = 1 << 24,
        Rows = 1 << 25,
        NotReached = 1 << 26,
        ReadAll = 1 << 27,
        Finished = 1 << 28,
    }

    /// <summary>Reads a line whose checksum holds; false where its content is not what its kind must hold.</summary>
    /// <param name="line">The line without its line break.</param>
    /// <param name="record">What it says.</param>
    /// <param name="withTexts">Whether the texts of an intent and an outcome are wanted; else they are checked and left out.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, out JournalRecord record, bool withTexts = true)
    {
        record = default;
        try
        {
            Field seen = Field.None;
            Utf8JsonReader json = new(line);
            Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                Field field = FieldOf(json);
                json.Read();
                record.Take(field, ref json, withTexts);
                seen |= field;
            }

            Field required = Required(record.Kind);
            return (seen & required) == required;
        }
        catch (Exception unfit) when (unfit is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static Field Required(LineKind kind) => Field.Number | Field.Type | kind switch
    {
        LineKind.Run => Field.Connection | Field.Provider | Field.Host | Field.Account | Field.Process | Field.Flush | Field.At,
        LineKind.Draft => Field.Draft,
        LineKind.Intent => Field.Hash | Field.At,
        LineKind.Outcome => Field.Hash | Field.Status | Field.At,
        LineKind.Invalid => Field.Row | Field.Cause,
        LineKind.End => Field.Rows | Field.NotReached | Field.ReadAll | Field.Finished | Field.At,
        _ => Field.None,
    };

    private static Field FieldOf(in Utf8JsonReader json)
    {
        foreach ((byte[] name, Field field) in Names)
        {
            if (json.ValueTextEquals(name))
            {
                return field;
            }
        }

        return Field.None;
    }

    private void Take(Field field, ref Utf8JsonReader json, bool withTexts)
    {
        bool wanted = withTexts || Kind is not (LineKind.Intent or LineKind.Outcome);
        switch (field)
        {
            case Field.Number: Number = json.GetInt64(); break;
            case Field.Type: Kind = KindOf(json); break;
            case Field.Hash: Hash = HashOf(json); break;
            case Field.At: At = json.GetDateTimeOffset(); break;
            case Field.To: To = Text(json, wanted); break;
            case Field.Status: Status = StatusOf(json); break;
            case Field.Id: Id = Text(json, wanted); break;
            case Field.Http: Http = json.GetInt32(); break;
            case Field.Attempts: Attempts = json.GetInt32(); break;
            case Field.Milliseconds: Milliseconds = Duration(json.GetInt64()); break;
            case Field.FirstAt: FirstAt = json.GetDateTimeOffset(); break;
            case Field.Key: Key = Text(json, wanted); break;
            case Field.Code: Code = Text(json, wanted); break;
            case Field.Row: Row = json.GetInt64(); break;
            case Field.Cause: Cause = Text(json); break;
            case Field.Draft: Draft = Text(json); break;
            case Field.Connection: Connection = Text(json); break;
            case Field.Provider: Provider = Text(json); break;
            case Field.Host: Host = Text(json); break;
            case Field.Account: Account = Text(json); break;
            case Field.KeyColumn: KeyColumn = Text(json); break;
            case Field.Total: Total = json.GetInt64(); break;
            case Field.Flush: Flush = FlushOf(json); break;
            case Field.Process: Process = json.GetInt32(); break;
            case Field.Rows: Rows = json.GetInt64(); break;
            case Field.NotReached: NotReached = json.GetInt64(); break;
            case Field.ReadAll: ReadAll = json.GetBoolean(); break;
            case Field.Finished: Finished = json.GetBoolean(); break;
            default: json.Skip(); break;
        }
    }

    private static LineKind KindOf(in Utf8JsonReader json) =>
        json.ValueTextEquals("intent"u8) ? LineKind.Intent
        : json.ValueTextEquals("outcome"u8) ? LineKind.Outcome
        : json.ValueTextEquals("invalid"u8) ? LineKind.Invalid
        : json.ValueTextEquals("draft"u8) ? LineKind.Draft
        : json.ValueTextEquals("run"u8) ? LineKind.Run
        : json.ValueTextEquals("end"u8) ? LineKind.End
        : json.ValueTextEquals("journal"u8) ? LineKind.Journal
        : LineKind.Other;

    private static JournalStatus StatusOf(in Utf8JsonReader json) =>
        json.ValueTextEquals("Accepted"u8) ? JournalStatus.Accepted
        : json.ValueTextEquals("Rejected"u8) ? JournalStatus.Rejected
        : json.ValueTextEquals("Failed"u8) ? JournalStatus.Failed
        : json.ValueTextEquals("InDoubt"u8) ? JournalStatus.InDoubt
        : json.ValueTextEquals("NotSent"u8) ? JournalStatus.NotSent
        : json.ValueTextEquals("Waiting"u8) ? JournalStatus.Waiting
        : json.ValueTextEquals("Excluded"u8) ? JournalStatus.Excluded
        : throw new FormatException();

    private static JournalFlush FlushOf(in Utf8JsonReader json) =>
        json.ValueTextEquals("Disk"u8) ? JournalFlush.Disk
        : json.ValueTextEquals("Process"u8) ? JournalFlush.Process
        : throw new FormatException();

    private static Key128 HashOf(in Utf8JsonReader json)
    {
        const int Half = 16;
        ReadOnlySpan<byte> digits = json.ValueSpan;
        Expect(json.TokenType == JsonTokenType.String && digits.Length == 2 * Half);
        Expect(Utf8Parser.TryParse(digits[..Half], out ulong high, out int first, 'x') && first == Half);
        Expect(Utf8Parser.TryParse(digits[Half..], out ulong low, out int second, 'x') && second == Half);
        return new(high, low);
    }

    // A text that is not wanted is still looked at: broken escapes and broken UTF-8 show only where a text is read.
    private static string? Text(in Utf8JsonReader json, bool wanted = true)
    {
        if (wanted || json.ValueIsEscaped || json.TokenType != JsonTokenType.String)
        {
            string text = json.GetString() ?? throw new FormatException();
            return wanted ? text : null;
        }

        Expect(Utf8.IsValid(json.ValueSpan));
        return null;
    }

    private static long Duration(long milliseconds)
    {
        Expect(milliseconds >= 0 && milliseconds <= TimeSpan.MaxValue.TotalMilliseconds);
        return milliseconds;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new FormatException();
        }
    }
}
