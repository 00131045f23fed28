using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Reads callbacks: each provider knows its own. What no provider knows comes out as a <see cref="WaUnknownCallback"/>, whole.
/// </summary>
internal static class CallbackReader
{
    private const int DeepestWrapping = 8;
    private const int DeepestLevel = 64;

    private static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    /// <summary>Reads one or more JSON texts that follow each other, as in a file with one callback a line.</summary>
    /// <param name="body">The JSON texts: UTF-8, or another form of Unicode that shows which one it is.</param>
    /// <param name="providers">Whose callbacks they may be; null takes all providers.</param>
    /// <exception cref="JsonException">
    /// It is not JSON, or deeper than 64 levels, with line and byte, counted from 1; nothing is returned then.
    /// </exception>
    public static List<WaCallback> Read(ReadOnlySpan<byte> body, IReadOnlyList<Provider>? providers = null)
    {
        List<WaCallback> found = [];

        // A copy, since callbacks go on reading it when their JSON is asked for.
        ReadOnlyMemory<byte> whole = CallbackText.ToUtf8(body).TrimEnd(Blank).ToArray();
        ReadOnlyMemory<byte> rest = whole[^whole.Span.TrimStart(Blank).Length..];
        while (!rest.IsEmpty)
        {
            using JsonDocument document = Parse(rest.Span, whole.Span[..^rest.Length], out int length);
            found.AddRange(Read(document.RootElement, new(rest[..length]), providers ?? ProviderCatalog.All, DeepestWrapping));
            rest = rest[length..];
            rest = rest[^rest.Span.TrimStart(Blank).Length..];
        }

        return found;
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, out int length)
    {
        try
        {
            Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = DeepestLevel });
            JsonDocument document = JsonDocument.ParseValue(ref reader);
            length = (int)reader.BytesConsumed;
            return document;
        }
        catch (JsonException error)
        {
            // The reader counts from the text it was given; the first one on a line begins behind what stands before it there.
            long line = error.LineNumber ?? 0;
            long place = (error.BytePositionInLine ?? 0) + (line == 0 ? before.Length - 1 - before.LastIndexOf((byte)'\n') : 0);
            throw new JsonException($"line {line + before.Count((byte)'\n') + 1}, byte {place + 1}: {Reason(error, text)}", error);
        }
    }

    // Of what is too deep the parser says only that a setting was exceeded.
    private static string Reason(JsonException error, ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= DeepestLevel)
                {
                    return $"more than {DeepestLevel} objects and lists hold each other; no deeper JSON is read.";
                }
            }
        }
        catch (JsonException)
        {
            // It is something else.
        }

        return JsonText.Reason(error);
    }

    private static IEnumerable<WaCallback> Read(
        JsonElement element, CallbackBody body, IReadOnlyList<Provider> providers, int depth)
    {
        try
        {
            if (depth > 0 && element.ValueKind == JsonValueKind.Array)
            {
                return [.. element.EnumerateArray().SelectMany(item => ReadText(item.GetRawText(), providers, depth - 1)!)];
            }

            return (depth > 0 && element.Text("RequestBody") is { } text ? ReadText(text, providers, depth - 1) : null)
                ?? (providers.Select(provider => provider.ReadCallback(element)).FirstOrDefault(found => found is not null)
                    ?? [MetaCallback.Unknown(element.Scalar("field") ?? element.Scalar("event") ?? "", new(element))])
                .Select(callback => CallbackPerson.Of(callback) with { Source = callback.Source.In(body) });
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON may escape and no text can hold.
            return [new WaUnknownCallback("") { Source = CallbackJson.None.In(body) }];
        }
    }

    // An element of a list, or the body in an automation's webhook object, which holds it as a text.
    private static List<WaCallback>? ReadText(string json, IReadOnlyList<Provider> providers, int depth)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return [.. Read(document.RootElement, new(Encoding.UTF8.GetBytes(json)), providers, depth)];
        }
        catch (JsonException)
        {
            // What it holds is not a callback; the object is returned as it is.
            return null;
        }
    }
}
