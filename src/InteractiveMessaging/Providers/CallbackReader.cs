using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace InteractiveMessaging;

/// <summary>
/// Reads callbacks: each provider knows its own. What no provider knows comes out as a <see cref="WaUnknownCallback"/>, whole.
/// </summary>
internal static class CallbackReader
{
    private const int DeepestWrapping = 8;

    private static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    /// <summary>Reads one or more JSON texts that follow each other, as in a file with one callback a line.</summary>
    /// <param name="utf8">The JSON texts.</param>
    /// <param name="providers">Whose callbacks they may be; null takes all providers.</param>
    /// <exception cref="JsonException">It is not JSON; nothing is returned then.</exception>
    public static List<WaCallback> Read(ReadOnlySpan<byte> utf8, IReadOnlyList<Provider>? providers = null)
    {
        List<WaCallback> found = [];
        ReadOnlySpan<byte> rest = Utf8.IsValid(utf8) ? utf8 : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        rest = (rest.StartsWith("\uFEFF"u8) ? rest[3..] : rest).Trim(Blank);
        while (!rest.IsEmpty)
        {
            Utf8JsonReader reader = new(rest);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            found.AddRange(Read(document.RootElement, providers ?? ProviderCatalog.All, DeepestWrapping));
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
                ?? [MetaCallback.Unknown(element.Scalar("field") ?? "", element)];
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON may escape and no text can hold.
            return [new WaUnknownCallback { Topic = "", Json = element.GetRawText() }];
        }
    }

    // An automation's webhook object as JSON holds the body as a text.
    private static IEnumerable<WaCallback>? ReadText(string json, IReadOnlyList<Provider> providers, int depth)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return [.. Read(document.RootElement, providers, depth)];
        }
        catch (JsonException)
        {
            // What it holds is not a callback; the object is returned as it is.
            return null;
        }
    }
}
