using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>What must hold for the fields a rule's path leads to. Each kind of test is one small record; limits are its data.</summary>
public abstract record RuleTest
{
    /// <summary>The limit in a word, for people; null where the test has none.</summary>
    public virtual string? Limit => null;

    /// <summary>What must hold, as a sentence for the table of rules.</summary>
    public abstract string Describe();

    /// <summary>The fields that break it.</summary>
    /// <param name="fields">Every field the path leads to; one that could be there and is not comes with an undefined value.</param>
    internal abstract IEnumerable<Finding> Find(IReadOnlyList<Field> fields);

    private protected static string Name(Field field) => field.Path.Length == 0 ? "the message" : field.Path[(field.Path.LastIndexOf('/') + 1)..];

    private protected static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of a field for judging its length: of a template the literal part, the shortest it can become.</summary>
    private protected static string? Text(Field field) =>
        field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() is { } text ? Template.LiteralPart(text) ?? text : null : null;

    private protected static bool HasPlaceholder(Field field) =>
        field.Value.ValueKind == JsonValueKind.String && Template.LiteralPart(field.Value.GetString()!) is not null;
}

/// <summary>A text has at most so many characters. Over in code points breaks the rule; over only in UTF-16 units is a warning.</summary>
public sealed record MaxLength(int Characters) : RuleTest
{
    /// <inheritdoc/>
    public override string Limit => Show(Characters);

    /// <inheritdoc/>
    public override string Describe() => $"at most {Characters} characters";

    internal override IEnumerable<Finding> Find(IReadOnlyList<Field> fields)
    {
        foreach (Field field in fields)
        {
            if (Text(field) is not { } text || text.Length <= Characters)
            {
                continue;
            }

            int codePoints = text.EnumerateRunes().Count();
            yield return codePoints > Characters
                ? new(field.Path, $"{Name(field)} has {codePoints} characters; at most {Characters} are allowed.", Show(codePoints))
                : new(field.Path, $"{Name(field)} has {text.Length} UTF-16 units in {codePoints} characters; a provider that counts units allows {Characters}.", Show(text.Length), RuleSeverity.Warning);
        }
    }
}

/// <summary>The field is there; a text in it is more than white space, a list has an element.</summary>
public sealed record Required : RuleTest
{
    /// <inheritdoc/>
    public override string Describe() => "required";

    internal override IEnumerable<Finding> Find(IReadOnlyList<Field> fields)
    {
        foreach (Field field in fields)
        {
            if (!field.IsThere)
            {
                yield return new(field.Path, $"{Name(field)} is missing.", "missing");
            }
            else if (field.Value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(field.Value.GetString()))
            {
                yield return new(field.Path, $"{Name(field)} is empty.", "empty");
            }
        }
    }
}

/// <summary>A list has so many elements; over a path with <c>*</c> in it, all the lists together.</summary>
public sealed record Count(int AtLeast, int AtMost) : RuleTest
{
    /// <inheritdoc/>
    public override string Limit => $"{AtLeast}-{AtMost}";

    /// <inheritdoc/>
    public override string Describe() => $"{AtLeast} to {AtMost} in all";

    internal override IEnumerable<Finding> Find(IReadOnlyList<Field> fields)
    {
        int total = fields.Where(field => field.Value.ValueKind == JsonValueKind.Array).Sum(field => field.Value.GetArrayLength());
        if (fields.Count > 0 && (total < AtLeast || total > AtMost))
        {
            Field first = fields[0];
            string where = fields.Count == 1 ? first.Path : "/action/sections";
            yield return new(where, $"{Name(first)}: there are {total}; {AtLeast} to {AtMost} are allowed.", Show(total));
        }
    }
}

/// <summary>No two of the fields say the same.</summary>
public sealed record Unique : RuleTest
{
    /// <inheritdoc/>
    public override string Describe() => "different from each other";

    internal override IEnumerable<Finding> Find(IReadOnlyList<Field> fields)
    {
        for (int i = 1; i < fields.Count; i++)
        {
            if (fields[i].Value.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            string text = fields[i].Value.GetString()!;
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (fields[earlier].Value.ValueKind == JsonValueKind.String && fields[earlier].Value.ValueEquals(text))
                {
                    yield return new(fields[i].Path, $"{Name(fields[i])} '{text}' stands at {fields[earlier].Path} already; each must be different.", text);
                    break;
                }
            }
        }
    }
}

/// <summary>The text is one of a few words.</summary>
public sealed record OneOf(ValueList<string> Words) : RuleTest
{
    /// <inheritdoc/>
    public override string Limit => string.Join(", ", Words);

    /// <inheritdoc/>
    public override string Describe() => "one of " + Limit;

    internal override IEnumerable<Finding> Find(IReadOnlyList<Field> fields) =>
        from field in fields
        where field.IsThere && !HasPlaceholder(field)
        let word = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText()
        where !Words.Contains(word)
        select new Finding(field.Path, $"{Name(field)} is '{word}'; it is one of {Limit}.", word);
}

/// <summary>The field must not be there.</summary>
public sealed record Never(string Reason) : RuleTest
{
    /// <inheritdoc/>
    public override string Describe() => "not allowed: " + Reason;

    internal override IEnumerable<Finding> Find(IReadOnlyList<Field> fields) =>
        from field in fields where field.IsThere select new Finding(field.Path, $"{Reason}.");
}
