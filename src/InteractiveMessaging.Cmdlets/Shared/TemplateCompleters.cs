using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Completes an argument from the templates of the connection's account.</summary>
public abstract class TemplateCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        string? name = fakeBoundParameters["Name"] as string;
        return from found in Offers(Known(fakeBoundParameters["Connection"]).Where(known => name is null || IsNamed(known, name)))
               where found.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
               select new CompletionResult(found.Text, found.Text, CompletionResultType.ParameterValue, found.About);
    }

    private protected abstract IEnumerable<(string Text, string About)> Offers(IEnumerable<TemplateDefinition> known);

    private protected virtual bool IsNamed(TemplateDefinition known, string name) => known.Name == name || known.Id == name;

    private static IReadOnlyList<TemplateDefinition> Known(object? connection)
    {
        RunspaceState state = RunspaceState.Current;
        return (connection as Connection ?? (connection is string name ? state.Find(name) : state.Default)) is { IsClosed: false } open
            ? Templates.Recent(open)
            : [];
    }
}

/// <summary>The names of templates.</summary>
public sealed class TemplateNameCompleter : TemplateCompleter
{
    private protected override bool IsNamed(TemplateDefinition known, string name) => true;

    private protected override IEnumerable<(string Text, string About)> Offers(IEnumerable<TemplateDefinition> known) =>
        from template in known
        group template by template.Name into languages
        orderby languages.Key
        select (languages.Key, $"{languages.Key} ({string.Join(", ", languages.Select(one => one.Language))})");
}

/// <summary>The languages of a template.</summary>
public sealed class TemplateLanguageCompleter : TemplateCompleter
{
    private protected override IEnumerable<(string Text, string About)> Offers(IEnumerable<TemplateDefinition> known) =>
        from template in known
        where template.Language.Length > 0
        group template by template.Language into same
        orderby same.Key
        select (same.Key, same.Key);
}

/// <summary>The values of a template's text, as a table or a list to be filled in.</summary>
public sealed class TemplateBodyCompleter : TemplateCompleter
{
    private protected override IEnumerable<(string Text, string About)> Offers(IEnumerable<TemplateDefinition> known) =>
        from template in known
        where template.Body is { Placeholders.Count: > 0 }
        let values = Written(template.Body!)
        group template by values into same
        select (same.Key, string.Join("; ", same.Select(template => template.Body!.Text)));

    private static string Written(TemplatePart body) => body.IsNamed
        ? $"@{{ {string.Join("; ", body.Placeholders.Select(name => $"{name} = ''"))} }}"
        : string.Join(", ", body.Placeholders.Select(_ => "''"));
}
