using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A field that a rule looks at.</summary>
internal readonly struct Field
{
    private Field(JsonElement value, ListPlaces places, string? text, string? literal) =>
        (Value, Places, Text, Literal) = (value, places, text, literal);

    /// <summary>Its value; undefined where the field is not there.</summary>
    public JsonElement Value { get; }

    /// <summary>Its places in the lists on the way to it.</summary>
    public ListPlaces Places { get; }

    /// <summary>The text, where it is one.</summary>
    public string? Text { get; }

    /// <summary>The text for judging its length: of a draft the literal part, the shortest that rendering can make of it.</summary>
    public string? Literal { get; }

    /// <summary>What all fields of a path have in common: the way before the first list.</summary>
    public static Field Stem { get; } = new(default, default, null, null);

    public bool IsThere => Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Whether a placeholder stands in the text, so that only rendering tells what it says.</summary>
    public bool HasPlaceholder => !ReferenceEquals(Text, Literal);

    /// <summary>Its place in the list it stands in.</summary>
    public int Index => Places[Places.Count - 1];

    public static Field Of(JsonElement value, ListPlaces places, bool isDraft)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return new(value, places, null, null);
        }

        string text = value.GetString()!;
        return new(value, places, text, isDraft ? MessageDraft.LiteralPart(text) ?? text : text);
    }
}

/// <summary>
/// The places of a field in the lists on the way to it, the outermost first; a card of a template's carousel has components with
/// parameters, which makes four.
/// </summary>
internal readonly record struct ListPlaces
{
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;
    private readonly int _fourth;

    private ListPlaces(ListPlaces outer, int place)
    {
        this = outer;
        Count = outer.Count + 1;
        switch (outer.Count)
        {
            case 0: _first = place; break;
            case 1: _second = place; break;
            case 2: _third = place; break;
            case 3: _fourth = place; break;
            default: throw new NotSupportedException("A path leads through at most four lists.");
        }
    }

    /// <summary>How many lists there are.</summary>
    public int Count { get; }

    /// <summary>The place in one of the lists; -1 where there is no such list.</summary>
    public int this[int list] => list < 0 || list >= Count ? -1 : list switch { 0 => _first, 1 => _second, 2 => _third, _ => _fourth };

    /// <summary>These places and one in a further list.</summary>
    public ListPlaces In(int place) => new(this, place);
}
