using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace InteractiveMessaging;

/// <summary>A reply as it came: status, a few headers, the body up to 1 MB.</summary>
/// <remarks>
/// <see cref="Dispose"/> gives back what reading the body took; who reads many replies calls it when nothing of <see cref="Json"/> is held
/// any more.
/// </remarks>
internal sealed class HttpReply(
    int status, ReadOnlyMemory<byte> body, Func<string, string?>? header = null, TimeProvider? clock = null, Redaction? key = null)
    : IDisposable
{
    private const int LongestError = 500;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(int.MaxValue);

    private bool _parsed;
    private JsonDocument? _document;
    private string? _content;

    public int Status => status;

    public bool IsSuccess => status is >= 200 and < 300;

    public string? Header(string name) => header?.Invoke(name) is { } value ? Hide(value) : null;

    /// <summary>The same reply, out of which the key can no longer be read, should the provider echo it anywhere.</summary>
    public HttpReply Hiding(Redaction key) => new(status, body, header, clock, key);

    /// <summary>The body as JSON, or null where it is none: empty, HTML, cut off, …</summary>
    public JsonElement? Json
    {
        get
        {
            if (!_parsed)
            {
                _parsed = true;
                _document = Parse(body.Span, key);
            }

            return _document?.RootElement;
        }
    }

    public void Dispose() => _document?.Dispose();

    /// <summary>
    /// The field at the end of this path of names (an index for a list), as text; null where it is not there or holds no value.
    /// </summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        JsonElement at = Json is { } json ? json.At(path) : default;
        return at.Scalar() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Whether the field is <c>true</c>, <c>false</c>, or neither.</summary>
    public bool? Flag(string name) => Json?.Flag(name);

    /// <summary>
    /// A text field of a body that is almost JSON (missing commas, as in some providers' own samples): what stands behind its name.
    /// </summary>
    public string? Search(string name)
    {
        if (Json is not null)
        {
            return null;
        }

        // The key is taken out before anything is cut out of the text.
        string text = Content;
        string quoted = $"\"{name}\"";
        for (int at = text.IndexOf(quoted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(quoted, at + 1, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + quoted.Length).TrimStart();
            if (rest.StartsWith(":") && rest[1..].TrimStart() is ['"', .. var value] && ClosingQuote(value) is > 0 and int end)
            {
                return Hide(Unescaped(value[..end].ToString()));
            }
        }

        return null;
    }

    /// <summary>The body as it came, without the key.</summary>
    public string Content => _content ??= Hide(Json is { } json ? json.GetRawText() : Encoding.UTF8.GetString(body.Span));

    /// <summary>Whether the body holds this text, whatever its shape.</summary>
    public bool Says(string text) => Encoding.UTF8.GetString(body.Span).Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>A short text for people: the first of these that says something, or the status alone.</summary>
    public string Describe(params ReadOnlySpan<string?> candidates)
    {
        foreach (string? candidate in candidates)
        {
            if (!string.IsNullOrWhiteSpace(candidate))
            {
                string line = string.Join(' ', candidate.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                return PrintableText.Short(line, LongestError);
            }
        }

        return Json is null && body.Length > 0 ? $"HTTP {status} with a body that is not JSON" : $"HTTP {status}";
    }

    /// <summary>What to make of a reply whose body says nothing: the status decides.</summary>
    /// <param name="code">The provider's code, where one was found that no table knows.</param>
    /// <param name="error">What the provider says.</param>
    public ProviderReply ByStatus(string? code, string error) => status switch
    {
        >= 200 and < 300 => new(Outcome.InDoubt)
        {
            Code = code,
            Error = $"HTTP {status}, but no message id can be read in the reply: it may have been taken.",
        },
        >= 300 and < 400 => new(Outcome.Rejected)
        {
            Code = code,
            Error = $"HTTP {status}: the address redirects elsewhere, which is never followed.",
            Recommendation = "Correct the connection's address with -BaseUri or -Endpoint.",
        },
        401 => new(Outcome.Rejected)
        {
            Code = code,
            Error = error,
            StopsRun = true,
            Recommendation = "Check the key: connect again with Connect-WaProvider -ApiKey.",
        },
        429 => new(Outcome.Retry) { Code = code, Error = error, Throttled = true, RetryAfter = RetryAfter },
        503 => new(Outcome.Retry) { Code = code, Error = error, RetryAfter = RetryAfter },
        >= 400 and < 500 => new(Outcome.Rejected) { Code = code, Error = error },

        // A fault of the server's, or no status that HTTP knows: nothing says that the message was not taken.
        _ => new(Outcome.InDoubt) { Code = code, Error = error },
    };

    /// <summary>What to make of a code that a provider's table knows.</summary>
    /// <param name="row">The row of the table.</param>
    /// <param name="code">The code.</param>
    /// <param name="error">What the provider says.</param>
    public ProviderReply ByCode(ReplyCode row, string code, string error) => new(
        row.Verdict is Verdict.Reject or Verdict.Stop ? Outcome.Rejected : Outcome.Retry)
    {
        Code = code,
        Error = error,
        Recommendation = row.Recommendation,
        StopsRun = row.Verdict == Verdict.Stop,
        Throttled = row.Verdict == Verdict.Throttle,
        PairLimit = row.Verdict == Verdict.PairLimit,
        RetryAfter = row.Verdict is Verdict.Retry or Verdict.Throttle ? RetryAfter : null,
    };

    private static string Unescaped(string text)
    {
        using JsonDocument? quoted = Parse(Encoding.UTF8.GetBytes($"\"{text}\""), null);
        return quoted?.RootElement.GetString() ?? text;
    }

    // A quote behind a backslash is part of the text; -1 where the text does not end.
    private static int ClosingQuote(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return at < text.Length ? at : -1;
    }

    // Here and not later: a text that is cut to a length could end in the middle of the key.
    private string Hide(string text) => key is null ? text : key.Redact(text);

    private static JsonDocument? Parse(ReadOnlySpan<byte> body, Redaction? key)
    {
        ReadOnlySpan<byte> json = body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        try
        {
            Utf8JsonReader reader = new(json);
            JsonDocument parsed = JsonDocument.ParseValue(ref reader);

            // One look at the whole body tells of most replies that the key is not in them, and that every text in them is readable.
            bool suspicious = key is null ? json.Contains((byte)'\\') : key.MayHold(json);
            if ((suspicious || !Utf8.IsValid(json)) && Echoes(json[..(int)reader.BytesConsumed], key))
            {
                using (parsed)
                {
                    return Without(key!, parsed.RootElement);
                }
            }

            return parsed;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Every text is tried, since a broken one (half a surrogate pair, not UTF-8) would throw only where it is read.
    private static bool Echoes(ReadOnlySpan<byte> json, Redaction? key)
    {
        bool echoed = false;
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            string? text = reader.TokenType switch
            {
                JsonTokenType.String or JsonTokenType.PropertyName => reader.GetString(),
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => null,
            };
            echoed |= text is not null && key is not null && !ReferenceEquals(key.Redact(text), text);
        }

        return echoed;
    }

    // Text by text, so that what is left is JSON whatever the key is made of.
    private static JsonDocument Without(Redaction key, JsonElement json)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, JsonData.Compact))
        {
            WriteWithout(writer, key, json);
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static void WriteWithout(Utf8JsonWriter writer, Redaction key, JsonElement at)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty field in at.EnumerateObject())
                {
                    writer.WritePropertyName(key.Redact(field.Name));
                    WriteWithout(writer, key, field.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in at.EnumerateArray())
                {
                    WriteWithout(writer, key, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(key.Redact(at.GetString()!));
                break;
            case JsonValueKind.Number when key.MayHold(at.GetRawText()):
                writer.WriteStringValue(key.Redact(at.GetRawText()));
                break;
            default:
                at.WriteTo(writer);
                break;
        }
    }

    /// <summary>The header Retry-After, in seconds or as a date: how long to wait, up to 68 years.</summary>
    public TimeSpan? RetryAfter => Header("Retry-After") is { } value ? Seconds(value) ?? Until(value) : null;

    /// <summary>A number of seconds; null where it is none. More than 68 years are 68 years: a long wait, and not none.</summary>
    public static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
            : null;

    private TimeSpan? Until(string date)
    {
        _ = RetryConditionHeaderValue.TryParse(date, out RetryConditionHeaderValue? parsed);
        TimeSpan? wait = parsed?.Date - (clock ?? TimeProvider.System).GetUtcNow();
        return wait > LongestWait ? LongestWait : wait;
    }
}
