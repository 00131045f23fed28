using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Gets the messages a sandbox took, the oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "WaSandboxMessage")]
[OutputType(typeof(SandboxMessage))]
public sealed class GetWaSandboxMessageCommand : WaCmdlet
{
    /// <summary>The sandbox to ask. Default: the last one that this runspace has started.</summary>
    [Parameter(ValueFromPipeline = true)]
    [NeverEmpty]
    public Sandbox? Sandbox { get; set; }

    /// <summary>Only so many of those that match, the last ones. Default: all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [NeverEmpty]
    public int? Last { get; set; }

    /// <summary>Only messages to these providers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [NeverEmpty]
    public string[]? Provider { get; set; }

    /// <summary>Only messages to these recipients: numbers with a plus or client ids.</summary>
    [Parameter]
    [Alias("Phone", "PhoneNumber", "Mobile", "Recipient")]
    [NeverEmpty]
    public string[]? To { get; set; }

    /// <summary>Only the messages of these ids, as SendResult.MessageId gives them.</summary>
    [Parameter]
    [Alias("MessageId")]
    [NeverEmpty]
    public string[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if ((Sandbox ?? RunspaceState.Current.Sandbox) is not { } sandbox)
        {
            ThrowTerminatingError(Errors.NoSandbox.Record("This runspace has started no sandbox."));
            return;
        }

        IEnumerable<SandboxMessage> messages = sandbox.Messages().Where(message =>
            Among(Provider, message.Provider) && Among(To, message.To) && Among(Id, message.MessageId));
        WriteObject(Last is { } last ? messages.TakeLast(last) : messages, enumerateCollection: true);
    }

    private static bool Among(string[]? wanted, string value) =>
        wanted is null || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);
}
