using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Names every fault of a message at once: where it is, how far over, who says so, and what to do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "WaMessage")]
[OutputType(typeof(RuleViolation), typeof(bool))]
public sealed class TestWaMessageCommand : WaCmdlet
{
    /// <summary>The message or draft.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public Message? Message { get; set; }

    /// <summary>The provider whose own rules hold too. Default: WhatsApp's alone.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [NeverEmpty]
    public string? Provider { get; set; }

    /// <summary>Gives true where nothing stops the message, else false, and no violations.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Message is null)
        {
            WriteError(Errors.BadInput.Record("-Message is missing.", recommendation: "Give a message as the first argument, or pipe one in."));
            return;
        }

        Provider? provider = null;
        if (Provider is not null && (provider = ProviderArgument.Find(this, Provider)) is null)
        {
            return;
        }

        IReadOnlyList<RuleViolation> violations = MessageCheck.Check(Message, provider);
        if (Quiet)
        {
            WriteObject(violations.All(violation => violation.Severity != RuleSeverity.Error));
        }
        else
        {
            WriteObject(violations, enumerateCollection: true);
        }
    }
}
