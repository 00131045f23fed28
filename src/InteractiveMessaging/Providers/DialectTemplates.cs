namespace InteractiveMessaging;

/// <summary>
/// The templates of an account, seen from the provider's side: it lists them, and refuses messages that do not fit them.
/// </summary>
internal sealed class DialectTemplates
{
    private const int FirstId = 1001;

    private readonly TemplateDefinition[] _all;
    private readonly TimeProvider _clock;

    /// <param name="definitions">The definitions; one without an id, or with one that is not a number, gets an id.</param>
    /// <param name="clock">What the ends of offers are judged by.</param>
    public DialectTemplates(IEnumerable<TemplateDefinition> definitions, TimeProvider clock)
    {
        _all = [.. definitions.Select((definition, place) => long.TryParse(definition.Id, out _)
            ? definition
            : definition with { Id = $"{FirstId + place}" })];
        _clock = clock;
    }

    /// <summary>The reply to a request that lists them.</summary>
    /// <param name="dialect">How the provider speaks.</param>
    /// <param name="query">What stands behind the question mark of the address.</param>
    public DialectReply List(ProviderDialect dialect, string query) => dialect.Listed!(new(Values(query), _all));

    /// <summary>Why a message that follows the rules is refused all the same; null where it is no template, or fits its template.</summary>
    public Refusal? Refuse(DialectReading reading)
    {
        if (reading.Kind.Name != TemplateMessage.KindName)
        {
            return null;
        }

        TemplateMessage message = (TemplateMessage)MessageReader.Read(reading.Message);
        TemplateDefinition? definition = _all.FirstOrDefault(known => known.Name == message.Name && known.Language == message.Language);
        if (definition is null && _all.FirstOrDefault(known => known.Id == message.Name) is { } byId)
        {
            (message, definition) = (Fit(message, byId), byId);
        }

        if (definition is null)
        {
            string detail = _all.Any(known => known.Name == message.Name)
                ? $"The template {message.Name} is not there in {message.Language}."
                : $"There is no template {message.Name}.";
            return Refused(TemplateFault.Missing, detail, reading.FieldOf("/template/name"));
        }

        return TemplateCheck.Check(message, definition, _clock.GetUtcNow())
            .FirstOrDefault(violation => violation.Severity == RuleSeverity.Error) is { } violation
            ? Refused(FaultOf(violation), violation.Message, reading.FieldOf(violation.Path))
            : null;
    }

    private static Refusal Refused(TemplateFault fault, string detail, string field) =>
        new(RefusalKind.WrongPayload, detail) { Field = field, Template = fault };

    private static TemplateFault FaultOf(RuleViolation violation) => (violation.Rule, violation.Actual) switch
    {
        ("definition.status", "PAUSED") => TemplateFault.Paused,
        ("definition.status", "DISABLED") => TemplateFault.Disabled,
        ("definition.status", _) => TemplateFault.Missing,
        ("definition.missing" or "definition.too_many" or "definition.cards", _) => TemplateFault.Count,
        ("definition.length", _) => TemplateFault.Length,
        _ => TemplateFault.Format,
    };

    // A request that names a template by its id has values in their order alone: the template says which parts they belong to.
    private static TemplateMessage Fit(TemplateMessage message, TemplateDefinition definition)
    {
        int[] links = [.. definition.Buttons.Select((button, place) => (button.SubType, place)).Where(button => button.SubType == "url")
            .Select(button => button.place)];
        string? media = definition.Header is { Format: "IMAGE" or "VIDEO" or "DOCUMENT" } header ? header.Format.ToLowerInvariant() : null;
        int next = 0;
        return message with
        {
            Language = definition.Language,
            Components = message.Components.Map(component => component switch
            {
                { Type: "button" } => component with { Index = next < links.Length ? $"{links[next++]}" : component.Index },
                { Type: "header", Parameters: [{ Text: null } file] } when media is not null =>
                    component with { Parameters = [file with { Type = media }] },
                _ => component,
            }),
        };
    }

    private static Dictionary<string, string> Values(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .GroupBy(pair => pair[0])
        .ToDictionary(pair => pair.Key, pair => Uri.UnescapeDataString(pair.First().ElementAtOrDefault(1) ?? ""));
}
