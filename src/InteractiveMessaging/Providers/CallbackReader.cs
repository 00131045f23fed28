using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Reads callbacks: each provider knows its own. What no provider knows comes out as a <see cref="WaUnknownCallback"/>, whole.
/// </summary>
internal static class CallbackReader
{
    private const int DeepestWrapping = 8;

    private static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    /// <summary>Reads one or more JSON texts that follow each other, as in a file with one callback a line.</summary>
    /// <param name="body">The JSON texts: UTF-8, or another form of Unicode that shows which one it is.</param>
    /// <param name="providers">Whose callbacks they may be; null takes all providers.</param>
    /// <exception cref="JsonException">It is not JSON; nothing is returned then.</exception>
    public static List<WaCallback> Read(ReadOnlySpan<byte> body, IReadOnlyList<Provider>? providers = null)
    {
        List<WaCallback> found = [];
        ReadOnlySpan<byte> rest = CallbackText.ToUtf8(body).Trim(Blank);
        while (!rest.IsEmpty)
        {
            Utf8JsonReader reader = new(rest);
            found.AddRange(Read(JsonElement.ParseValue(ref reader), providers ?? ProviderCatalog.All, DeepestWrapping));
            rest = rest[(int)reader.BytesConsumed..].TrimStart(Blank);
        }

        return found;
    }

    private static IEnumerable<WaCallback> Read(JsonElement element, IReadOnlyList<Provider> providers, int depth)
    {
        try
        {
            if (depth > 0 && element.ValueKind == JsonValueKind.Array)
            {
                return [.. element.EnumerateArray().SelectMany(item => Read(item, providers, depth - 1))];
            }

            return (depth > 0 && element.Text("RequestBody") is { } body ? ReadText(body, providers, depth - 1) : null)
                ?? providers.Select(provider => provider.ReadCallback(element)).FirstOrDefault(found => found is not null)
                    ?.Select(callback => Sourced(callback, element))
                ?? [MetaCallback.Unknown(element.Scalar("field") ?? element.Scalar("event") ?? "", new(element))];
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON may escape and no text can hold.
            return [MetaCallback.Unknown("", new(element))];
        }
    }

    // A provider that reads a shape of its own need not care for what is left of it.
    private static WaCallback Sourced(WaCallback callback, JsonElement element) =>
        callback.Source == CallbackJson.None ? callback with { Source = new(new CallbackPlace(element)) } : callback;

    // An automation's webhook object as JSON holds the body as a text.
    private static IEnumerable<WaCallback>? ReadText(string json, IReadOnlyList<Provider> providers, int depth)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return [.. Read(document.RootElement.Clone(), providers, depth)];
        }
        catch (JsonException)
        {
            // What it holds is not a callback; the object is returned as it is.
            return null;
        }
    }
}
