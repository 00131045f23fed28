using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A piece of JSON that is passed on as it is: flow data, unknown fields, raw messages. Immutable; equal by content.</summary>
public sealed class JsonData : IEquatable<JsonData>
{
    private JsonData(JsonElement element) => Element = element;

    /// <summary>Letters beyond ASCII, emoji and quotes go out readable: what we write is a request body, never HTML.</summary>
    internal static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// How many objects and lists JSON may hold inside each other. The readers of .NET, and those of providers, stop at 64; what a
    /// message and a request put round a piece of JSON must fit below that, too.
    /// </summary>
    internal const int DeepestLevel = 48;

    internal JsonElement Element { get; }

    /// <summary>The one spelling of all JSON that says the same.</summary>
    internal string Canonical => field ??= CanonicalOf(Element);

    /// <summary>Reads JSON.</summary>
    /// <exception cref="FormatException">
    /// The text is not JSON (with line, column and reason), or has what readers of JSON do not agree on (with the JSON pointer): a name
    /// that stands twice in an object, a text with half a character, more than 48 levels.
    /// </exception>
    public static JsonData Parse(string json)
    {
        using JsonDocument document = JsonText.Parse(json);
        return From(document.RootElement);
    }

    internal static JsonData From(JsonElement element) => new(element.Clone());

    /// <summary>JSON of plain .NET values: dictionaries keep their order, lists become arrays, null is null.</summary>
    /// <exception cref="ArgumentException">
    /// A value has no form in JSON, two keys of a dictionary have the same name there, a text holds half a character, or more than 48
    /// lists and dictionaries hold each other.
    /// </exception>
    public static JsonData FromValue(object? value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Compact))
        {
            WriteValue(writer, value, "");
        }

        try
        {
            return Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
        }
        catch (FormatException error)
        {
            throw new ArgumentException(error.Message, error);
        }
    }

    /// <summary>The same JSON with every text in it replaced; names of fields stay.</summary>
    internal JsonData MapTexts(Func<string, string> map)
    {
        ArrayBufferWriter<byte> buffer = new();
        bool changed = false;
        using (Utf8JsonWriter writer = new(buffer, Compact))
        {
            WriteMapped(writer, Element, map, ref changed);
        }

        if (!changed)
        {
            return this;
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        return new(document.RootElement.Clone());
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Element.GetRawText();

    /// <inheritdoc/>
    public bool Equals(JsonData? other) => other is not null && Canonical == other.Canonical;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonData);

    /// <inheritdoc/>
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether two pieces of JSON say the same: the order of fields and the spelling of numbers do not count.</summary>
    internal static bool DeepEquals(JsonElement left, JsonElement right) =>
        left.ValueKind == right.ValueKind && CanonicalOf(left) == CanonicalOf(right);

    private static string CanonicalOf(JsonElement element)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Compact))
        {
            WriteCanonical(writer, element);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty field in element.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    WriteCanonical(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    WriteCanonical(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when element.TryGetDecimal(out decimal number):
                writer.WriteRawValue(number == 0 ? "0" : number.ToString("G29", CultureInfo.InvariantCulture));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteMapped(Utf8JsonWriter writer, JsonElement element, Func<string, string> map, ref bool changed)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty field in element.EnumerateObject())
                {
                    writer.WritePropertyName(field.Name);
                    WriteMapped(writer, field.Value, map, ref changed);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    WriteMapped(writer, item, map, ref changed);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                string text = element.GetString()!;
                string mapped = map(text);
                changed |= !ReferenceEquals(text, mapped);
                writer.WriteStringValue(mapped);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value, string path)
    {
        // A table that holds itself has no end.
        if (writer.CurrentDepth > DeepestLevel)
        {
            throw new ArgumentException(JsonText.TooDeep(path));
        }

        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(Whole(text, "The text", path)); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case JsonData data: data.Element.WriteTo(writer); break;
            case byte or sbyte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case float or double when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The number {value} at {JsonText.Place(path)} has no form in JSON."));
            case float number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case char or Guid or Uri or Enum: writer.WriteStringValue(Whole(value.ToString()!, "The text", path)); break;
            case DateTime time: writer.WriteStringValue(time); break;
            case DateTimeOffset time: writer.WriteStringValue(time); break;
            case IDictionary fields:
                writer.WriteStartObject();
                foreach (DictionaryEntry field in fields)
                {
                    string name = Convert.ToString(field.Key, CultureInfo.InvariantCulture) ?? "";
                    writer.WritePropertyName(Whole(name, "A name", path));
                    WriteValue(writer, field.Value, JsonPointer.Append(path, name));
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                int index = 0;
                writer.WriteStartArray();
                foreach (object? item in items)
                {
                    WriteValue(writer, item, $"{path}/{index++}");
                }

                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name}{(path.Length == 0 ? "" : $" at {path}")} has no form in JSON; "
                    + "give a text, a number, true or false, a list or a hashtable.");
        }
    }

    private static string Whole(string text, string what, string path) =>
        HalfCharacter.Fault(text) is { } fault ? throw new ArgumentException($"{what} at {JsonText.Place(path)} {fault}.") : text;
}
