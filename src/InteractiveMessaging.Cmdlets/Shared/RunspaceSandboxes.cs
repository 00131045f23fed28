using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The sandboxes a runspace has started. They end with it: each runspace has its own, and nothing is shared between them.</summary>
internal static class RunspaceSandboxes
{
    private static readonly ConditionalWeakTable<Runspace, List<Sandbox>> Started = [];

    /// <summary>The last one started that still runs, or null.</summary>
    public static Sandbox? Last => Of(Runspace.DefaultRunspace).FindLast(sandbox => sandbox.IsRunning);

    /// <summary>The last one started, whether it runs or not; null where none was.</summary>
    public static Sandbox? LastStarted => Of(Runspace.DefaultRunspace).LastOrDefault();

    /// <summary>Keeps one.</summary>
    public static void Add(Sandbox sandbox)
    {
        List<Sandbox> own = Of(Runspace.DefaultRunspace);
        own.RemoveAll(known => !known.IsRunning);
        own.Add(sandbox);
    }

    /// <summary>Stops every one of this runspace: on Stop-WaSandbox, and when the module is removed.</summary>
    public static void StopAll() => Stop(Of(Runspace.DefaultRunspace));

    private static List<Sandbox> Of(Runspace runspace) => Started.GetValue(runspace, Keep);

    private static List<Sandbox> Keep(Runspace runspace)
    {
        List<Sandbox> own = [];
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
            {
                Stop(own);
            }
        };
        return own;
    }

    private static void Stop(List<Sandbox> own) => own.ForEach(sandbox => sandbox.Dispose());
}
