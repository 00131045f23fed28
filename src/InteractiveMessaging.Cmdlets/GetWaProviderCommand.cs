using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Gives the connections that are open in this runspace, the default last; or what could be connected: saved connections, then the
/// providers there are.
/// </summary>
[Cmdlet(VerbsCommon.Get, "WaProvider", DefaultParameterSetName = "Open")]
[OutputType(typeof(Connection), ParameterSetName = ["Open"])]
[OutputType(typeof(SavedConnection), typeof(Provider), ParameterSetName = ["Available"])]
public sealed class GetWaProviderCommand : WaCmdlet
{
    /// <summary>Only what is called so; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    [SupportsWildcards]
    [NeverEmpty]
    public string Name { get; set; } = "*";

    /// <summary>What could be connected: the saved connections, then the providers there are with what each needs and allows.</summary>
    [Parameter(ParameterSetName = "Available", Mandatory = true)]
    public SwitchParameter ListAvailable { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WildcardPattern pattern = Wildcards.Of(this, Name, nameof(Name));
        object[] found = ListAvailable
            ? [.. SavedConnections.All(pattern.IsMatch, Refuse), .. ProviderCatalog.All.Where(provider => pattern.IsMatch(provider.Name))]
            : [.. RunspaceState.Current.Connections.Where(connection => pattern.IsMatch(connection.Name))];
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            WriteError(ListAvailable
                ? Errors.NotConnected.Record(
                    $"Neither a saved connection nor a provider is called '{Name}'.", Name, "See Get-WaProvider -ListAvailable.")
                : ConnectionArgument.NotOpen(Name));
        }

        WriteObject(found, enumerateCollection: true);
    }

    private void Refuse(WaException fault) => WriteError(Errors.Record(fault, Name));
}
