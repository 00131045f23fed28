using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Gives the connections that are open in this runspace, the default last; or the providers there are.</summary>
[Cmdlet(VerbsCommon.Get, "WaProvider", DefaultParameterSetName = "Open")]
[OutputType(typeof(Connection), ParameterSetName = ["Open"])]
[OutputType(typeof(Provider), ParameterSetName = ["Available"])]
public sealed class GetWaProviderCommand : PSCmdlet
{
    /// <summary>Only connections, or providers, of this name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [SupportsWildcards]
    public string Name { get; set; } = "*";

    /// <summary>The providers there are, with what each needs and allows.</summary>
    [Parameter(ParameterSetName = "Available", Mandatory = true)]
    public SwitchParameter ListAvailable { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WildcardPattern pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        if (ListAvailable)
        {
            WriteObject(ProviderCatalog.All.Where(provider => pattern.IsMatch(provider.Name)), enumerateCollection: true);
            return;
        }

        Connection[] found = [.. RunspaceState.Current.Connections.Where(connection => pattern.IsMatch(connection.Name))];
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            WriteError(Errors.NotConnected.Record($"No connection named '{Name}' is open.", Name));
        }

        WriteObject(found, enumerateCollection: true);
    }
}
