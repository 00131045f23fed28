using System.Collections.Concurrent;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The rules that hold for messages: the common table, or the table with a provider's own rows in it.</summary>
public sealed class RuleSet
{
    private readonly ConcurrentDictionary<(string Kind, string Type), RulePlan> _byType = new();
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
    internal IReadOnlyList<RuleViolation> Check(string kind, string type, JsonElement message, bool isDraft = false) =>
        PlanFor(kind, type).Check(message, isDraft);

    /// <summary>
    /// What is to be checked of each of many messages that differ in some texts only. Null where what they have in common breaks a rule,
    /// or where those texts decide which rules hold.
    /// </summary>
    /// <param name="kind">The messages' kind.</param>
    /// <param name="type">The messages' type.</param>
    /// <param name="message">One of them, with marks in the texts that differ.</param>
    /// <param name="isMarked">Whether a text or a piece of JSON holds a mark.</param>
    internal RulePlan? ForRows(string kind, string type, JsonElement message, Func<string, bool> isMarked) =>
        PlanFor(kind, type).Open(message, isMarked);

    // Types that no row names share one entry, so that raw messages of ever new types do not fill the memory.
    private RulePlan PlanFor(string kind, string type)
    {
        (string, string) of = (kind, _named.Contains(type) ? type : "");
        return _byType.TryGetValue(of, out RulePlan? plan) ? plan : _byType.GetOrAdd(of, MakePlan);
    }

    // Rules that look at the same field look together.
    private RulePlan MakePlan((string Kind, string Type) of) => new(
        [
            .. Rules.Select((rule, order) => (Rule: rule, Order: order))
                .Where(row => row.Rule.Severity != RuleSeverity.None && row.Rule.HoldsFor(of.Kind, of.Type))
                .GroupBy(row => row.Rule.Path)
                .Select(rows => new RuleLook(RulePath.Parse(rows.Key), [.. rows])),
        ]);
}
