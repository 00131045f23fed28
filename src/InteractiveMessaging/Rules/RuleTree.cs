using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// The paths of a table of rules as one tree, so that a message is walked once and not once for each path. Any thread may use it.
/// </summary>
internal sealed class RuleTree
{
    private readonly Node _root = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <param name="paths">The paths, each once.</param>
    public RuleTree(IReadOnlyList<RulePath> paths)
    {
        for (int path = 0; path < paths.Count; path++)
        {
            Node at = _root;
            foreach (RuleSegment segment in paths[path].Segments)
            {
                at = at.BranchOf(segment.Name).WayOf(segment);
                if (segment.Field.Length > 0)
                {
                    _asked.Add(segment.Field);
                }
            }

            at.Path = path;
        }
    }

    /// <summary>The names of the fields whose word decides where a path goes on.</summary>
    public IReadOnlySet<string> Asked => _asked;

    /// <summary>Finds every field that the paths lead to. One that could be there and is not comes with an undefined value.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isDraft">Whether <c>{{…}}</c> in a text is a placeholder.</param>
    /// <param name="fields">A list for each path, in the order of the paths.</param>
    public void Collect(JsonElement message, bool isDraft, List<Field>[] fields) => new Walk(isDraft, fields).At(_root, message, default);

    private readonly struct Walk(bool isDraft, List<Field>[] fields)
    {
        public void At(Node node, in JsonElement at, in ListPlaces places)
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

        private void Along(Branch branch, in JsonElement value, in ListPlaces places)
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

        private void Absent(Branch branch, in ListPlaces places)
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

    // Behind a step: the path that ends here, -1 for none, and where others go on. Arrays throughout: they are read for every message.
    private sealed class Node
    {
        public int Path { get; set; } = -1;

        public Branch[] Branches { get; private set; } = [];

        public Branch BranchOf(string name)
        {
            if (Array.Find(Branches, branch => branch.Name == name) is { } known)
            {
                return known;
            }

            Branches = [.. Branches, new(name)];
            return Branches[^1];
        }
    }

    // All steps of one name, and where each leads.
    private sealed class Branch(string name)
    {
        public string Name { get; } = name;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

        public bool IsEach { get; } = name == "*";

        public Node? Always { get; private set; }

        public Node? WhereObject { get; private set; }

        public Choice[] Choices { get; private set; } = [];

        public Node WayOf(RuleSegment segment) => segment.Condition switch
        {
            RuleCondition.None => Always ??= new(),
            RuleCondition.IsThere => WhereObject ??= new(),
            _ => ChoiceOf(segment.Field).WayOf(segment),
        };

        private Choice ChoiceOf(string field)
        {
            if (Array.Find(Choices, choice => choice.Field == field) is { } known)
            {
                return known;
            }

            Choices = [.. Choices, new(field)];
            return Choices[^1];
        }
    }

    // All steps that ask what one field says: it is read once.
    private sealed class Choice(string field)
    {
        public string Field { get; } = field;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(field);

        public Dictionary<string, Node> Says { get; } = new(StringComparer.Ordinal);

        public (string Word, Node Node)[] SaysNot { get; private set; } = [];

        public Node WayOf(RuleSegment segment)
        {
            if (segment.Condition == RuleCondition.Says)
            {
                return Says.TryGetValue(segment.Word, out Node? known) ? known : Says[segment.Word] = new();
            }

            if (Array.FindIndex(SaysNot, way => way.Word == segment.Word) is >= 0 and int at)
            {
                return SaysNot[at].Node;
            }

            SaysNot = [.. SaysNot, (segment.Word, new())];
            return SaysNot[^1].Node;
        }
    }
}
