using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Makes the tables for journals in a PostgreSQL database, where there are none; or returns the statements that make them. A run makes them
/// itself where its role may.
/// </summary>
[Cmdlet(VerbsData.Initialize, "WaJournal", SupportsShouldProcess = true, DefaultParameterSetName = DatabaseSet)]
[OutputType(typeof(string), ParameterSetName = [SqlSet])]
public sealed class InitializeWaJournalCommand : WaCmdlet
{
    private const string DatabaseSet = "Database";
    private const string SqlSet = "Sql";

    /// <summary>
    /// The journal's address: postgresql://user@host/database?journal=october. The tables serve all journals of the database.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = DatabaseSet)]
    [NeverEmpty, AllowNull, AllowEmptyString]
    public string Journal { get; set; } = null!;

    /// <summary>
    /// The role and its password, for a role that may make a schema. Default: the address's user, and the password from PGPASSFILE or
    /// PGPASSWORD.
    /// </summary>
    [Parameter(ParameterSetName = DatabaseSet)]
    [NeverEmpty]
    public PSCredential? JournalCredential { get; set; }

    /// <summary>Returns the statements, for who runs them by other means.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SqlSet)]
    public SwitchParameter AsSql { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (AsSql)
        {
            WriteObject(Databases.SchemaText());
            return;
        }

        JournalArgument journal = new(this, Journal, JournalCredential);
        try
        {
            JournalAddress address = journal.InDatabase("A journal in a file needs no preparation: Send-WaMessage makes it.");
            if (ShouldProcess(address.Server, "Make the tables for journals"))
            {
                WriteVerbose(Databases.Initialize(address, JournalCredential)
                    ? $"Made the schema interactive_messaging in {address.Server}."
                    : $"The schema interactive_messaging is in {address.Server} already.");
            }
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, journal.Shown));
        }
    }
}
