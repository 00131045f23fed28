using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// The JSON of one callback. All callbacks of a body share what was read of it, so that keeping it costs little; the text is made when it
/// is asked for, on one line. Equal by that text.
/// </summary>
internal sealed class CallbackJson : IEquatable<CallbackJson>
{
    private readonly string _text = "";
    private readonly CallbackPlace? _place;

    public CallbackJson(string text) => _text = text;

    public CallbackJson(CallbackPlace place) => _place = place;

    /// <summary>Of a callback that was not read from JSON.</summary>
    public static CallbackJson None { get; } = new("");

    /// <summary>The entry alone, without what stands around it.</summary>
    public string Entry => _place is null ? _text : OneLine(_place.Element.GetRawText());

    /// <summary>The whole callback.</summary>
    public override string ToString() => _place is null ? _text : OneLine(_place.Whole());

    public bool Equals(CallbackJson? other) =>
        other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as CallbackJson);

    // The other properties of a callback tell callbacks apart well enough, and making the text costs more than they do.
    public override int GetHashCode() => 0;

    // Without the white space between values; nothing else is written in another way.
    private static string OneLine(string json)
    {
        StringBuilder line = new(json.Length);
        bool isText = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (c == '"')
            {
                isText = !isText;
            }
            else if (isText && c == '\\')
            {
                line.Append(c);
                c = json[++i];
            }

            if (isText || c is not (' ' or '\t' or '\r' or '\n'))
            {
                line.Append(c);
            }
        }

        return line.ToString();
    }
}
