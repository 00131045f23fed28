using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The rules that hold for messages: the common table, or the table with a provider's own rows in it.</summary>
public sealed class RuleSet
{
    private readonly Dictionary<string, Rule[]> _byType = new(StringComparer.Ordinal);
    private readonly object _gate = new();

    private RuleSet(IReadOnlyList<Rule> rules) => Rules = rules;

    /// <summary>The rules every provider shares: WhatsApp's own.</summary>
    public static RuleSet Common { get; } = new(CommonRules.Table);

    /// <summary>All rows.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>These rules with further ones; a row takes the place of one with the same id.</summary>
    public RuleSet With(IReadOnlyList<Rule> rows)
    {
        HashSet<string> replaced = [.. rows.Select(row => row.Id)];
        return new([.. Rules.Where(row => !replaced.Contains(row.Id)), .. rows]);
    }

    /// <summary>Every fault of a message at once, in the order of the table.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="message">The interactive object as JSON; for a text message the object that holds <c>text</c>.</param>
    internal List<RuleViolation> Check(string type, JsonElement message)
    {
        List<RuleViolation> violations = [];
        List<Field> fields = [];
        foreach (Rule rule in RulesFor(type))
        {
            fields.Clear();
            Collect(message, rule.Segments, 0, "", fields);
            if (fields.Count == 0)
            {
                continue;
            }

            foreach (Finding finding in rule.Test.Find(fields))
            {
                violations.Add(new()
                {
                    Rule = rule.Id,
                    Path = finding.Path,
                    Message = finding.Sentence,
                    Limit = rule.Test.Limit,
                    Actual = finding.Actual,
                    Severity = finding.Severity ?? rule.Severity,
                    Source = rule.Source,
                    Recommendation = rule.Recommendation,
                });
            }
        }

        return violations;
    }

    private Rule[] RulesFor(string type)
    {
        lock (_gate)
        {
            if (!_byType.TryGetValue(type, out Rule[]? rules))
            {
                rules = [.. Rules.Where(rule => rule.Severity != RuleSeverity.None && rule.HoldsFor(type))];
                _byType.Add(type, rules);
            }

            return rules;
        }
    }

    private static void Collect(JsonElement element, string[] segments, int depth, string path, List<Field> fields)
    {
        if (depth == segments.Length)
        {
            fields.Add(new(path, element));
            return;
        }

        if (segments[depth] == "*")
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, segments, depth + 1, $"{path}/{index++}", fields);
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty(segments[depth], out JsonElement child))
            {
                Collect(child, segments, depth + 1, $"{path}/{segments[depth]}", fields);
            }
            else if (depth == segments.Length - 1)
            {
                fields.Add(new($"{path}/{segments[depth]}", default));
            }
        }
    }
}
