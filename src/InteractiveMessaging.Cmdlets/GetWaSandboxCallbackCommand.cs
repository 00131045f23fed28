using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Gets the callbacks that a provider would post about messages a sandbox took, each as the JSON of one request.</summary>
[Cmdlet(VerbsCommon.Get, "WaSandboxCallback")]
[OutputType(typeof(string))]
public sealed class GetWaSandboxCallbackCommand : WaCmdlet
{
    /// <summary>The messages, as Get-WaSandboxMessage returns them.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [NeverEmpty]
    public SandboxMessage[]? Message { get; set; }

    /// <summary>How far each message has come, one callback for each. Default: Sent, Delivered, Read.</summary>
    [Parameter]
    [NeverEmpty]
    public MessageProgress[] Status { get; set; } = [MessageProgress.Sent, MessageProgress.Delivered, MessageProgress.Read];

    /// <summary>
    /// The answer: the title or the id of the button or the list row that is tapped, or else a text that is written. Default: none.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? Answer { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (Message is null)
        {
            WriteError(Errors.BadInput.Record(
                "-Message is missing.", recommendation: "Pipe messages in: Get-WaSandboxMessage | Get-WaSandboxCallback."));
            return;
        }

        foreach (SandboxMessage message in Message)
        {
            try
            {
                WriteObject(SandboxCallbacks.Of(message, Status, Answer), enumerateCollection: true);
            }
            catch (WaException fault)
            {
                WriteError(Errors.Record(fault, message.MessageId));
            }
        }
    }
}
