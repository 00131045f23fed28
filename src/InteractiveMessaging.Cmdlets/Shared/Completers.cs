using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Completes an argument from a list of words.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return from word in Words(fakeBoundParameters)
               where word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
               select new CompletionResult(word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word, word, CompletionResultType.ParameterValue, word);
    }

    private protected abstract IEnumerable<string> Words(IDictionary bound);
}

/// <summary>The names of the providers.</summary>
public sealed class ProviderCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary bound) => ProviderCatalog.All.Select(provider => provider.Name);
}

/// <summary>The names of the open connections.</summary>
public sealed class ConnectionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary bound) => RunspaceState.Current.Connections.Select(connection => connection.Name);
}

/// <summary>The names of the open connections, and of the saved ones.</summary>
public sealed class SavedConnectionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary bound) => RunspaceState.Current.Connections.Select(connection => connection.Name)
        .Concat(SavedConnections.Names())
        .Distinct(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Kaleyra's regions.</summary>
public sealed class RegionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary bound) => SettingChoices.Of("Region");
}

/// <summary>Kaleyra's sources.</summary>
public sealed class SourceCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary bound) => SettingChoices.Of("Source");
}

/// <summary>The actions of a flow.</summary>
public sealed class FlowActionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary bound) => ((OneOf)RuleSet.Common["flow.action"].Test).Words;
}

/// <summary>The modes of a flow.</summary>
public sealed class FlowModeCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary bound) => ((OneOf)RuleSet.Common["flow.mode"].Test).Words;
}

/// <summary>The choices a provider's setting has.</summary>
internal static class SettingChoices
{
    public static IEnumerable<string> Of(string name) =>
        ProviderCatalog.All.SelectMany(provider => provider.Settings).Where(setting => setting.Name == name).SelectMany(setting => setting.Choices);
}
