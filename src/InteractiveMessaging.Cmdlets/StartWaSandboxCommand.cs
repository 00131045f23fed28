using System.Collections;
using System.Management.Automation;
using System.Net.Sockets;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Starts a gateway on this machine that speaks every provider's dialect and fails on demand.</summary>
[Cmdlet(VerbsLifecycle.Start, "WaSandbox")]
[OutputType(typeof(Sandbox))]
public sealed class StartWaSandboxCommand : WaCmdlet
{
    /// <summary>The port to listen on. Default: a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>
    /// Faults to make. Shares of all requests, 0 to 1: Unauthorized, Throttle, Unavailable, ServerError, DropBefore, Reject, Drop, Slow.
    /// Amounts: RetryAfter (seconds), SlowMilliseconds, Delay (milliseconds, at every request), LowBalanceAfter and StopAfter (messages).
    /// Lists: RejectTo (recipients whose messages are refused), RejectSender (senders' numbers or ids in the address).
    /// </summary>
    [Parameter]
    public IDictionary? Fault { get; set; }

    /// <summary>
    /// What decides which requests meet a fault; the same seed chooses the same ones. Default: one at random, which the sandbox names.
    /// </summary>
    [Parameter]
    public int? Seed { get; set; }

    /// <summary>
    /// The templates of its accounts, as Get-WaTemplate returns them: it lists them, and refuses messages that do not fit them.
    /// Default: none; then it takes any template.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public TemplateDefinition[]? Template { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            Sandbox sandbox = Sandbox.Start(Port, Faults(), Seed, Template);
            RunspaceState.Current.Add(sandbox);
            WriteObject(sandbox);
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, Fault));
        }
        catch (ArgumentException fault)
        {
            ThrowTerminatingError(Errors.BadInput.Record(fault.Message, Fault));
        }
        catch (SocketException failure)
        {
            ThrowTerminatingError(Errors.SandboxNotStarted.Record(
                $"The sandbox cannot listen{(Port == 0 ? "" : $" on port {Port}")}: {failure.Message}", Port, inner: failure));
        }
    }

    // As texts, which the engine reads.
    private Dictionary<string, string?>? Faults() => Fault is null ? null : UserCode.Read(
        () => Fault.Keys.Cast<object>().ToDictionary(
            LanguagePrimitives.ConvertTo<string>, name => LanguagePrimitives.ConvertTo<string?>(Fault[name])),
        "-Fault");
}
