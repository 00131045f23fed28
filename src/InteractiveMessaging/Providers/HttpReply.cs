using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace InteractiveMessaging;

/// <summary>A reply as it came: status, a few headers, the body up to 1 MB.</summary>
internal sealed class HttpReply(int status, ReadOnlyMemory<byte> body, Func<string, string?>? header = null, TimeProvider? clock = null, Func<string?, string?>? redact = null)
{
    private const int LongestError = 500;
    private bool _parsed;
    private JsonElement? _json;

    public int Status => status;

    public bool IsSuccess => status is >= 200 and < 300;

    public string? Header(string name) => Hide(header?.Invoke(name));

    /// <summary>The same reply, out of which the key can no longer be read, should the provider echo it anywhere.</summary>
    /// <param name="key">Removes the key from a text.</param>
    public HttpReply Hiding(Func<string?, string?> key) => new(status, body, header, clock, key);

    /// <summary>The body as JSON, or null where it is none: empty, HTML, cut off, …</summary>
    public JsonElement? Json
    {
        get
        {
            if (!_parsed)
            {
                _parsed = true;
                _json = Parse(body.Span, redact);
            }

            return _json;
        }
    }

    /// <summary>The field at the end of this path of names (an index for a list), as text; null where it is not there or holds no value.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        JsonElement at = Json is { } json ? json.At(path) : default;
        return at.Scalar() is { Length: > 0 } text ? at.ValueKind == JsonValueKind.Number ? Hide(text) : text : null;
    }

    /// <summary>Whether the field is <c>true</c>, <c>false</c>, or neither.</summary>
    public bool? Flag(string name) => Json?.Flag(name);

    /// <summary>A text field of a body that is almost JSON (missing commas, as in some providers' own samples): what stands behind its name.</summary>
    public string? Search(string name)
    {
        if (Json is not null)
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(body.Span);
        string quoted = $"\"{name}\"";
        for (int at = text.IndexOf(quoted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(quoted, at + 1, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + quoted.Length).TrimStart();
            if (rest.StartsWith(":") && rest[1..].TrimStart() is ['"', .. var value] && value.IndexOf('"') is > 0 and int end)
            {
                return Hide(Unescaped(value[..end].ToString()));
            }
        }

        return null;
    }

    /// <summary>The body as it came; the key may stand in it.</summary>
    public string Content => Encoding.UTF8.GetString(body.Span);

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
                return line.Length <= LongestError ? line : line[..LongestError] + "…";
            }
        }

        return Json is null && body.Length > 0 ? $"HTTP {status} with a body that is not JSON" : $"HTTP {status}";
    }

    /// <summary>What to make of a reply whose body says nothing: the status decides.</summary>
    /// <param name="code">The provider's code, where one was found that no table knows.</param>
    /// <param name="error">What the provider says.</param>
    public ProviderReply ByStatus(string? code, string error) => status switch
    {
        >= 200 and < 300 => new(Outcome.InDoubt) { Code = code, Error = $"HTTP {status}, but no message id can be read in the reply: it may have been taken." },
        >= 300 and < 400 => new(Outcome.Rejected) { Code = code, Error = $"HTTP {status}: the address redirects elsewhere, which is never followed.", Recommendation = "Correct the connection's address with -BaseUri or -Endpoint." },
        401 => new(Outcome.Rejected) { Code = code, Error = error, StopsRun = true, Recommendation = "Check the key: connect again with Connect-WaProvider -ApiKey." },
        429 => new(Outcome.Retry) { Code = code, Error = error, Throttled = true, RetryAfter = RetryAfter },
        503 => new(Outcome.Retry) { Code = code, Error = error, RetryAfter = RetryAfter },
        >= 500 => new(Outcome.InDoubt) { Code = code, Error = error },
        _ => new(Outcome.Rejected) { Code = code, Error = error },
    };

    /// <summary>What to make of a code that a provider's table knows.</summary>
    /// <param name="row">The row of the table.</param>
    /// <param name="code">The code.</param>
    /// <param name="error">What the provider says.</param>
    public ProviderReply ByCode(ReplyCode row, string code, string error) => new(row.Verdict is Verdict.Reject or Verdict.Stop ? Outcome.Rejected : Outcome.Retry)
    {
        Code = code,
        Error = error,
        Recommendation = row.Recommendation,
        StopsRun = row.Verdict == Verdict.Stop,
        Throttled = row.Verdict == Verdict.Throttle,
        PairLimit = row.Verdict == Verdict.PairLimit,
        RetryAfter = row.Verdict is Verdict.Retry or Verdict.Throttle ? RetryAfter : null,
    };

    private static string Unescaped(string text) => Parse(Encoding.UTF8.GetBytes($"\"{text}\""), null)?.GetString() ?? text;

    // Here and not later: a text that is cut to a length could end in the middle of the key.
    private string? Hide(string? text) => redact is null ? text : redact(text);

    // Written anew the texts hold no escapes but the few that JSON demands, so the key stands there as it is or as JSON writes it.
    private static JsonElement Without(Func<string?, string?> redact, JsonElement json)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteTo(writer);
        }

        using JsonDocument hidden = JsonDocument.Parse(redact(Encoding.UTF8.GetString(buffer.WrittenSpan))!);
        return hidden.RootElement.Clone();
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> body, Func<string?, string?>? redact)
    {
        ReadOnlySpan<byte> json = body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        try
        {
            Utf8JsonReader reader = new(json);
            JsonElement parsed = JsonElement.ParseValue(ref reader);

            // Without escapes every text stands there as it is: one look at the whole body tells.
            bool echoed = json.Contains((byte)'\\') || !Utf8.IsValid(json)
                ? EchoedInTexts(json[..(int)reader.BytesConsumed], redact)
                : redact is not null && Echoes(Encoding.UTF8.GetString(json), redact);
            return echoed ? Without(redact!, parsed) : parsed;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Every text is tried, since a broken one (half a surrogate pair, no UTF-8) would throw only where it is read.
    private static bool EchoedInTexts(ReadOnlySpan<byte> json, Func<string?, string?>? redact)
    {
        bool echoed = false;
        Utf8JsonReader texts = new(json);
        while (texts.Read())
        {
            if (texts.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                string text = texts.GetString()!;
                echoed |= redact is not null && Echoes(text, redact);
            }
        }

        return echoed;
    }

    private static bool Echoes(string text, Func<string?, string?> redact) => redact(text) != text;

    /// <summary>The header Retry-After in seconds or as a date.</summary>
    public TimeSpan? RetryAfter => Header("Retry-After") is { } value
        && System.Net.Http.Headers.RetryConditionHeaderValue.TryParse(value, out System.Net.Http.Headers.RetryConditionHeaderValue? parsed)
        ? parsed.Delta ?? (parsed.Date - (clock ?? TimeProvider.System).GetUtcNow())
        : null;
}
