using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A value in a callback, and what stands around it.</summary>
/// <param name="Element">The value.</param>
/// <param name="Outer">What holds it; null at the top.</param>
/// <param name="Name">Its name in there; null in a list.</param>
/// <param name="Others">The lists beside it whose elements are callbacks of their own.</param>
internal sealed record CallbackPlace(
    JsonElement Element, CallbackPlace? Outer = null, string? Name = null, IReadOnlyCollection<string>? Others = null)
{
    /// <summary>The field of this name; undefined where there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="others">The lists beside it whose elements are callbacks of their own.</param>
    public CallbackPlace Field(string name, IReadOnlyCollection<string>? others = null) => new(Element.Child(name), this, name, others);

    /// <summary>The elements of a list; none where it is not one.</summary>
    public IEnumerable<CallbackPlace> Items()
    {
        foreach (JsonElement item in Element.Items())
        {
            yield return new(item, this);
        }
    }

    /// <summary>The JSON from the top down to here, without the other elements of the lists on the way.</summary>
    public string Whole()
    {
        try
        {
            string json = Element.GetRawText();
            for (CallbackPlace place = this; place.Outer is { } outer; place = outer)
            {
                json = place.Name is null ? $"[{json}]" : Around(outer.Element, place.Name, place.Others ?? [], json);
            }

            return json;
        }
        catch (InvalidOperationException)
        {
            // A name on the way holds half of a surrogate pair, so names cannot be compared: better too much than too little.
            return Top().GetRawText();
        }
    }

    private JsonElement Top() => Outer?.Top() ?? Element;

    // Every other field stays as it came, also one whose name stands twice, of which the last one is read.
    private static string Around(JsonElement outer, string name, IReadOnlyCollection<string> others, string json)
    {
        JsonProperty[] fields = [.. outer.EnumerateObject()];
        int Last(string of) => Array.FindLastIndex(fields, field => field.NameEquals(of));
        int at = Last(name);
        int[] apart = [.. others.Select(Last).Where(i => i >= 0 && i != at && fields[i].Value.ValueKind == JsonValueKind.Array)];
        IEnumerable<string> kept = Enumerable.Range(0, fields.Length).Where(i => !apart.Contains(i))
            .Select(i => i == at ? $"\"{name}\":{json}" : fields[i].ToString());
        return $"{{{string.Join(',', kept)}}}";
    }
}
