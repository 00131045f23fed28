using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>What a line of a suppression file says, and how it is written.</summary>
internal readonly struct SuppressionRecord
{
    /// <summary>The format this version writes, and the newest it reads.</summary>
    public const int Format = 1;

    private const string Header = "suppression";
    private const string Stop = "stop";
    private const string Resume = "resume";

    private SuppressionRecord(long number, SuppressionEntry? entry) => (Number, Entry) = (number, entry);

    /// <summary>How every suppression file begins.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"n\":1,\"type\":\"suppression\",\"format\":"u8;

    /// <summary>The number of the line, as the line has it.</summary>
    public long Number { get; }

    /// <summary>What it says; null for the first line.</summary>
    public SuppressionEntry? Entry { get; }

    /// <summary>Writes the first line.</summary>
    public static void WriteHeader(LineWriter lines, DateTimeOffset at)
    {
        lines.Start(Header);
        lines.Json.WriteNumber("format", Format);
        lines.Time("at", at);
        lines.End();
    }

    /// <summary>Writes an entry.</summary>
    public static void Write(LineWriter lines, SuppressionEntry entry)
    {
        lines.Start(entry.Action == SuppressionAction.Stop ? Stop : Resume);
        lines.Text("who", entry.Recipient);
        lines.Time("at", entry.At);
        lines.Text("reason", entry.Reason.ToString());
        lines.Text("message", entry.MessageId);
        lines.End();
    }

    /// <summary>Reads a line whose checksum holds; false where its content is not that of a suppression file.</summary>
    /// <param name="line">The line without its line break.</param>
    /// <param name="path">The file, as entries name it.</param>
    /// <param name="record">What it says.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, string path, out SuppressionRecord record)
    {
        long number = 0;
        string? type = null;
        string? who = null;
        string? message = null;
        DateTimeOffset? at = null;
        SuppressionReason? reason = null;
        record = default;
        try
        {
            Utf8JsonReader json = new(line);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("n"u8))
                {
                    json.Read();
                    number = json.GetInt64();
                }
                else if (json.ValueTextEquals("type"u8))
                {
                    json.Read();
                    type = TypeOf(json);
                }
                else if (json.ValueTextEquals("who"u8))
                {
                    json.Read();
                    who = json.GetString();
                }
                else if (json.ValueTextEquals("at"u8))
                {
                    json.Read();
                    at = json.GetDateTimeOffset();
                }
                else if (json.ValueTextEquals("reason"u8))
                {
                    json.Read();
                    reason = ReasonOf(json);
                }
                else if (json.ValueTextEquals("message"u8))
                {
                    json.Read();
                    message = json.GetString();
                }
                else
                {
                    json.Skip();
                }
            }
        }
        catch (Exception unfit) when (unfit is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }

        SuppressionEntry? entry = null;
        if (type is Stop or Resume && PersonKey.IsName(who) && at is { } time && reason is { } known)
        {
            entry = new()
            {
                Recipient = who!,
                Action = type == Stop ? SuppressionAction.Stop : SuppressionAction.Resume,
                At = time,
                Reason = known,
                MessageId = message,
                Path = path,
                Line = number,
            };
        }

        record = new(number, entry);
        return entry is not null || type == Header;
    }

    private static string? TypeOf(in Utf8JsonReader json) =>
        json.ValueTextEquals("stop"u8) ? Stop
        : json.ValueTextEquals("resume"u8) ? Resume
        : json.ValueTextEquals("suppression"u8) ? Header
        : null;

    private static SuppressionReason? ReasonOf(in Utf8JsonReader json) =>
        json.ValueTextEquals("Word"u8) ? SuppressionReason.Word
        : json.ValueTextEquals("Preference"u8) ? SuppressionReason.Preference
        : json.ValueTextEquals("OptOutCode"u8) ? SuppressionReason.OptOutCode
        : json.ValueTextEquals("Payload"u8) ? SuppressionReason.Payload
        : json.ValueTextEquals("UserChange"u8) ? SuppressionReason.UserChange
        : json.ValueTextEquals("Manual"u8) ? SuppressionReason.Manual
        : null;
}
