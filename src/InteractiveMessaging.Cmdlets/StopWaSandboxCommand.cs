using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Stops sandboxes: those given, or all of this runspace.</summary>
[Cmdlet(VerbsLifecycle.Stop, "WaSandbox")]
public sealed class StopWaSandboxCommand : WaCmdlet
{
    /// <summary>The sandboxes to stop. Default: all that this runspace has started.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [NeverEmpty]
    public Sandbox[]? Sandbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (Sandbox is not null)
        {
            Array.ForEach(Sandbox, sandbox => sandbox.Dispose());
        }
        else if (!MyInvocation.ExpectingInput)
        {
            RunspaceState.Current.StopSandboxes();
        }
    }
}
