using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Reads JSON text strictly and says where it is wrong.</summary>
internal static class JsonText
{
    // Deeper than all that is allowed, so that most of what is too deep is told with its place. A document's time grows with its levels
    // times its length: what is deeper still is not read into one.
    private static readonly JsonDocumentOptions SomeDepth = new() { MaxDepth = 128 };

    /// <summary>Reads one JSON value.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="deepest">How many levels there may be.</param>
    /// <exception cref="FormatException">
    /// It is not JSON, with line, column and reason; or a name stands twice in an object, a text holds half a character, or there are more
    /// than <paramref name="deepest"/> levels, with the JSON pointer.
    /// </exception>
    public static JsonDocument Parse(string text, int deepest = JsonData.DeepestLevel)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, SomeDepth);
        }
        catch (JsonException error)
        {
            throw new FormatException(
                PathBeyond(text, deepest) is { } path ? TooDeep(path) : $"This is not JSON: {Place(text, error)}{Reason(error)}", error);
        }
        catch (ArgumentException error)
        {
            throw new FormatException("This is not JSON: it holds half a character, a surrogate without its other half.", error);
        }

        try
        {
            Check(document.RootElement, deepest);
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    /// <summary>Whether a text is a JSON document by itself, and not a line of one.</summary>
    public static bool IsWhole(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, SomeDepth);
            return true;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return PathBeyond(text, JsonData.DeepestLevel) is not null;
        }
    }

    /// <summary>What to say of JSON that has too many levels.</summary>
    public static string TooDeep(string path) =>
        $"More than {JsonData.DeepestLevel} objects and lists hold each other, at {path}; use fewer levels.";

    /// <summary>Refuses what readers of JSON do not agree on.</summary>
    /// <param name="root">What was read.</param>
    /// <param name="deepest">How many levels there may be.</param>
    /// <exception cref="FormatException">
    /// A name stands twice in an object, a text holds half a character, or it is too deep; with the JSON pointer.
    /// </exception>
    public static void Check(JsonElement root, int deepest = JsonData.DeepestLevel) => Check(root, "", deepest);

    // Where the first object or list stands that has too many round it; null where there is none before the JSON ends or breaks.
    private static string? PathBeyond(string text, int deepest)
    {
        string[] segments = new string[deepest + 1];
        bool[] isList = new bool[deepest + 1];
        int[] index = new int[deepest + 1];
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                int level = reader.CurrentDepth;
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    segments[level] = JsonPointer.Append("", reader.GetString()!);
                    continue;
                }

                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    continue;
                }

                if (isList[level])
                {
                    segments[level] = $"/{index[level]++}";
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    if (level == deepest)
                    {
                        return string.Concat(segments);
                    }

                    isList[level + 1] = reader.TokenType == JsonTokenType.StartArray;
                    index[level + 1] = 0;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // It is no better JSON for this reader.
        }

        return null;
    }

    // Readers disagree on which of two equal names counts, so what was checked need not be what the provider reads.
    private static void Check(JsonElement element, string path, int levels)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when levels == 0:
                throw new FormatException(TooDeep(path));
            case JsonValueKind.Object:
                HashSet<string> names = new(StringComparer.Ordinal);
                foreach (JsonProperty field in element.EnumerateObject())
                {
                    string name = Readable(() => field.Name, "A name", path);
                    if (!names.Add(name))
                    {
                        throw new FormatException($"\"{PrintableText.Quote(name)}\" stands twice at {Place(path)}; keep one.");
                    }

                    Check(field.Value, JsonPointer.Append(path, name), levels - 1);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Check(item, $"{path}/{index++}", levels - 1);
                }

                break;
            case JsonValueKind.String:
                Readable(() => element.GetString()!, "The text", path);
                break;
        }
    }

    private static string Readable(Func<string> read, string what, string path)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException(
                $"{what} at {Place(path)} holds half a character: a \\u escape of a surrogate without its other half.", error);
        }
    }

    /// <summary>A JSON pointer in words.</summary>
    public static string Place(string path) => path.Length == 0 ? "the top level" : path;

    // The reader counts bytes from 0; people count characters from 1.
    private static string Place(string text, JsonException error)
    {
        if (error.LineNumber is not { } line)
        {
            return "";
        }

        string found = text.Split('\n').ElementAtOrDefault((int)line) ?? "";
        byte[] bytes = Encoding.UTF8.GetBytes(found);
        int column = Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(error.BytePositionInLine ?? 0, bytes.Length)) + 1;
        return $"line {line + 1}, column {column}: ";
    }

    /// <summary>Why a text is not JSON, without the place.</summary>
    public static string Reason(JsonException error)
    {
        int place = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? error.Message : error.Message[..place];
    }
}
