using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// The JSON of one callback: the body it came in, which all callbacks of that body share, and where in it the callback stands. The text is
/// made when it is asked for, on one line. Equal by that text.
/// </summary>
internal sealed class CallbackJson : IEquatable<CallbackJson>
{
    /// <summary>The lists of Meta's shape of which each element is a callback of its own.</summary>
    public static readonly string[] Lists = ["messages", "statuses", "user_preferences", "user_id_update"];

    private readonly ReadOnlyMemory<byte> _body;
    private readonly string _pointer;

    private CallbackJson(ReadOnlyMemory<byte> body, string pointer) => (_body, _pointer) = (body, pointer);

    /// <summary>Of a callback that is a whole body, which is not known yet.</summary>
    public static CallbackJson None { get; } = At("");

    /// <summary>The entry alone, without what stands around it.</summary>
    public string Entry => Read(path => path.Aggregate(Root(), (at, name) => at.Child(name)).GetRawText());

    /// <summary>Of a callback at this place in a body that is not known yet.</summary>
    /// <param name="pointer">A JSON pointer; its names need no escapes.</param>
    public static CallbackJson At(string pointer) => new(default, pointer);

    /// <summary>The same place in this body.</summary>
    public CallbackJson In(ReadOnlyMemory<byte> body) => new(body, _pointer);

    /// <summary>The whole callback, from the top of the body down to the entry, without the other entries on the way.</summary>
    public override string ToString() => Read(path => Whole(Root(), path));

    public bool Equals(CallbackJson? other) =>
        other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as CallbackJson);

    // The other properties of a callback tell callbacks apart well enough, and making the text costs more than they do.
    public override int GetHashCode() => 0;

    private JsonElement Root()
    {
        Utf8JsonReader reader = new(_body.Span);
        return JsonElement.ParseValue(ref reader);
    }

    private string Read(Func<string[], string> read)
    {
        try
        {
            return OneLine(_pointer.Length == 0 ? Encoding.UTF8.GetString(_body.Span) : read(_pointer.Split('/')[1..]));
        }
        catch (InvalidOperationException)
        {
            // A name on the way holds half of a surrogate pair, so names cannot be compared: better too much than too little.
            return OneLine(Encoding.UTF8.GetString(_body.Span));
        }
    }

    private static string Whole(JsonElement outer, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
        {
            return outer.GetRawText();
        }

        string inner = Whole(outer.Child(path[0]), path[1..]);
        return outer.ValueKind == JsonValueKind.Array ? $"[{inner}]" : Around(outer, path[0], inner);
    }

    // Every other field stays as it came, also one whose name stands twice, of which the last one is read.
    private static string Around(JsonElement outer, string name, string inner)
    {
        JsonProperty[] fields = [.. outer.EnumerateObject()];
        int Last(string of) => Array.FindLastIndex(fields, field => field.NameEquals(of));
        int at = Last(name);
        int[] apart = !Lists.Contains(name) ? []
            : [.. Lists.Select(Last).Where(i => i >= 0 && i != at && fields[i].Value.ValueKind == JsonValueKind.Array)];
        IEnumerable<string> kept = Enumerable.Range(0, fields.Length).Where(i => !apart.Contains(i))
            .Select(i => i == at ? $"\"{name}\":{inner}" : fields[i].ToString());
        return $"{{{string.Join(',', kept)}}}";
    }

    // Without the white space between values; nothing else is written in another way.
    private static string OneLine(string json)
    {
        char[] line = new char[json.Length];
        int length = 0;
        bool isText = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (c == '"')
            {
                isText = !isText;
            }
            else if (isText && c == '\\' && i + 1 < json.Length)
            {
                line[length++] = c;
                c = json[++i];
            }

            if (isText || c is not (' ' or '\t' or '\r' or '\n'))
            {
                line[length++] = c;
            }
        }

        return length == json.Length ? json : new(line, 0, length);
    }
}
