using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Finds the provider that a parameter names.</summary>
internal static class ProviderArgument
{
    /// <summary>The names of all providers.</summary>
    public static string Names => string.Join(", ", ProviderCatalog.All.Select(known => known.Name));

    /// <summary>The provider of this name; null after an error was written.</summary>
    public static Provider? Find(PSCmdlet cmdlet, string? name)
    {
        if (name is null)
        {
            cmdlet.WriteError(Errors.BadInput.Record("-Provider is missing.", recommendation: $"It is one of {Names}."));
            return null;
        }

        if (ProviderCatalog.Find(name) is { } provider)
        {
            return provider;
        }

        cmdlet.WriteError(Errors.Record(Unknown(name), name));
        return null;
    }

    /// <summary>Says that there is no provider of this name, and which there are.</summary>
    public static WaException Unknown(string name, string? recommendation = null) =>
        new(ErrorCause.ProviderUnknown, $"There is no provider '{PrintableText.Quote(name)}'; it is one of {Names}.", recommendation);
}
