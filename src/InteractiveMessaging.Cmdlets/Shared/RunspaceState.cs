using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// What belongs to one runspace: its open connections and which of them is the default, and its sandboxes. Runspaces never see each
/// other's.
/// </summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = [];

    // Another runspace asks for what this one uses when it closes its own, so the lists are guarded.
    private readonly object _gate = new();

    private readonly List<Connection> _connections = [];

    private readonly HashSet<Connection> _used = [];

    private readonly List<Sandbox> _sandboxes = [];

    /// <summary>The state of the runspace that this thread runs in.</summary>
    public static RunspaceState Current => States.GetValue(Runspace.DefaultRunspace, Open);

    /// <summary>The open connections, the last one connected at the end.</summary>
    public IReadOnlyList<Connection> Connections
    {
        get
        {
            lock (_gate)
            {
                _connections.RemoveAll(connection => connection.IsClosed);
                return [.. _connections];
            }
        }
    }

    /// <summary>The connection that is used where none is named: the last one connected.</summary>
    public Connection? Default => Connections is [.., var last] ? last : null;

    /// <summary>What was in flight when this runspace's last run was broken off and could no longer be written.</summary>
    public IReadOnlyList<SendResult> Unreported { get; set; } = [];

    /// <summary>The sandbox that is meant where none is named: the last one started.</summary>
    public Sandbox? Sandbox => _sandboxes.LastOrDefault();

    /// <summary>Closes what this runspace opened, except connections that another one which still runs has used.</summary>
    public static void Close()
    {
        if (Runspace.DefaultRunspace is not { } runspace || !States.TryGetValue(runspace, out RunspaceState? state))
        {
            return;
        }

        RunspaceState[] others = [.. from other in States where other.Value != state && IsOpen(other.Key) select other.Value];
        foreach (Connection connection in state.Connections)
        {
            if (!others.Any(other => other.Uses(connection)))
            {
                connection.Dispose();
            }
        }

        state.Forget();
        state.StopSandboxes();
    }

    /// <summary>Adds a connection and makes it the default; one of the same name is closed.</summary>
    public void Add(Connection connection)
    {
        if (Find(connection.Name) is { } earlier && earlier != connection)
        {
            Remove(earlier);
        }

        lock (_gate)
        {
            _connections.Remove(connection);
            _connections.Add(connection);
        }
    }

    /// <summary>The open connection of this name.</summary>
    public Connection? Find(string name) =>
        Connections.FirstOrDefault(connection => connection.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Notes that this runspace uses a connection, which may be another's.</summary>
    public void Use(Connection connection)
    {
        lock (_gate)
        {
            _used.RemoveWhere(used => used.IsClosed);
            _used.Add(connection);
        }
    }

    /// <summary>Closes a connection, for every runspace.</summary>
    public void Remove(Connection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
            _used.Remove(connection);
        }

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

    private static bool IsOpen(Runspace runspace) =>
        runspace.RunspaceStateInfo.State == System.Management.Automation.Runspaces.RunspaceState.Opened;

    private bool Uses(Connection connection)
    {
        lock (_gate)
        {
            return _used.Contains(connection);
        }
    }

    private void Forget()
    {
        lock (_gate)
        {
            _connections.Clear();
            _used.Clear();
        }
    }

    private static RunspaceState Open(Runspace runspace)
    {
        RunspaceState state = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is System.Management.Automation.Runspaces.RunspaceState.Closed
                or System.Management.Automation.Runspaces.RunspaceState.Broken)
            {
                state.StopSandboxes();
            }
        };
        return state;
    }
}
