using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What belongs to one runspace: its open connections and which of them is the default. Runspaces never see each other's.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = [];

    private readonly List<Connection> _connections = [];

    /// <summary>The state of the runspace that this thread runs in.</summary>
    public static RunspaceState Current => States.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The open connections, the last one connected at the end.</summary>
    public IReadOnlyList<Connection> Connections => _connections;

    /// <summary>The connection that is used where none is named: the last one connected.</summary>
    public Connection? Default => _connections.LastOrDefault();

    /// <summary>What was in flight when this runspace's last run was broken off and could no longer be written.</summary>
    public IReadOnlyList<SendResult> Unreported { get; set; } = [];

    /// <summary>Closes what this runspace opened.</summary>
    public static void Close()
    {
        if (Runspace.DefaultRunspace is { } runspace && States.TryGetValue(runspace, out RunspaceState? state))
        {
            state._connections.ForEach(connection => connection.Dispose());
            state._connections.Clear();
        }
    }

    /// <summary>Adds a connection and makes it the default; one of the same name is closed.</summary>
    public void Add(Connection connection)
    {
        if (Find(connection.Name) is { } earlier)
        {
            Remove(earlier);
        }

        _connections.Add(connection);
    }

    /// <summary>The open connection of this name.</summary>
    public Connection? Find(string name) => _connections.Find(connection => connection.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Closes a connection.</summary>
    public void Remove(Connection connection)
    {
        _connections.Remove(connection);
        connection.Dispose();
    }
}
