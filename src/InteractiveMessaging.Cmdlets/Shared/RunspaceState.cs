using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What belongs to one runspace: its open connections and which of them is the default, and its sandboxes. Runspaces never see each other's.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = [];

    private readonly List<Connection> _connections = [];

    private readonly List<Sandbox> _sandboxes = [];

    /// <summary>The state of the runspace that this thread runs in.</summary>
    public static RunspaceState Current => States.GetValue(Runspace.DefaultRunspace, Open);

    /// <summary>The open connections, the last one connected at the end.</summary>
    public IReadOnlyList<Connection> Connections => _connections;

    /// <summary>The connection that is used where none is named: the last one connected.</summary>
    public Connection? Default => _connections.LastOrDefault();

    /// <summary>What was in flight when this runspace's last run was broken off and could no longer be written.</summary>
    public IReadOnlyList<SendResult> Unreported { get; set; } = [];

    /// <summary>The sandbox that is meant where none is named: the last one started.</summary>
    public Sandbox? Sandbox => _sandboxes.LastOrDefault();

    /// <summary>Closes what this runspace opened.</summary>
    public static void Close()
    {
        if (Runspace.DefaultRunspace is { } runspace && States.TryGetValue(runspace, out RunspaceState? state))
        {
            state._connections.ForEach(connection => connection.Dispose());
            state._connections.Clear();
            state.StopSandboxes();
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

    /// <summary>Keeps a sandbox, which then ends with this runspace.</summary>
    public void Add(Sandbox sandbox)
    {
        _sandboxes.RemoveAll(earlier => !earlier.IsRunning);
        _sandboxes.Add(sandbox);
    }

    /// <summary>Stops every sandbox. What the last one took can still be read.</summary>
    public void StopSandboxes() => _sandboxes.ForEach(sandbox => sandbox.Dispose());

    private static RunspaceState Open(Runspace runspace)
    {
        RunspaceState state = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is System.Management.Automation.Runspaces.RunspaceState.Closed or System.Management.Automation.Runspaces.RunspaceState.Broken)
            {
                state.StopSandboxes();
            }
        };
        return state;
    }
}
