using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Where a rule looks: a JSON pointer with three more signs. <c>*</c> is every element of a list; <c>name?</c> goes on only where
/// the object is there, <c>name?field=word</c> only where its field says that word, <c>name?field!=word</c> only where it does not.
/// </summary>
internal sealed class RulePath
{
    private readonly Segment[] _segments;

    /// <summary>
    /// From each depth on: whether a list or a condition is still to come, so that nothing can be said of what is not there.
    /// </summary>
    private readonly bool[] _open;

    private RulePath(Segment[] segments)
    {
        _segments = segments;
        _open = [.. segments.Select(
            (_, depth) => segments.Skip(depth).Any(segment => segment.IsEach || segment.Condition != Condition.None))];
        string[] names = [.. segments.Select(segment => segment.Name)];
        string last = names.Length == 0 ? "the message" : names[^1];
        string before = names.Length < 2 ? last : names[..^1].LastOrDefault(name => name != "*", last);
        string named = last is "text" or "*" || (last == "type" && before == "header") ? before : last;
        Name = named == "parameters" && last == "text" ? "value" : named;
    }

    private enum Condition
    {
        None,
        IsThere,
        Says,
        SaysNot,
    }

    /// <summary>What people call the field: its name, or that of the object round a bare <c>text</c>.</summary>
    public string Name { get; }

    public static RulePath Parse(string path) => new([.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Segment.Parse)]);

    /// <summary>Every field the path leads to. One that could be there and is not comes with an undefined value.</summary>
    public void Collect(JsonElement root, bool isDraft, List<Field> fields) => Walk(root, 0, default, isDraft, fields);

    /// <summary>The JSON pointer to one of the fields; or, without one, as far as all of them have it in common.</summary>
    public string Pointer(in Field field, string suffix = "")
    {
        StringBuilder pointer = new();
        int lists = 0;
        foreach (Segment segment in _segments)
        {
            int index = segment.IsEach ? field.Places[lists++] : 0;
            if (index < 0)
            {
                break;
            }

            pointer.Append('/');
            _ = segment.IsEach ? pointer.Append(index.ToString(CultureInfo.InvariantCulture)) : pointer.Append(segment.Name);
        }

        return pointer.Append(suffix).ToString();
    }

    private void Walk(JsonElement at, int depth, ListPlaces places, bool isDraft, List<Field> fields)
    {
        for (; depth < _segments.Length; depth++)
        {
            Segment segment = _segments[depth];
            if (segment.IsEach)
            {
                if (at.ValueKind == JsonValueKind.Array)
                {
                    int index = 0;
                    foreach (JsonElement item in at.EnumerateArray())
                    {
                        if (segment.Holds(item))
                        {
                            Walk(item, depth + 1, places.In(index), isDraft, fields);
                        }

                        index++;
                    }
                }

                return;
            }

            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(segment.Utf8, out at))
            {
                if (_open[depth])
                {
                    return;
                }

                at = default;
                break;
            }

            if (!segment.Holds(at))
            {
                return;
            }
        }

        fields.Add(Field.Of(at, places, isDraft));
    }

    private sealed record Segment(string Name, byte[] Utf8, Condition Condition, byte[] ConditionField, string Word)
    {
        public bool IsEach { get; } = Name == "*";

        public static Segment Parse(string text)
        {
            int mark = text.IndexOf('?', StringComparison.Ordinal);
            if (mark < 0)
            {
                return new(text, Encoding.UTF8.GetBytes(text), Condition.None, [], "");
            }

            string name = text[..mark];
            string condition = text[(mark + 1)..];
            string[] sides = condition.Split(["!=", "="], StringSplitOptions.None);
            Condition kind = sides.Length == 1
                ? Condition.IsThere
                : condition.Contains('!', StringComparison.Ordinal)
                ? Condition.SaysNot
                : Condition.Says;
            return new(name, Encoding.UTF8.GetBytes(name), kind, Encoding.UTF8.GetBytes(sides[0]), sides[^1]);
        }

        public bool Holds(JsonElement value) => Condition switch
        {
            Condition.None => true,
            Condition.IsThere => value.ValueKind == JsonValueKind.Object,
            _ => value.ValueKind == JsonValueKind.Object && Says(value) == (Condition == Condition.Says),
        };

        private bool Says(JsonElement value) =>
            value.TryGetProperty(ConditionField, out JsonElement field) && field.ValueKind == JsonValueKind.String
                && field.ValueEquals(Word);
    }
}
