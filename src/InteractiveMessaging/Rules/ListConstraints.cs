using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A list has so many elements.</summary>
public sealed record Count(int AtLeast, int AtMost) : Constraint
{
    /// <inheritdoc/>
    public override string Limit => Range(AtLeast, AtMost);

    /// <inheritdoc/>
    public override string Describe() => Range(AtLeast, AtMost);

    internal override bool IsOfShape => true;

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.IsThere && field.Value.ValueKind != JsonValueKind.Array)
            {
                NotA(JsonValueKind.Array, field, findings);
                continue;
            }

            int count = field.IsThere ? field.Value.GetArrayLength() : 0;
            if (count < AtLeast || count > AtMost)
            {
                string allowed = AtMost == 1 ? "is allowed" : "are allowed";
                findings.Add(field, $"The number of {findings.Name} is {count}; {Limit} {allowed}.", Show(count));
            }
        }
    }
}

/// <summary>Lists together have so many elements.</summary>
public sealed record Total(int AtLeast, int AtMost) : Constraint
{
    /// <inheritdoc/>
    public override string Limit => Range(AtLeast, AtMost);

    /// <inheritdoc/>
    public override string Describe() => Range(AtLeast, AtMost) + " in all";

    internal override bool IsOfShape => true;

    internal override void Check(List<Field> fields, Findings findings)
    {
        int total = 0;
        foreach (Field field in fields)
        {
            total += field.Value.ValueKind == JsonValueKind.Array ? field.Value.GetArrayLength() : 0;
        }

        if (total < AtLeast || total > AtMost)
        {
            findings.Add(Field.Stem, $"The number of {findings.Name} in all is {total}; {Limit} are allowed.", Show(total));
        }
    }
}

/// <summary>No two of the texts are the same.</summary>
public sealed record Unique : Constraint
{
    private const int FewEnoughToCompare = 12;

    /// <inheritdoc/>
    public override string Describe() => "different from each other";

    internal override void Check(List<Field> fields, Findings findings)
    {
        if (fields.Count <= FewEnoughToCompare)
        {
            for (int i = 1; i < fields.Count; i++)
            {
                for (int earlier = 0; earlier < i; earlier++)
                {
                    if (fields[i].Text is { } text && text == fields[earlier].Text)
                    {
                        Report(fields[i], findings);
                        break;
                    }
                }
            }

            return;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (Field field in fields)
        {
            if (field.Text is not null && !seen.Add(field.Text))
            {
                Report(field, findings);
            }
        }
    }

    private static void Report(in Field field, Findings findings) =>
        findings.Add(field, $"{findings.Name} '{PrintableText.Quote(field.Text)}' is there already; each must be different.", field.Text);
}

/// <summary>All the texts are the same.</summary>
public sealed record AllEqual : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "the same everywhere";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Text is not null && fields[0].Text is not null && field.Text != fields[0].Text)
            {
                findings.Add(
                    field,
                    $"{findings.Name} '{PrintableText.Quote(field.Text)}' differs from '{PrintableText.Quote(fields[0].Text)}'; "
                        + "it must be the same everywhere.",
                    field.Text);
            }
        }
    }
}

/// <summary>Where there is more than one, each is there and more than white space.</summary>
public sealed record RequiredWhenSeveral : Constraint
{
    private static readonly Required Each = new();

    /// <inheritdoc/>
    public override string Describe() => "required when there is more than one";

    internal override void Check(List<Field> fields, Findings findings)
    {
        if (fields.Count > 1)
        {
            Each.Check(fields, findings);
        }
    }
}

/// <summary>Each number is its place in the list, from 0.</summary>
public sealed record InOrder : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "its place in the list, from 0";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Value.Whole() != field.Index)
            {
                string found = field.IsThere ? PrintableText.Quote(field.Value.GetRawText()) : "missing";
                findings.Add(field, $"{findings.Name} is {found}; it must be {field.Index}.", found);
            }
        }
    }
}

/// <summary>The cards of a carousel have the same kind and number of buttons.</summary>
public sealed record SameButtons : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "the same kind and number of buttons on each card";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            string? first = null;
            int index = 0;
            foreach (JsonElement card in field.Value.Items())
            {
                string kind = ButtonsOf(card);
                first ??= kind;
                if (kind != first)
                {
                    findings.Add(field, $"This card has {kind} and the first has {first}; all cards must be alike.", kind,
                        suffix: $"/{index}");
                }

                index++;
            }
        }
    }

    private static string ButtonsOf(JsonElement card)
    {
        if (card.ValueKind != JsonValueKind.Object)
        {
            return "nothing to tap";
        }

        if (card.Text("type") == "product")
        {
            return "a product";
        }

        return card.At("action", "buttons") is { ValueKind: JsonValueKind.Array } buttons
            ? $"{Show(buttons.GetArrayLength())} quick replies"
            : "a link";
    }
}
