using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What stands behind -Connection: an object, a name, or the runspace's default.</summary>
internal static class ConnectionArgument
{
    /// <summary>The connection to use, or a terminating error that says how to get one.</summary>
    public static Connection Resolve(PSCmdlet cmdlet, object? argument)
    {
        RunspaceState state = RunspaceState.Current;
        object? value = Cell.Unwrap(argument);
        if (value is IList { Count: not 1 } several)
        {
            cmdlet.ThrowTerminatingError(Errors.BadInput.Record(
                $"-Connection takes one connection; there are {several.Count}.", argument, "Run the command once for each of them."));
        }

        // A list that holds nothing was given, so the default does not stand in for it.
        object? one = Cell.Unwrap(value is IList list ? list[0] : value);
        Connection? connection = value is null ? state.Default : one as Connection ?? state.Find(NameOf(cmdlet, one));
        if (connection is { IsClosed: false })
        {
            state.Use(connection);
            return connection;
        }

        cmdlet.ThrowTerminatingError(connection is not null
            ? Errors.NotConnected.Record($"The connection '{connection.Name}' has been closed.", argument)
            : NotOpen(value));
        throw new PipelineStoppedException();
    }

    private static string NameOf(PSCmdlet cmdlet, object? value)
    {
        try
        {
            return value is null ? "" : UserCode.Text(value, "-Connection");
        }
        catch (WaException fault)
        {
            cmdlet.ThrowTerminatingError(Errors.Record(fault, value));
            throw;
        }
    }

    /// <summary>Says that no connection is open, or none of this name.</summary>
    public static ErrorRecord NotOpen(object? name)
    {
        if (name is null)
        {
            return Errors.NotConnected.Record("No provider is connected in this session.");
        }

        string open = string.Join(", ", RunspaceState.Current.Connections.Select(known => known.Name));
        return Errors.NotConnected.Record(
            $"No connection named '{PrintableText.Quote($"{name}")}' is open{(open.Length == 0 ? "" : $"; open are: {open}")}.",
            name,
            ProfileStore.Default.Has($"{name}") ? $"It is saved: Connect-WaProvider -Name '{name}' opens it." : null);
    }
}
