using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Walks JSON that somebody else wrote. What is missing or of another kind is undefined or null, and never an exception, so that a
/// reader can ask for what it hopes to find.
/// </summary>
/// <remarks>Only a text that is not Unicode (half a surrogate pair) throws, an <see cref="InvalidOperationException"/>.</remarks>
internal static class JsonWalk
{
    /// <summary>The field of this name, or the element of a list at this index; undefined where there is none.</summary>
    public static JsonElement Child(this JsonElement parent, string name) => parent.ValueKind switch
    {
        JsonValueKind.Object when parent.TryGetProperty(name, out JsonElement child) => child,
        JsonValueKind.Array when Index(name) is { } index && index < parent.GetArrayLength() => parent[index],
        _ => default,
    };

    /// <summary>What these names lead to, one after the other.</summary>
    public static JsonElement At(this JsonElement root, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            root = root.Child(name);
        }

        return root;
    }

    /// <summary>The text that these names lead to.</summary>
    public static string? Text(this JsonElement root, params ReadOnlySpan<string> names) =>
        root.At(names) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The text that these names lead to, or the number as it is written.</summary>
    public static string? Scalar(this JsonElement root, params ReadOnlySpan<string> names)
    {
        JsonElement found = root.At(names);
        return found.ValueKind switch
        {
            JsonValueKind.String => found.GetString(),
            JsonValueKind.Number => found.GetRawText(),
            _ => null,
        };
    }

    /// <summary>The whole number of this name.</summary>
    public static int? Whole(this JsonElement parent, string name) => parent.Child(name).Whole();

    /// <summary>The whole number that this is, however it is spelled: 4320, 4320.0 or 4.32e3.</summary>
    public static int? Whole(this JsonElement number) =>
        number.ValueKind != JsonValueKind.Number ? null
        : number.TryGetInt32(out int value) ? value
        : number.TryGetDecimal(out decimal other) && decimal.IsInteger(other) && other is >= int.MinValue and <= int.MaxValue ? (int)other
        : null;

    /// <summary>The number of this name.</summary>
    public static double? Number(this JsonElement parent, string name) =>
        parent.Child(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) ? value : null;

    /// <summary>Whether the field of this name is true, false, or neither.</summary>
    public static bool? Flag(this JsonElement parent, string name) => parent.Child(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The elements of a list; none where it is not one.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    /// <summary>The elements of the list of this name.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement parent, string name) => parent.Child(name).Items();

    /// <summary>Whether there is anything, null included.</summary>
    public static bool Exists(this JsonElement element) => element.ValueKind != JsonValueKind.Undefined;

    private static int? Index(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
}
