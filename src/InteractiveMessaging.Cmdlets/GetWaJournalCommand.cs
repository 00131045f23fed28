using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Reads journals: one entry for each message, as its last record leaves it; or each journal in numbers; or what a broken run could not say
/// any more.
/// </summary>
/// <remarks>Memory stays at 32 bytes a message; entries are read from the file as they are written down the pipeline.</remarks>
[Cmdlet(VerbsCommon.Get, "WaJournal", DefaultParameterSetName = EntriesSet)]
[OutputType(typeof(JournalEntry), typeof(FollowedMessage), ParameterSetName = [EntriesSet, LiteralEntriesSet])]
[OutputType(typeof(JournalSummary), ParameterSetName = [SummarySet, LiteralSummarySet])]
[OutputType(typeof(SendResult), ParameterSetName = [LastSet])]
public sealed class GetWaJournalCommand : WaCmdlet
{
    private const string EntriesSet = "Entries";
    private const string LiteralEntriesSet = "LiteralEntries";
    private const string SummarySet = "Summary";
    private const string LiteralSummarySet = "LiteralSummary";
    private const string LastSet = "Last";

    private CallbackIndex? _callbacks;

    /// <summary>
    /// The file that was given to Send-WaMessage -Journal, or several; wildcards are allowed. Or the address of a journal in a database,
    /// which may be read from any machine, also while others send.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = EntriesSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = SummarySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [Alias("Journal")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Path { get; set; }

    /// <summary>The same for names with brackets: every character counts as it is.</summary>
    [Parameter(ParameterSetName = LiteralEntriesSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralSummarySet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LP")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? LiteralPath { get; set; }

    /// <summary>
    /// The role and its password for a journal in a database. Default: the address's user, and the password from PGPASSFILE or PGPASSWORD.
    /// </summary>
    [Parameter(ParameterSetName = EntriesSet)]
    [Parameter(ParameterSetName = SummarySet)]
    [NeverEmpty]
    public PSCredential? JournalCredential { get; set; }

    /// <summary>Only messages in one of these statuses. Default: all.</summary>
    [Parameter(ParameterSetName = EntriesSet)]
    [Parameter(ParameterSetName = LiteralEntriesSet)]
    [NeverEmpty]
    public JournalStatus[] Status { get; set; } = [];

    /// <summary>
    /// Only messages to one of these recipients; wildcards are allowed, and a plus or 00 in front makes no difference. Default: all.
    /// </summary>
    [Parameter(ParameterSetName = EntriesSet)]
    [Parameter(ParameterSetName = LiteralEntriesSet)]
    [SupportsWildcards]
    [Alias("To", "Phone", "PhoneNumber", "Mobile")]
    [NeverEmpty]
    public string[] Recipient { get; set; } = [];

    /// <summary>Only messages that the column of Send-WaMessage -Key names so; wildcards are allowed. Default: all.</summary>
    [Parameter(ParameterSetName = EntriesSet)]
    [Parameter(ParameterSetName = LiteralEntriesSet)]
    [SupportsWildcards]
    [NeverEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>
    /// Callbacks, as ConvertFrom-WaCallback returns them, or files that hold some. Each message then comes with how far it got and what
    /// was answered, and a doubt that a callback ends counts as Accepted, also for -Status. The journal itself stays as it is.
    /// </summary>
    [Parameter(ParameterSetName = EntriesSet)]
    [Parameter(ParameterSetName = LiteralEntriesSet)]
    [AllowNull, AllowEmptyCollection]
    public object[]? Callback { get; set; }

    /// <summary>Counts, times, rows, runs and damage in place of the entries: whether the last run finished, and what is left.</summary>
    [Parameter(ParameterSetName = SummarySet, Mandatory = true)]
    [Parameter(ParameterSetName = LiteralSummarySet, Mandatory = true)]
    public SwitchParameter Summary { get; set; }

    /// <summary>
    /// The results of requests that were in flight when this runspace's last run was broken off and could no longer be written. No file
    /// is needed.
    /// </summary>
    [Parameter(ParameterSetName = LastSet, Mandatory = true)]
    public SwitchParameter Last { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // No callbacks yet is an answer too: every message is then as the journal has it, in the form that was asked for.
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Callback)))
        {
            _callbacks = CallbackIndexArgument.Read(this, Callback ?? [], keepsJson: true);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Last)
        {
            WriteObject(RunspaceState.Current.Unreported.Where(result => result.Attempts > 0), enumerateCollection: true);
            return;
        }

        bool literal = ParameterSetName is LiteralEntriesSet or LiteralSummarySet;
        if ((literal ? LiteralPath : Path) is not { Length: > 0 } paths)
        {
            WriteError(Errors.BadInput.Record(
                "-Path is missing.", recommendation: "Give what was given to Send-WaMessage -Journal."));
            return;
        }

        foreach (string file in Journals.Find(paths, path => InputFiles.Find(this, [path], literal)))
        {
            Read(file);
        }
    }

    private void Read(string file)
    {
        using IJournalReader? reader = Journals.Open(this, file, JournalCredential, tellDamage: !Summary);
        if (reader is null)
        {
            return;
        }

        if (Summary)
        {
            WriteObject(reader.Summary);
            return;
        }

        try
        {
            Write(reader);
        }
        catch (WaException fault)
        {
            WriteError(Errors.Record(fault, reader.Summary.Path));
        }
    }

    private void Write(IJournalReader reader)
    {
        WildcardPattern[] recipients = [.. Recipient.Select(text => Wildcards.Of(this, Bare(text), nameof(Recipient)))];
        WildcardPattern[] keys = [.. Key.Select(text => Wildcards.Of(this, text, nameof(Key)))];
        foreach (JournalEntry entry in reader.Read(_callbacks is null ? Status : []))
        {
            if (Stopping)
            {
                return;
            }

            if (!IsWanted(recipients, Bare(entry.Recipient ?? "")) || !IsWanted(keys, entry.Key ?? ""))
            {
                continue;
            }

            if (_callbacks is null)
            {
                WriteObject(entry);
            }
            else if (_callbacks.Follow(entry) is var followed && (Status.Length == 0 || Status.Contains(followed.Status)))
            {
                WriteObject(followed);
            }
        }
    }

    private static bool IsWanted(WildcardPattern[] patterns, string text) =>
        patterns.Length == 0 || patterns.Any(pattern => pattern.IsMatch(text));

    private static string Bare(string recipient) =>
        recipient.StartsWith('+') ? recipient[1..] : recipient.StartsWith("00", StringComparison.Ordinal) ? recipient[2..] : recipient;
}
