using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Reads what was filled into a flow or an address form.</summary>
internal static class FlowAnswer
{
    /// <summary>
    /// The values by name. The answer is JSON written as a text; what cannot be read is given as it is, under its own name. Null where
    /// there is none.
    /// </summary>
    public static IReadOnlyDictionary<string, object?>? Read(JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Object)
        {
            return Fields(response);
        }

        if (response.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        string text = response.GetString()!;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Fields(document.RootElement);
            }
        }
        catch (JsonException)
        {
        }

        return new Dictionary<string, object?> { ["response_json"] = text };
    }

    private static Dictionary<string, object?> Fields(JsonElement element)
    {
        // As everywhere in PowerShell names do not tell upper from lower case, save where the answer itself does.
        string[] names = [.. element.EnumerateObject().Select(field => field.Name).Distinct()];
        bool differByCase = names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length;
        Dictionary<string, object?> fields = new(differByCase ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty field in element.EnumerateObject())
        {
            fields[field.Name] = Value(field.Value);
        }

        return fields;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Fields(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? whole : (object)element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
