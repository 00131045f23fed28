using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Closes connections: those named or piped, or else the default one. What is in flight over them fails.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "WaProvider", DefaultParameterSetName = "Name")]
public sealed class DisconnectWaProviderCommand : WaCmdlet
{
    /// <summary>The connection's name; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    [SupportsWildcards]
    [NeverEmpty]
    public string[]? Name { get; set; }

    /// <summary>The connections themselves.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Connection", ValueFromPipeline = true)]
    [NeverEmpty, AllowNull, AllowEmptyCollection]
    public Connection[] Connection { get; set; } = [];

    /// <summary>Removes the saved connection of that name too, whether it is open or not. A secret in a vault stays there.</summary>
    [Parameter]
    public SwitchParameter Forget { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (ParameterSetName == "Connection")
        {
            Array.ForEach(Connection, Close);
        }
        else if (Name is not null)
        {
            Array.ForEach(Name, Close);
        }
        else if (!MyInvocation.ExpectingInput)
        {
            Close(ConnectionArgument.Resolve(this, null));
        }
    }

    private void Close(Connection connection)
    {
        RunspaceState.Current.Remove(connection);
        if (Forget)
        {
            Remove(connection.Name);
        }
    }

    private void Close(string name)
    {
        WildcardPattern pattern = Wildcards.Of(this, name, nameof(Name));
        Connection[] open = [.. RunspaceState.Current.Connections.Where(connection => pattern.IsMatch(connection.Name))];
        Array.ForEach(open, RunspaceState.Current.Remove);

        // A file that cannot be read goes by its own name, so that it can be removed like this as well.
        bool removed = false;
        if (Forget)
        {
            string[] saved = [.. ProfileStore.Default.Names().Where(pattern.IsMatch)];
            Array.ForEach(saved, Remove);
            removed = saved.Length > 0;
        }

        if (open.Length == 0 && !removed && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteError(Forget
                ? Errors.NotConnected.Record($"No connection named '{name}' is open or saved.", name, "See Get-WaProvider -ListAvailable.")
                : ConnectionArgument.NotOpen(name));
        }
    }

    private void Remove(string name)
    {
        try
        {
            if (ProfileStore.Default.Remove(name))
            {
                WriteVerbose($"Removed the saved connection '{name}'.");
            }
        }
        catch (WaException refused)
        {
            WriteError(Errors.Record(refused, name));
        }
    }
}
