using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A message in a journal, as its last record leaves it.</summary>
public sealed record JournalEntry
{
    /// <summary>What names the message: 32 hexadecimal digits.</summary>
    public required string Key { get; init; }

    /// <summary>The recipient: digits of a number, or a provider's client id.</summary>
    public string? Recipient { get; init; }

    /// <summary>What became of it.</summary>
    public required JournalStatus Status { get; init; }

    /// <summary>The provider's id of it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The provider's own code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The HTTP status of the last reply; null where none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many requests its last run made; 0 where the run died before it could say.</summary>
    public int Attempts { get; init; }

    /// <summary>When its last run began to send it (UTC).</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>When its last record was written (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>From the first request of its last run to the last reply, waits included; whole milliseconds.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The number of its last run, from 1.</summary>
    public int Run { get; init; }

    internal static JournalEntry Read(JsonElement json, JournalStatus status, int run)
    {
        DateTimeOffset at = json.GetProperty("at").GetDateTimeOffset();
        return new()
        {
            Key = json.GetProperty("key").GetString()!,
            Recipient = Text("to"),
            Status = status,
            MessageId = Text("id"),
            ErrorCode = Text("code"),
            HttpStatus = json.TryGetProperty("http", out JsonElement http) ? http.GetInt32() : null,
            Attempts = json.TryGetProperty("attempts", out JsonElement attempts) ? attempts.GetInt32() : 0,
            FirstTriedAt = json.TryGetProperty("firstAt", out JsonElement first) ? first.GetDateTimeOffset()
                : json.TryGetProperty("attempts", out _) ? null : at,
            At = at,
            Elapsed = TimeSpan.FromMilliseconds(json.TryGetProperty("ms", out JsonElement ms) ? ms.GetInt64() : 0),
            Run = run,
        };

        string? Text(string name) => json.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
    }
}
