using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// The JSON of one callback: the body it came in, which all callbacks of that body share, and where in it the callback stands. The text is
/// made when it is asked for, on one line. Equal by that text.
/// </summary>
internal sealed class CallbackJson : IEquatable<CallbackJson>
{
    /// <summary>The update of a user id. The documents name it, and do not show whether it stands in a list.</summary>
    public const string UserIdUpdate = "user_id_update";

    /// <summary>The lists of Meta's shape of which each element is a callback of its own.</summary>
    public static readonly string[] Lists = ["messages", "statuses", "user_preferences", UserIdUpdate];

    private const string Contacts = "contacts";

    private static readonly CallbackBody Nothing = new(default);

    private readonly CallbackBody _body;
    private readonly string _pointer;

    private CallbackJson(CallbackBody body, string pointer) => (_body, _pointer) = (body, pointer);

    /// <summary>Of a callback that is a whole body, which is not known yet.</summary>
    public static CallbackJson None { get; } = At("");

    /// <summary>The entry alone, without what stands around it.</summary>
    public string Entry => Read(path => path.Aggregate(_body.Root, (at, name) => at.Child(name)).GetRawText());

    /// <summary>Of a callback at this place in a body that is not known yet.</summary>
    /// <param name="pointer">A JSON pointer; its names need no escapes.</param>
    public static CallbackJson At(string pointer) => new(Nothing, pointer);

    /// <summary>The same place in this body.</summary>
    public CallbackJson In(CallbackBody body) => new(body, _pointer);

    /// <summary>The whole callback, from the top of the body down to the entry, without the other entries on the way.</summary>
    public override string ToString() => Read(path => Whole(_body.Root, path));

    public bool Equals(CallbackJson? other) =>
        other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as CallbackJson);

    // Making the text costs more than the other properties of a callback, which tell callbacks apart. Where there are none, the callback
    // hashes the text.
    public override int GetHashCode() => 0;

    private string Read(Func<string[], string> read)
    {
        try
        {
            return OneLine(_pointer.Length == 0 ? _body.Text : read(_pointer.Split('/')[1..]));
        }
        catch (InvalidOperationException)
        {
            // A name on the way holds half of a surrogate pair, so names cannot be compared: better too much than too little.
            return OneLine(_body.Text);
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

    /// <summary>Whether a value is the update of a user id, by itself and not in a list.</summary>
    public static bool IsUpdate(JsonElement element) => element.At("user_id", "current").Exists();

    // Every other field stays as it came, also one whose name stands twice, of which the last one is read.
    private static string Around(JsonElement outer, string name, string inner)
    {
        JsonProperty[] fields = [.. outer.EnumerateObject()];
        int Last(string of) => Array.FindLastIndex(fields, field => field.NameEquals(of));
        int at = Last(name);
        int[] apart = !Lists.Contains(name) ? []
            : [.. Lists.Select(Last).Where(i => i >= 0 && i != at && HoldsCallbacks(fields[i]))];
        bool wasAlone = apart.Length == 0 && fields[at].Value.Items().Take(2).Count() < 2;
        int contacts = wasAlone || !Lists.Contains(name) ? -1 : Last(Contacts);
        IEnumerable<string> kept = Enumerable.Range(0, fields.Length).Where(i => !apart.Contains(i))
            .Select(i => i == at ? $"\"{name}\":{inner}" : i == contacts ? OfOthersToo(fields[i]) : fields[i].ToString());
        return $"{{{string.Join(',', kept)}}}";
    }

    private static bool HoldsCallbacks(JsonProperty list) => list.Value.ValueKind == JsonValueKind.Array
        ? list.Value.GetArrayLength() > 0
        : list.NameEquals(UserIdUpdate) && IsUpdate(list.Value);

    // One contact beside one entry is taken for its person. Beside several it was not, and must not be once the others are left out: null
    // stands for a second contact.
    private static string OfOthersToo(JsonProperty contacts) => contacts.Value.Items().Take(2).Count() == 1
        ? $"\"{Contacts}\":[{contacts.Value[0].GetRawText()},null]"
        : contacts.ToString();

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
