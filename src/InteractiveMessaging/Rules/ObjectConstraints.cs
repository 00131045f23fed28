using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>An object has exactly one of these fields.</summary>
public sealed record ExactlyOneOf(ValueList<string> Fields) : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => $"exactly one of {string.Join(", ", Fields.Select(field => $"`{field}`"))}";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            int there = 0;
            for (int i = 0; i < Fields.Count && field.Value.ValueKind == JsonValueKind.Object; i++)
            {
                there += field.Value.TryGetProperty(Fields[i], out JsonElement value) && IsSomething(value) ? 1 : 0;
            }

            if (there != 1)
            {
                string names = string.Join(" or ", Fields);
                findings.Add(field, there == 0
                    ? $"{findings.Name} has no {names}."
                    : $"{findings.Name} has {string.Join(" and ", Fields)}; it must be one of them.", Show(there));
            }
        }
    }

    private static bool IsSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()),
        _ => true,
    };
}

/// <summary>A field of an object goes only with one word in another field, or where that other field is not there.</summary>
/// <param name="Field">The field.</param>
/// <param name="Other">The other field.</param>
/// <param name="Word">What it must say.</param>
public sealed record OnlyWith(string Field, string Other, string Word) : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => $"`{Field}` only with `{Other}` `{Word}`";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Value.ValueKind == JsonValueKind.Object
                && field.Value.TryGetProperty(Field, out JsonElement payload) && payload.ValueKind != JsonValueKind.Null
                && field.Value.TryGetProperty(Other, out JsonElement other) && other.ValueKind == JsonValueKind.String
                    && !other.ValueEquals(Word)
                && other.GetString() is { } found && !found.StartsWith("{{", StringComparison.Ordinal))
            {
                findings.Add(field, $"{Field} goes only with {Other} '{Word}'.", found, suffix: "/" + Field);
            }
        }
    }
}

/// <summary>An object with at least one field.</summary>
public sealed record NotEmpty : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "an object with at least one field";

    internal override bool IsOfShape => true;

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                if (!field.Value.EnumerateObject().Any())
                {
                    findings.Add(field, $"{findings.Name} is empty.", "empty");
                }
            }
            else if (field.IsThere)
            {
                NotA(JsonValueKind.Object, field, findings);
            }
        }
    }
}

/// <summary>A whole number between two limits.</summary>
public sealed record Between(int AtLeast, int AtMost) : Constraint
{
    /// <inheritdoc/>
    public override string Limit => Range(AtLeast, AtMost);

    /// <inheritdoc/>
    public override string Describe() => $"a whole number, {Range(AtLeast, AtMost)}";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.IsThere && !(field.Value.Whole() is { } number && number >= AtLeast && number <= AtMost))
            {
                JsonValueKind kind = field.Value.ValueKind;
                string found = kind == JsonValueKind.Number ? PrintableText.Quote(field.Value.GetRawText()) : Kind(kind);
                findings.Add(field, $"{findings.Name} is {found}; it must be a whole number, {Range(AtLeast, AtMost)}.", found);
            }
        }
    }
}

/// <summary>An object holds these fields and no others, at any depth.</summary>
/// <param name="Fields">JSON pointers, in which <c>*</c> stands for every element of a list. A field brings all that is within it.</param>
public sealed record NoOtherFields(ValueList<string> Fields) : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => $"nothing but {string.Join(", ", Fields.Select(field => $"`{field}`"))}";

    internal override bool IsOfShape => true;

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            Walk(field, field.Value, "", "", findings);
        }
    }

    // What most messages have at the top is told without building a pointer.
    private bool IsAllowed(JsonProperty top)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].LastIndexOf('/') == 0 && top.NameEquals(Fields[i].AsSpan(1)))
            {
                return true;
            }
        }

        return false;
    }

    private void Walk(in Field field, JsonElement at, string pattern, string pointer, Findings findings)
    {
        if (pattern.Length > 0 && Fields.Contains(pattern, StringComparer.Ordinal))
        {
            return;
        }

        switch (at.ValueKind)
        {
            case JsonValueKind.Object when at.EnumerateObject().Any():
                foreach (JsonProperty child in at.EnumerateObject())
                {
                    if (pattern.Length == 0 && IsAllowed(child))
                    {
                        continue;
                    }

                    Walk(field, child.Value, JsonPointer.Append(pattern, child.Name), JsonPointer.Append(pointer, child.Name), findings);
                }

                break;
            case JsonValueKind.Array when at.GetArrayLength() > 0:
                int index = 0;
                foreach (JsonElement item in at.EnumerateArray())
                {
                    Walk(field, item, pattern + "/*", $"{pointer}/{index++}", findings);
                }

                break;
            default:
                findings.Add(field, $"There is no place for {pointer}.", suffix: pointer);
                break;
        }
    }
}
