using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Offers the names of the providers, and finds the one that was named.</summary>
public sealed class ProviderNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from provider in ProviderCatalog.All
        where provider.Name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(provider.Name, provider.Name, CompletionResultType.ParameterValue, provider.Source);

    /// <summary>The provider of this name; null after an error was written.</summary>
    internal static Provider? Find(PSCmdlet cmdlet, string? name)
    {
        if (name is not null && ProviderCatalog.Find(name) is { } provider)
        {
            return provider;
        }

        string names = string.Join(", ", ProviderCatalog.All.Select(known => known.Name));
        cmdlet.WriteError(Errors.BadInput.Record(
            name is null ? "-Provider is missing." : $"There is no provider '{name}'.", name, $"It is one of {names}."));
        return null;
    }
}
