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
        return Find(root, root, segments, index, "");
    }

    private static Slot? Find(JsonObject root, JsonNode? at, string[] segments, int index, string pointer)
    {
        string[] parts = segments[0].Split('?');
        if (parts[0] == "*")
        {
            if (at is not JsonArray array)
            {
                return null;
            }

            // Of the last list the element that is asked for; of the others the first one that leads on.
            bool isLast = !segments[1..].Any(segment => segment.StartsWith('*'));
            var items = array.Select((item, place) => (Item: item, Place: place)).Where(found => parts.Length == 1 || Holds(found.Item, parts[1]));
            return items.Skip(isLast && segments.Length > 1 ? index : 0)
                .Select(found => segments.Length == 1 ? null
                    : Find(root, found.Item, segments[1..], index, $"{pointer}/{found.Place.ToString(CultureInfo.InvariantCulture)}"))
                .FirstOrDefault(slot => slot is not null);
        }

        pointer += "/" + parts[0];
        return at is not JsonObject fields ? null
            : segments.Length == 1 && parts.Length == 1 ? new(root, fields, parts[0], pointer)
            : fields[parts[0]] is { } next && (parts.Length == 1 || Holds(next, parts[1])) ? Find(root, next, segments[1..], index, pointer)
            : null;
    }

    private static bool Holds(JsonNode? node, string condition)
    {
        string[] sides = condition.Split(["!=", "="], StringSplitOptions.None);
        return node is JsonObject && (sides.Length == 1 || ((string?)node[sides[0]] == sides[1]) != condition.Contains('!', StringComparison.Ordinal));
    }
}
