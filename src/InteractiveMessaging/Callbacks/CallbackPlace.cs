using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A value in a callback, and where it stands.</summary>
/// <param name="Element">The value.</param>
/// <param name="Pointer">The JSON pointer that leads to it.</param>
internal readonly record struct CallbackPlace(JsonElement Element, string Pointer = "")
{
    /// <summary>The field of this name; undefined where there is none.</summary>
    public CallbackPlace Field(string name) => new(Element.Child(name), $"{Pointer}/{name}");

    /// <summary>The elements of a list; none where it is not one.</summary>
    public IEnumerable<CallbackPlace> Items()
    {
        int index = 0;
        foreach (JsonElement item in Element.Items())
        {
            yield return new(item, string.Create(CultureInfo.InvariantCulture, $"{Pointer}/{index++}"));
        }
    }
}
