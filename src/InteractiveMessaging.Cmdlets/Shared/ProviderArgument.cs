using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Finds the provider that a parameter names.</summary>
internal static class ProviderArgument
{
    /// <summary>The provider of this name; null after an error was written.</summary>
    public static Provider? Find(PSCmdlet cmdlet, string? name)
    {
        if (name is not null && ProviderCatalog.Find(name) is { } provider)
        {
            return provider;
        }

        string names = string.Join(", ", ProviderCatalog.All.Select(known => known.Name));
        cmdlet.WriteError(Errors.BadInput.Record(name is null ? "-Provider is missing." : $"There is no provider '{name}'.", name, $"It is one of {names}."));
        return null;
    }
}
