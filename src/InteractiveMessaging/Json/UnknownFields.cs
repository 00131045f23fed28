using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging;

/// <summary>
/// Keeps what the model has no name for: what a JSON document says beyond what our writer makes of the message read from it.
/// </summary>
internal static class UnknownFields
{
    /// <summary>
    /// The differences between the JSON a message was read from and the JSON we would write for it, in the order of their pointers.
    /// </summary>
    public static ValueList<UnknownField> Between(JsonElement original, JsonElement written)
    {
        List<UnknownField> fields = [];
        Compare(original, written, "", fields);
        fields.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return ValueList.From(fields);
    }

    /// <summary>Writes a message with its unknown fields where they stood.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="known">The message as JSON, without these fields.</param>
    /// <param name="fields">The unknown fields.</param>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> known, ValueList<UnknownField> fields)
    {
        JsonNode root = JsonNode.Parse(known)!;
        foreach (UnknownField field in fields)
        {
            Put(root, field);
        }

        root.WriteTo(json);
    }

    private static void Compare(JsonElement original, JsonElement written, string path, List<UnknownField> fields)
    {
        if (original.ValueKind == JsonValueKind.Object && written.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in original.EnumerateObject())
            {
                string at = JsonPointer.Append(path, field.Name);
                if (written.TryGetProperty(field.Name, out JsonElement ours))
                {
                    Compare(field.Value, ours, at, fields);
                }
                else
                {
                    fields.Add(new(at, JsonData.From(field.Value)));
                }
            }

            foreach (JsonProperty ours in written.EnumerateObject())
            {
                if (!original.TryGetProperty(ours.Name, out _))
                {
                    fields.Add(new(JsonPointer.Append(path, ours.Name), null));
                }
            }
        }
        else if (original.ValueKind == JsonValueKind.Array && written.ValueKind == JsonValueKind.Array
            && original.GetArrayLength() == written.GetArrayLength())
        {
            for (int i = 0; i < original.GetArrayLength(); i++)
            {
                Compare(original[i], written[i], $"{path}/{i}", fields);
            }
        }
        else if (!JsonData.DeepEquals(original, written))
        {
            fields.Add(new(path, JsonData.From(original)));
        }
    }

    private static void Put(JsonNode root, UnknownField field)
    {
        string[] names = JsonPointer.Names(field.Path);
        JsonNode parent = root;
        foreach (string name in names[..^1])
        {
            JsonNode? child = parent is JsonArray array ? array[int.Parse(name, CultureInfo.InvariantCulture)] : parent[name];
            if (child is null)
            {
                return;
            }

            parent = child;
        }

        JsonNode? value = field.Value is null ? null : JsonNode.Parse(field.Value.ToString());
        string last = names[^1];
        switch (parent)
        {
            case JsonArray array when int.TryParse(last, out int index) && index < array.Count:
                array[index] = value;
                break;
            case JsonObject fields when field.Value is null:
                fields.Remove(last);
                break;
            case JsonObject fields:
                fields[last] = value;
                break;
        }
    }
}
