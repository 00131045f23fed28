using System.Globalization;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests;

/// <summary>A place in a sample where a rule looks, found by the plainest reading of the rule's path.</summary>
internal sealed class Slot(JsonObject root, JsonObject parent, string name, string pointer)
{
    public string Pointer => pointer;

    public JsonNode? Value
    {
        get => parent[name];
        set => parent[name] = value;
    }

    public JsonObject Root => root;

    public void Remove() => parent.Remove(name);

    /// <summary>The place in a copy of the first sample that has it; the last <c>*</c> of the path stands for <paramref name="index"/>.</summary>
    public static Slot? Find(Rule rule, int index = 0) => Samples.Nodes
        .Where(sample => rule.Types == "interactive" ? (string)sample["type"]! != "text" : rule.Types.Split(' ').Contains((string)sample["type"]!))
        .Select(sample => Find(sample, rule.Path, index))
        .FirstOrDefault(slot => slot is not null);

    public static Slot? Find(JsonObject root, string path, int index)
    {
        if (path.Length == 0)
        {
            return new(root, root, "type", "");
        }

        string[] segments = path.Split('/')[1..];
        int lastStar = Array.FindLastIndex(segments, segment => segment.StartsWith('*'));
        JsonNode? at = root;
        string pointer = "";
        for (int i = 0; i < segments.Length; i++)
        {
            string[] parts = segments[i].Split('?');
            JsonNode? next;
            if (parts[0] == "*")
            {
                int item = i == lastStar ? index : 0;
                pointer += "/" + item.ToString(CultureInfo.InvariantCulture);
                next = at is JsonArray array && item < array.Count ? array[item] : null;
            }
            else
            {
                pointer += "/" + parts[0];
                if (at is not JsonObject fields)
                {
                    return null;
                }

                if (i == segments.Length - 1 && parts.Length == 1)
                {
                    return new(root, fields, parts[0], pointer);
                }

                next = fields[parts[0]];
            }

            if (next is null || (parts.Length == 2 && !Holds(next, parts[1])))
            {
                return null;
            }

            at = next;
        }

        return null;
    }

    private static bool Holds(JsonNode node, string condition)
    {
        string[] sides = condition.Split(["!=", "="], StringSplitOptions.None);
        return node is JsonObject && (sides.Length == 1 || ((string?)node[sides[0]] == sides[1]) != condition.Contains('!', StringComparison.Ordinal));
    }
}
