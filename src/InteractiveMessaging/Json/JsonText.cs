using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Reads JSON text strictly and says where it is wrong.</summary>
internal static class JsonText
{
    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="FormatException">It is no JSON, with line, column and reason; or a name stands twice in an object, or a text holds half a character.</exception>
    public static JsonDocument Parse(string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new FormatException($"This is no JSON: {Place(text, error)}{Reason(error)}", error);
        }

        try
        {
            Check(document.RootElement, "");
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
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>One further segment of a JSON pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The name behind a segment of a JSON pointer.</summary>
    public static string Unescape(string segment) => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    // Readers disagree on which of two equal names counts, so what was checked need not be what the provider reads.
    private static void Check(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                HashSet<string> names = new(StringComparer.Ordinal);
                foreach (JsonProperty field in element.EnumerateObject())
                {
                    string name = Readable(() => field.Name, path);
                    if (!names.Add(name))
                    {
                        throw new FormatException($"\"{name}\" stands twice in {(path.Length == 0 ? "the object" : path)}; keep one.");
                    }

                    Check(field.Value, $"{path}/{Escape(name)}");
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Check(item, $"{path}/{index++}");
                }

                break;
            case JsonValueKind.String:
                Readable(() => element.GetString()!, path);
                break;
        }
    }

    private static string Readable(Func<string> read, string path)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"The text at {path} holds half a character: a \\u escape of a surrogate without its other half.", error);
        }
    }

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

    private static string Reason(JsonException error)
    {
        int place = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? error.Message : error.Message[..place];
    }
}
