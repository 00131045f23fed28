using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A field that a rule looks at.</summary>
internal readonly struct Field
{
    private Field(JsonElement value, int first, int second, string? text, string? literal) =>
        (Value, First, Second, Text, Literal) = (value, first, second, text, literal);

    /// <summary>Its value; undefined where the field is not there.</summary>
    public JsonElement Value { get; }

    /// <summary>The index in the first list on the way to it; -1 where there is none.</summary>
    public int First { get; }

    /// <summary>The index in the second list on the way to it; -1 where there is none.</summary>
    public int Second { get; }

    /// <summary>The text, where it is one.</summary>
    public string? Text { get; }

    /// <summary>The text for judging its length: of a draft the literal part, the shortest that rendering can make of it.</summary>
    public string? Literal { get; }

    /// <summary>What all fields of a path have in common: the way before the first list.</summary>
    public static Field Stem { get; } = new(default, -1, -1, null, null);

    public bool IsThere => Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Whether a placeholder stands in the text, so that only rendering tells what it says.</summary>
    public bool HasPlaceholder => !ReferenceEquals(Text, Literal);

    /// <summary>Its place in the list it stands in.</summary>
    public int Index => Second >= 0 ? Second : First;

    public static Field Of(JsonElement value, int first, int second, bool isDraft)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return new(value, first, second, null, null);
        }

        string text = value.GetString()!;
        return new(value, first, second, text, isDraft ? MessageDraft.LiteralPart(text) ?? text : text);
    }
}
