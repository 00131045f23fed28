using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Ends a campaign that workers send together, on all machines within a second: what is in flight gets its reply, and nothing further
/// starts. The same Send-WaMessage command goes on later.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "WaCampaign", SupportsShouldProcess = true)]
public sealed class StopWaCampaignCommand : WaCmdlet
{
    /// <summary>The journal's address, as it was given to Send-WaMessage: postgresql://user@host/database?journal=october.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NeverEmpty, AllowNull, AllowEmptyString]
    public string Journal { get; set; } = null!;

    /// <summary>
    /// The role and its password. Default: the address's user, and the password from PGPASSFILE or PGPASSWORD.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public PSCredential? JournalCredential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        JournalArgument journal = new(this, Journal, JournalCredential);
        try
        {
            JournalAddress address = journal.InDatabase("A journal in a file has one run; end it where it runs, with Ctrl+C.");
            if (ShouldProcess(address.ToString(), "Stop the campaign"))
            {
                Stop(address);
            }
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, journal.Shown));
        }
    }

    private void Stop(JournalAddress address)
    {
        string why = $"{Environment.UserName} on {Environment.MachineName} stopped the campaign (Stop-WaCampaign).";
        switch (Databases.Stop(address, JournalCredential, why))
        {
            case null:
                WriteError(Errors.FileNotFound.Record(
                    $"There is no journal '{PrintableText.Quote(address.Journal)}' in {address.Server}.",
                    address.ToString(),
                    "Use the address that the run had with -Journal."));
                break;
            case 0:
                WriteWarning($"Nobody is sending with the journal '{PrintableText.Line(address.Journal)}'; there is nothing to stop.");
                break;
            case { } workers:
                WriteVerbose($"Asked {workers} workers to end.");
                break;
        }
    }
}
