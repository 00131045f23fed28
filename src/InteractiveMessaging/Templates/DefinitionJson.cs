using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Reads the fields of a definition. What is there must be of the kind that WhatsApp's definitions have: a text that is a number would
/// otherwise be read as no text, and nothing would be checked against it. What is null counts as not there.
/// </summary>
internal static class DefinitionJson
{
    /// <summary>A text; null where there is none.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static string? Text(JsonElement parent, string name, string path) =>
        Find(parent, name, path, JsonValueKind.String) is { } text ? text.GetString() : null;

    /// <summary>An object; undefined where there is none.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static JsonElement Fields(JsonElement parent, string name, string path) =>
        Find(parent, name, path, JsonValueKind.Object) ?? default;

    /// <summary>The elements of a list; none where there is no list.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static JsonElement.ArrayEnumerator Items(JsonElement parent, string name, string path) =>
        Find(parent, name, path, JsonValueKind.Array)?.EnumerateArray() ?? default;

    /// <summary>The type of a component or a button, in capitals.</summary>
    /// <exception cref="FormatException">It is not an object, or has no type.</exception>
    public static string Type(JsonElement element, string path) =>
        element.ValueKind != JsonValueKind.Object ? throw Other(path, element.ValueKind, JsonValueKind.Object)
        : Text(element, "type", path) is { Length: > 0 } type ? type.ToUpperInvariant()
        : throw new FormatException($"{path}/type is missing.");

    /// <summary>What is of another kind than it should be.</summary>
    public static FormatException Other(string path, JsonValueKind found, JsonValueKind wanted) =>
        new($"{path} is {Constraint.Kind(found)}; it should be {Constraint.Kind(wanted)}.");

    private static JsonElement? Find(JsonElement parent, string name, string path, JsonValueKind wanted)
    {
        JsonElement found = parent.Child(name);
        return found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null
            : found.ValueKind == wanted ? found
            : throw Other(JsonPointer.Append(path, name), found.ValueKind, wanted);
    }
}
