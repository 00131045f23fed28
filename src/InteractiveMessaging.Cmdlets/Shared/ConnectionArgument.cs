using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What stands behind -Connection: an object, a name, or the runspace's default.</summary>
internal static class ConnectionArgument
{
    /// <summary>The connection to use, or a terminating error that says how to get one.</summary>
    public static Connection Resolve(PSCmdlet cmdlet, object? argument)
    {
        object? value = argument is PSObject wrapped ? wrapped.BaseObject : argument;
        Connection? connection = value switch
        {
            null => RunspaceState.Current.Default,
            Connection given => given,
            _ => RunspaceState.Current.Find(LanguagePrimitives.ConvertTo<string>(value)),
        };
        if (connection is { IsClosed: false })
        {
            return connection;
        }

        string open = string.Join(", ", RunspaceState.Current.Connections.Select(known => known.Name));
        cmdlet.ThrowTerminatingError(Errors.NotConnected.Record(
            connection is not null ? $"The connection '{connection.Name}' has been closed."
            : value is null ? "No provider is connected in this session."
            : $"No connection named '{value}' is open{(open.Length == 0 ? "" : $"; open are: {open}")}.",
            argument));
        throw new PipelineStoppedException();
    }
}
