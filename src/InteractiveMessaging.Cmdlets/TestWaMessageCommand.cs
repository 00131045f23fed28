using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Lists every rule that a message breaks: where, by how much, who says so, and what to do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "WaMessage")]
[OutputType(typeof(RuleViolation), typeof(bool))]
public sealed class TestWaMessageCommand : WaCmdlet
{
    /// <summary>
    /// The message or draft, or a script block that finds each row's message: { $byLanguage[$_.Language] }. Default: what comes
    /// down the pipeline.
    /// </summary>
    [Parameter(Position = 0)]
    [OneMessage]
    public RowMessage? Message { get; set; }

    /// <summary>The message or draft.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public Message? InputObject { get; set; }

    /// <summary>
    /// Rows that fill the placeholders: each row's message is checked as it would go out. Default: the placeholders stay.
    /// </summary>
    [Parameter]
    [NeverEmpty(OfRows = true)]
    public PSObject[]? Row { get; set; }

    /// <summary>
    /// The culture in which {{Visit:dddd d MMMM}} writes dates and numbers, such as it-IT, or a script block that finds it for each
    /// row. Default: the invariant one, in English.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public RowValue? Culture { get; set; }

    /// <summary>The provider whose own rules hold too. Default: WhatsApp's alone.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [NeverEmpty]
    public string? Provider { get; set; }

    /// <summary>
    /// The definition of the template, as Get-WaTemplate returns it, that a template message is checked against. Default: the one that the
    /// message was made from.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public TemplateDefinition? Template { get; set; }

    /// <summary>Returns true where nothing stops the message, else false, and no violations.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MessageArgument.Find(this, Message, InputObject) is not { } message)
        {
            return;
        }

        Provider? provider = null;
        if (Provider is not null && (provider = ProviderArgument.Find(this, Provider)) is null)
        {
            return;
        }

        bool isWhole = true;
        int rendered = 0;
        JsonData? definition = Template is null ? null : JsonData.Parse(Template.Json);
        foreach (Rendering filled in Rendering.Of(this, message, Row, Culture))
        {
            Rendering rendering = filled;
            if (definition is not null)
            {
                if (filled.Message is not TemplateMessage template)
                {
                    WriteError(Errors.BadInput.Record(
                        "-Template is the definition of a template, and this message is not one of New-WaTemplateMessage.",
                        filled.Message,
                        "Leave -Template out for other messages."));
                    return;
                }

                rendering = filled with { Message = template with { Definition = definition } };
            }

            IReadOnlyList<RuleViolation> violations = rendering.Check(provider);
            isWhole &= violations.All(violation => violation.Severity != RuleSeverity.Error);
            rendered++;
            foreach (RuleViolation violation in Quiet ? [] : violations)
            {
                WriteObject(Row is null ? violation : OfRow(violation, rendering.RowNumber));
            }
        }

        if (Quiet)
        {
            WriteObject(isWhole && rendered == (Row?.Length ?? 1));
        }
    }

    // The violation with the row whose message has it, and the table that shows both.
    private static PSObject OfRow(RuleViolation violation, int row)
    {
        PSObject found = PSObject.AsPSObject(violation with { RowNumber = row });
        found.TypeNames.Insert(0, "InteractiveMessaging.RuleViolation#Row");
        return found;
    }
}
