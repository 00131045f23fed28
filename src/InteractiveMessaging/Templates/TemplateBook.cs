using System.Collections.Concurrent;

namespace InteractiveMessaging;

/// <summary>
/// The templates that an account has, as far as they have been read. Messages get their definitions from here. Any thread may use it.
/// </summary>
internal sealed class TemplateBook
{
    private readonly ConcurrentDictionary<string, Entry[]> _byName = new(StringComparer.Ordinal);
    private volatile bool _isWhole;

    /// <summary>Adds every template of the account.</summary>
    public void AddAll(IEnumerable<TemplateDefinition> definitions)
    {
        Add(definitions);
        _isWhole = true;
    }

    /// <summary>Adds the templates of one name, in all languages; none says that there is no such template.</summary>
    public void Add(string name, IEnumerable<TemplateDefinition> definitions)
    {
        Add(definitions.Where(definition => definition.Name == name || definition.Id == name));
        _byName.TryAdd(name, []);
    }

    /// <summary>The message with its definition, where it has none yet and one is known.</summary>
    public Message Define(Message message) =>
        message is TemplateMessage { Definition: null } template && Find(template) is { } found
            ? template with { Definition = found }
            : message;

    /// <summary>The category that WhatsApp bills a message by: its template's, null where that is not known; else the other one.</summary>
    /// <param name="message">The message, or a draft.</param>
    /// <param name="otherwise">That of messages that are no templates.</param>
    public string? CategoryOf(Message message, string otherwise) => Define(message) is not TemplateMessage template ? otherwise
        : TemplateDefinition.Of(template)?.Category is not { Length: > 0 } category ? null
        : category[..1] + category[1..].ToLowerInvariant();

    /// <summary>What is wrong with a message whose template the account does not have, or not in this language; null otherwise.</summary>
    public RuleViolation? Missing(Message message)
    {
        if (message is not TemplateMessage { Definition: null } template || !Knows(template.Name) || Find(template) is not null)
        {
            return null;
        }

        string[] languages = [.. Of(template.Name).Select(entry => entry.Language).Distinct().Order(StringComparer.Ordinal)];
        return languages.Length == 0
            ? new()
            {
                Rule = "definition.unknown",
                Path = "/template/name",
                Message = $"The account has no template named {template.Name}.",
                Actual = template.Name,
                Severity = RuleSeverity.Error,
                Source = "the account's templates",
                Recommendation = "Get-WaTemplate lists those that it has.",
            }
            : new()
            {
                Rule = "definition.language",
                Path = "/template/language/code",
                Message = $"The template {template.Name} is not there in {template.Language}.",
                Actual = template.Language,
                Limit = string.Join(", ", languages),
                Severity = RuleSeverity.Error,
                Source = "the account's templates",
                Recommendation = "Give a language that it was approved in.",
            };
    }

    // Whether it can say that there is no such template.
    private bool Knows(string name) => _isWhole || _byName.ContainsKey(name);

    private void Add(IEnumerable<TemplateDefinition> definitions)
    {
        foreach (TemplateDefinition definition in definitions)
        {
            Entry entry = new(definition.Language, JsonData.Parse(definition.Json));
            foreach (string name in new[] { definition.Name, definition.Id }.OfType<string>().Distinct())
            {
                _byName.AddOrUpdate(name, [entry], (_, known) => [.. known, entry]);
            }
        }
    }

    // A definition without a language is that of a provider that does not tell it.
    private JsonData? Find(TemplateMessage message)
    {
        foreach (Entry entry in Of(message.Name))
        {
            if (entry.Language.Length == 0 || entry.Language == message.Language)
            {
                return entry.Definition;
            }
        }

        return null;
    }

    private Entry[] Of(string name) => _byName.GetValueOrDefault(name) ?? [];

    private sealed record Entry(string Language, JsonData Definition);
}
