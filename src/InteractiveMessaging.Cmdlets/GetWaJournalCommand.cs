using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Reads a journal: one entry for each message, as its last record leaves it; or the journal in numbers.</summary>
/// <remarks>Memory stays at 32 bytes a message; entries are read from the file as they are written down the pipeline.</remarks>
[Cmdlet(VerbsCommon.Get, "WaJournal", DefaultParameterSetName = EntriesSet)]
[OutputType(typeof(JournalEntry), ParameterSetName = [EntriesSet])]
[OutputType(typeof(JournalSummary), ParameterSetName = [SummarySet])]
public sealed class GetWaJournalCommand : PSCmdlet
{
    private const string EntriesSet = "Entries";
    private const string SummarySet = "Summary";

    /// <summary>The file that was given to Send-WaMessage -Journal.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "Journal")]
    [AllowNull, AllowEmptyString]
    public string? Path { get; set; }

    /// <summary>Only messages in one of these statuses.</summary>
    [Parameter(ParameterSetName = EntriesSet)]
    public JournalStatus[] Status { get; set; } = [];

    /// <summary>Only messages to one of these recipients; wildcards are allowed, and a plus or 00 in front makes no difference.</summary>
    [Parameter(ParameterSetName = EntriesSet)]
    [SupportsWildcards]
    public string[] Recipient { get; set; } = [];

    /// <summary>Counts, times, runs and damage in place of the entries.</summary>
    [Parameter(ParameterSetName = SummarySet, Mandatory = true)]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (string.IsNullOrEmpty(Path))
        {
            WriteError(Errors.BadInput.Record("-Path is missing.", recommendation: "Give the file that was given to Send-WaMessage -Journal."));
            return;
        }

        using JournalReader? reader = Journals.Open(this, Path, tellDamage: !Summary);
        if (reader is null)
        {
            return;
        }

        if (Summary)
        {
            WriteObject(reader.Summary);
            return;
        }

        WildcardPattern[] patterns = [.. Recipient.Select(text => WildcardPattern.Get(Bare(text), WildcardOptions.IgnoreCase))];
        foreach (JournalEntry entry in reader.Read(Status))
        {
            if (Stopping)
            {
                return;
            }

            if (patterns.Length == 0 || patterns.Any(pattern => pattern.IsMatch(Bare(entry.Recipient ?? ""))))
            {
                WriteObject(entry);
            }
        }
    }

    private static string Bare(string recipient) =>
        recipient.StartsWith('+') ? recipient[1..] : recipient.StartsWith("00", StringComparison.Ordinal) ? recipient[2..] : recipient;
}
