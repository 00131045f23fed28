using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>What must hold for the fields a rule's path leads to. Each kind of test is one small record; limits are its data.</summary>
public abstract record Constraint
{
    /// <summary>The limit in a word, for people; null where the test has none.</summary>
    public virtual string? Limit => null;

    /// <summary>What must hold, for the table of rules.</summary>
    public abstract string Describe();

    /// <summary>
    /// Whether it asks for nothing but fields, their kinds and their number. Then messages that differ in their texts alone keep it all, or
    /// break it all.
    /// </summary>
    internal virtual bool IsOfShape => false;

    /// <summary>Reports the fields that break it.</summary>
    /// <param name="fields">Every field the path leads to; one that could be there and is not comes with an undefined value.</param>
    /// <param name="findings">Where to report.</param>
    internal abstract void Check(List<Field> fields, Findings findings);

    /// <summary>What people call a kind of JSON value.</summary>
    internal static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    private protected static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private protected static string Range(int atLeast, int atMost) =>
        atMost == int.MaxValue
            ? $"at least {Show(atLeast)}"
            : atLeast == atMost
            ? $"exactly {Show(atLeast)}"
            : atLeast == 0
            ? $"at most {Show(atMost)}"
            : $"{Show(atLeast)} to {Show(atMost)}";

    private protected static void NotA(JsonValueKind wanted, in Field field, Findings findings) =>
        findings.Add(field, $"{findings.Name} should be {Kind(wanted)}, and is {Kind(field.Value.ValueKind)}.",
            Kind(field.Value.ValueKind));
}

/// <summary>The field is there; a text in it is more than white space.</summary>
public sealed record Required : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "required";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (!field.IsThere)
            {
                findings.Add(field, $"{findings.Name} is missing.", "missing");
            }
            else if (field.Text is not null && !field.HasPlaceholder && string.IsNullOrWhiteSpace(field.Text))
            {
                findings.Add(field, $"{findings.Name} is empty.", "empty");
            }
        }
    }
}

/// <summary>The field must not be there.</summary>
/// <param name="Reason">Why, as half a sentence.</param>
public sealed record Never(string Reason) : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "not allowed: " + Reason;

    internal override bool IsOfShape => true;

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.IsThere)
            {
                findings.Add(field, $"{Reason}.");
            }
        }
    }
}

/// <summary>The value is of this kind.</summary>
public sealed record IsA(JsonValueKind Wanted) : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => Kind(Wanted);

    internal override bool IsOfShape => true;

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.IsThere && field.Value.ValueKind != Wanted)
            {
                NotA(Wanted, field, findings);
            }
        }
    }
}
