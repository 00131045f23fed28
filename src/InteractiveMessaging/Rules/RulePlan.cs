using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The rules that hold for the messages of one type, in the order in which a message is walked. Any thread may use it.</summary>
internal sealed class RulePlan
{
    [ThreadStatic]
    private static List<Field>[]? _fields;

    private readonly RuleLook[] _looks;
    private readonly RuleTree _tree;

    /// <param name="looks">Where to look, and for what.</param>
    public RulePlan(RuleLook[] looks) => (_looks, _tree) = (looks, new([.. looks.Select(look => look.Path)]));

    /// <summary>Every violation of a message at once, in the order of the table.</summary>
    /// <param name="message">The message as its kind writes it.</param>
    /// <param name="isDraft">Whether <c>{{…}}</c> in a text is a placeholder still to be filled.</param>
    public IReadOnlyList<RuleViolation> Check(JsonElement message, bool isDraft = false)
    {
        List<Field>[] fields = Collect(message, isDraft);
        Findings findings = new();
        for (int i = 0; i < _looks.Length; i++)
        {
            Check(_looks[i], fields[i], findings);
        }

        return findings.All;
    }

    /// <summary>
    /// What is to be checked of each of many messages that differ in some texts only. Null where what they have in common breaks a rule,
    /// or where those texts decide which rules hold.
    /// </summary>
    /// <param name="message">One of them, with marks in the texts that differ.</param>
    /// <param name="isMarked">Whether a text or a piece of JSON holds a mark.</param>
    public RulePlan? Open(JsonElement message, Func<string, bool> isMarked)
    {
        if (AnyMarked(message, _tree.Asked, isMarked))
        {
            return null;
        }

        List<Field>[] fields = Collect(message, isDraft: false);
        Findings common = new();
        List<RuleLook> open = [];
        for (int i = 0; i < _looks.Length; i++)
        {
            bool isOpen = fields[i].Exists(field => field.IsThere && isMarked(field.Value.GetRawText()));
            ILookup<bool, (Rule Rule, int Order)> rules = _looks[i].Rules.ToLookup(rule => isOpen && !rule.Rule.Test.IsOfShape);
            Check(_looks[i] with { Rules = [.. rules[false]] }, fields[i], common);
            if (rules.Contains(true))
            {
                open.Add(_looks[i] with { Rules = [.. rules[true]] });
            }
        }

        return common.All.Count == 0 ? new([.. open]) : null;
    }

    private static void Check(RuleLook look, List<Field> fields, Findings findings)
    {
        if (fields.Count > 0)
        {
            foreach ((Rule rule, int order) in look.Rules)
            {
                findings.Start(rule, look.Path, order);
                rule.Test.Check(fields, findings);
            }
        }
    }

    private static bool AnyMarked(JsonElement at, IReadOnlySet<string> names, Func<string, bool> isMarked) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().Any(field =>
            (names.Contains(field.Name) && field.Value.ValueKind == JsonValueKind.String && isMarked(field.Value.GetString()!))
            || AnyMarked(field.Value, names, isMarked)),
        JsonValueKind.Array => at.EnumerateArray().Any(item => AnyMarked(item, names, isMarked)),
        _ => false,
    };

    // Empty lists, which keep their size from one message to the next; checking one never leaves its thread.
    private List<Field>[] Collect(JsonElement message, bool isDraft)
    {
        List<Field>[] fields = _fields ?? [];
        if (fields.Length < _looks.Length)
        {
            _fields = fields = [.. fields, .. Enumerable.Range(0, _looks.Length - fields.Length).Select(_ => new List<Field>())];
        }

        for (int i = 0; i < _looks.Length; i++)
        {
            fields[i].Clear();
        }

        _tree.Collect(message, isDraft, fields);
        return fields;
    }
}

/// <summary>Rules that look at the same field look together.</summary>
/// <param name="Path">The field.</param>
/// <param name="Rules">The rules, each with its place in the table.</param>
internal sealed record RuleLook(RulePath Path, (Rule Rule, int Order)[] Rules);
