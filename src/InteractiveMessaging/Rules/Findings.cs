namespace InteractiveMessaging;

/// <summary>Collects what the tests of one check find. Nothing is built for a message without a fault.</summary>
internal sealed class Findings
{
    private const int LongestActual = 200;

    private List<(int Order, RuleViolation Violation)>? _found;
    private Rule? _rule;
    private RulePath? _path;
    private int _order;

    /// <summary>Every fault, in the order of the table.</summary>
    public IReadOnlyList<RuleViolation> All =>
        _found is null ? [] : [.. _found.OrderBy(found => found.Order).Select(found => found.Violation)];

    /// <summary>What the rule's field is called.</summary>
    public string Name => _path!.Name;

    /// <summary>Says which rule the next faults break.</summary>
    public void Start(Rule rule, RulePath path, int order) => (_rule, _path, _order) = (rule, path, order);

    /// <summary>A fault.</summary>
    /// <param name="field">Where it is.</param>
    /// <param name="sentence">What is wrong.</param>
    /// <param name="actual">What was found.</param>
    /// <param name="atMost">The severity where it is less than the rule's.</param>
    /// <param name="suffix">Where in the field it is: the rest of the JSON pointer.</param>
    public void Add(in Field field, string sentence, string? actual = null, RuleSeverity atMost = RuleSeverity.Error, string suffix = "") =>
        (_found ??= []).Add((_order, new()
        {
            Rule = _rule!.Id,
            Path = _path!.Pointer(field, suffix),
            Message = sentence,
            Limit = _rule.Test.Limit,
            Actual = actual is null ? null : PrintableText.Short(actual, LongestActual),
            Severity = _rule.Severity < atMost ? _rule.Severity : atMost,
            Source = _rule.Source,
            Recommendation = _rule.Recommendation,
        }));
}
