using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Closes connections: those named or piped, or else the default one.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "WaProvider")]
public sealed class DisconnectWaProviderCommand : PSCmdlet
{
    /// <summary>The connection's name.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RunspaceState state = RunspaceState.Current;
        if (Name is null)
        {
            state.Remove(ConnectionArgument.Resolve(this, null));
            return;
        }

        foreach (string name in Name)
        {
            if (state.Find(name) is { } connection)
            {
                state.Remove(connection);
            }
            else
            {
                WriteError(Errors.NotConnected.Record($"No connection named '{name}' is open.", name, "See what is open with Get-WaProvider."));
            }
        }
    }
}
