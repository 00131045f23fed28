namespace InteractiveMessaging;

/// <summary>Collects how a message breaks its template's definition. Nothing is built for a message without a fault.</summary>
/// <param name="definition">The definition.</param>
/// <param name="isDraft">Whether <c>{{…}}</c> in a value is a placeholder still to be filled.</param>
internal sealed class DefinitionFindings(TemplateDefinition definition, bool isDraft)
{
    private const int LongestActual = 200;

    private List<RuleViolation>? _all;

    /// <summary>Every fault, in the order in which they were found.</summary>
    public IReadOnlyList<RuleViolation> All => _all ?? (IReadOnlyList<RuleViolation>)[];

    /// <summary>The place of the carousel among the components, and of the card that is looked at; null outside a carousel.</summary>
    public (int Carousel, int Card)? Card { get; set; }

    /// <summary>What a fault's path begins with: the components of the message, or of the card.</summary>
    public string Components =>
        Card is { } card ? $"/template/components/{card.Carousel}/cards/{card.Card}/components" : "/template/components";

    /// <summary>As much of a value as is known: of a draft what stands beside its placeholders.</summary>
    public string Known(string value) => isDraft ? MessageDraft.LiteralPart(value) ?? value : value;

    /// <summary>A fault.</summary>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="path">Where it is: a JSON pointer into the message.</param>
    /// <param name="sentence">What is wrong.</param>
    /// <param name="limit">What the definition asks for.</param>
    /// <param name="actual">What stands there.</param>
    /// <param name="recommendation">What to do about it.</param>
    /// <param name="severity">Whether it stops the message.</param>
    public void Add(
        string rule,
        string path,
        string sentence,
        string limit,
        string actual,
        string? recommendation = null,
        RuleSeverity severity = RuleSeverity.Error) => (_all ??= []).Add(new()
        {
            Rule = rule,
            Path = path,
            Message = sentence,
            Limit = limit,
            Actual = PrintableText.Short(actual, LongestActual),
            Severity = severity,
            Source = $"the definition of {definition}",
            Recommendation = recommendation,
        });
}
