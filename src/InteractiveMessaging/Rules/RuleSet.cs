using System.Collections.Concurrent;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The rules that hold for messages: the common table, or the table with a provider's own rows in it.</summary>
public sealed class RuleSet
{
    [ThreadStatic]
    private static List<Field>[]? _fields;

    private readonly ConcurrentDictionary<(string Kind, string Type), Plan> _byType = new();
    private readonly HashSet<string> _named;

    private RuleSet(IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        _named = [.. rules.SelectMany(rule => rule.Types.Split(' '))];
    }

    /// <summary>The rules every provider shares: WhatsApp's own.</summary>
    public static RuleSet Common { get; } = new(CommonRules.Table);

    /// <summary>All rows.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The row with this id; a provider's own row is best made from it.</summary>
    public Rule this[string id] => Rules.First(row => row.Id == id);

    /// <summary>These rows alone.</summary>
    internal static RuleSet Of(IReadOnlyList<Rule> rows) => new(rows);

    /// <summary>These rules with further ones; a row takes the place of one with the same id.</summary>
    public RuleSet With(IReadOnlyList<Rule> rows)
    {
        Dictionary<string, Rule> replacing = rows.ToDictionary(row => row.Id);
        HashSet<string> known = [.. Rules.Select(row => row.Id)];
        return new([.. Rules.Select(row => replacing.GetValueOrDefault(row.Id, row)), .. rows.Where(row => !known.Contains(row.Id))]);
    }

    /// <summary>Every violation of a message at once, in the order of the table.</summary>
    /// <param name="kind">The message's kind.</param>
    /// <param name="type">The message's type.</param>
    /// <param name="message">The message as its kind writes it.</param>
    /// <param name="isDraft">
    /// Whether <c>{{…}}</c> in a text is a placeholder still to be filled; in a rendered message it is what a cell said.
    /// </param>
    internal IReadOnlyList<RuleViolation> Check(string kind, string type, JsonElement message, bool isDraft = false)
    {
        Plan plan = PlanFor(kind, type);
        List<Field>[] fields = Rent(plan.Looks.Length);
        plan.Tree.Collect(message, isDraft, fields);
        Findings findings = new();
        for (int i = 0; i < plan.Looks.Length; i++)
        {
            if (fields[i].Count == 0)
            {
                continue;
            }

            foreach ((Rule rule, int order) in plan.Looks[i].Rules)
            {
                findings.Start(rule, plan.Looks[i].Path, order);
                rule.Test.Check(fields[i], findings);
            }
        }

        return findings.All;
    }

    // Empty lists, which keep their size from one message to the next; checking one never leaves its thread.
    private static List<Field>[] Rent(int count)
    {
        List<Field>[] fields = _fields ?? [];
        if (fields.Length < count)
        {
            _fields = fields = [.. fields, .. Enumerable.Range(0, count - fields.Length).Select(_ => new List<Field>())];
        }

        for (int i = 0; i < count; i++)
        {
            fields[i].Clear();
        }

        return fields;
    }

    // Types that no row names share one entry, so that raw messages of ever new types do not fill the memory.
    private Plan PlanFor(string kind, string type) => _byType.GetOrAdd((kind, _named.Contains(type) ? type : ""), MakePlan);

    // Rules that look at the same field look together.
    private Plan MakePlan((string Kind, string Type) of)
    {
        Look[] looks =
        [
            .. Rules.Select((rule, order) => (Rule: rule, Order: order))
                .Where(row => row.Rule.Severity != RuleSeverity.None && row.Rule.HoldsFor(of.Kind, of.Type))
                .GroupBy(row => row.Rule.Path)
                .Select(rows => new Look(RulePath.Parse(rows.Key), [.. rows])),
        ];
        return new(new([.. looks.Select(look => look.Path)]), looks);
    }

    private sealed record Plan(RuleTree Tree, Look[] Looks);

    private sealed record Look(RulePath Path, (Rule Rule, int Order)[] Rules);
}
