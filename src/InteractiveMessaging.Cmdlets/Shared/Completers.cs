using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Completes an argument from a list of words.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return from word in Words(parameterName)
               where word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
               let text = word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word
               select new CompletionResult(text, word, CompletionResultType.ParameterValue, word);
    }

    private protected abstract IEnumerable<string> Words(string parameter);
}

/// <summary>The names of the providers.</summary>
public sealed class ProviderCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(string parameter) => ProviderCatalog.All.Select(provider => provider.Name);
}

/// <summary>The names of the open connections.</summary>
public sealed class ConnectionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(string parameter) =>
        RunspaceState.Current.Connections.Select(connection => connection.Name);
}

/// <summary>The names of the open connections, and of the saved ones.</summary>
public sealed class SavedConnectionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(string parameter) =>
        RunspaceState.Current.Connections.Select(connection => connection.Name)
        .Concat(SavedConnections.Names())
        .Distinct(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The values that a provider's setting can have; the setting has the parameter's name.</summary>
public sealed class SettingCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(string parameter) =>
        from provider in ProviderCatalog.All
        from setting in provider.Settings
        where setting.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase)
        from choice in setting.Choices
        select choice;
}

/// <summary>The time zones of this machine, by the names that all machines know.</summary>
public sealed class TimeZoneCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(string parameter) => TimeZoneInfo.GetSystemTimeZones()
        .Select(zone => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out string? iana) ? iana : zone.Id)
        .Distinct();
}

/// <summary>The actions of a flow.</summary>
public sealed class FlowActionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(string parameter) => ((OneOf)RuleSet.Common["flow.action"].Test).Words;
}

/// <summary>The modes of a flow.</summary>
public sealed class FlowModeCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(string parameter) => ((OneOf)RuleSet.Common["flow.mode"].Test).Words;
}
