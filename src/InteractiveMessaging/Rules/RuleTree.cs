using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// The paths of a table of rules as one tree, so that a message is walked once and not once for each path. Any thread may use it.
/// </summary>
internal sealed class RuleTree
{
    private readonly Node _root = new();

    /// <param name="paths">The paths, each once.</param>
    public RuleTree(IReadOnlyList<RulePath> paths)
    {
        for (int path = 0; path < paths.Count; path++)
        {
            Node at = _root;
            foreach (RuleSegment segment in paths[path].Segments)
            {
                at = at.BranchOf(segment.Name).WayOf(segment);
            }

            at.Path = path;
        }
    }

    /// <summary>Finds every field that the paths lead to. One that could be there and is not comes with an undefined value.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isDraft">Whether <c>{{…}}</c> in a text is a placeholder.</param>
    /// <param name="fields">A list for each path, in the order of the paths.</param>
    public void Collect(JsonElement message, bool isDraft, List<Field>[] fields) => new Walk(isDraft, fields).At(_root, message, default);

    private static T FindOrAdd<T>(List<T> list, Predicate<T> isIt, Func<T> make)
    {
        int at = list.FindIndex(isIt);
        if (at < 0)
        {
            at = list.Count;
            list.Add(make());
        }

        return list[at];
    }

    private readonly struct Walk(bool isDraft, List<Field>[] fields)
    {
        public void At(Node node, JsonElement at, ListPlaces places)
        {
            if (node.Path >= 0)
            {
                fields[node.Path].Add(Field.Of(at, places, isDraft));
            }

            foreach (Branch branch in node.Branches)
            {
                if (branch.IsEach)
                {
                    int index = 0;
                    foreach (JsonElement item in at.Items())
                    {
                        Along(branch, item, places.In(index++));
                    }
                }
                else if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(branch.Utf8, out JsonElement child))
                {
                    Along(branch, child, places);
                }
                else
                {
                    Absent(branch, places);
                }
            }
        }

        private void Along(Branch branch, JsonElement value, ListPlaces places)
        {
            if (branch.Always is { } always)
            {
                At(always, value, places);
            }

            if (value.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            if (branch.WhereObject is { } node)
            {
                At(node, value, places);
            }

            foreach (Choice choice in branch.Choices)
            {
                string? word = value.TryGetProperty(choice.Utf8, out JsonElement asked) && asked.ValueKind == JsonValueKind.String
                    ? asked.GetString()
                    : null;
                if (word is not null && choice.Says.TryGetValue(word, out Node? says))
                {
                    At(says, value, places);
                }

                foreach ((string not, Node other) in choice.SaysNot)
                {
                    if (word != not)
                    {
                        At(other, value, places);
                    }
                }
            }
        }

        private void Absent(Branch branch, ListPlaces places)
        {
            if (branch.IsEach || branch.Always is not { } node)
            {
                return;
            }

            if (node.Path >= 0)
            {
                fields[node.Path].Add(Field.Of(default, places, isDraft));
            }

            foreach (Branch further in node.Branches)
            {
                Absent(further, places);
            }
        }
    }

    // Behind a step: the path that ends here, -1 for none, and where others go on.
    private sealed class Node
    {
        public int Path { get; set; } = -1;

        public List<Branch> Branches { get; } = [];

        public Branch BranchOf(string name) => FindOrAdd(Branches, branch => branch.Name == name, () => new(name));
    }

    // All steps of one name, and where each leads.
    private sealed class Branch(string name)
    {
        public string Name { get; } = name;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

        public bool IsEach { get; } = name == "*";

        public Node? Always { get; private set; }

        public Node? WhereObject { get; private set; }

        public List<Choice> Choices { get; } = [];

        public Node WayOf(RuleSegment segment) => segment.Condition switch
        {
            RuleCondition.None => Always ??= new(),
            RuleCondition.IsThere => WhereObject ??= new(),
            _ => FindOrAdd(Choices, choice => choice.Field == segment.Field, () => new(segment.Field)).WayOf(segment),
        };
    }

    // All steps that ask what one field says: it is read once.
    private sealed class Choice(string field)
    {
        public string Field { get; } = field;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(field);

        public Dictionary<string, Node> Says { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Node> SaysNot { get; } = new(StringComparer.Ordinal);

        public Node WayOf(RuleSegment segment)
        {
            Dictionary<string, Node> ways = segment.Condition == RuleCondition.Says ? Says : SaysNot;
            return ways.TryGetValue(segment.Word, out Node? known) ? known : ways[segment.Word] = new();
        }
    }
}
