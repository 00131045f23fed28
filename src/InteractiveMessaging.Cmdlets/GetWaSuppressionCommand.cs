using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Reads suppression files: who is not to be written to, since when and why; or every entry.</summary>
/// <remarks>Memory stays at 32 bytes a person; entries are read from the file as they are written down the pipeline.</remarks>
[Cmdlet(VerbsCommon.Get, "WaSuppression", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SuppressionEntry))]
public sealed class GetWaSuppressionCommand : WaCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly HashSet<string> _wanted = [];

    /// <summary>The suppression file, or several; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Path { get; set; }

    /// <summary>The same for names with brackets: every character counts as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LP")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? LiteralPath { get; set; }

    /// <summary>Only these people: numbers in any spelling, or user ids. Default: all.</summary>
    [Parameter]
    [Alias("To", "Phone", "PhoneNumber", "Number", "Mobile", "UserId")]
    [NeverEmpty]
    public string[] Recipient { get; set; } = [];

    /// <summary>
    /// The country code, in digits such as 39, of numbers without a plus: they are national numbers of that country. Does not go
    /// with -International.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? CountryCode { get; set; }

    /// <summary>Numbers without a plus are complete; only the plus is missing. Does not go with -CountryCode.</summary>
    [Parameter]
    public SwitchParameter International { get; set; }

    /// <summary>Every entry, also of those who took their stop back. Default: the entries that exclude somebody now.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        NumberReading reading = NumberArgument.Reading(this, CountryCode, International);
        foreach (string text in Recipient)
        {
            if (UserId.TryParse(text, out UserId id, out _))
            {
                _wanted.Add(id.Text);
            }
            else if (PhoneNumber.TryParse(text, reading, out PhoneNumber number, out string? unreadable))
            {
                _wanted.Add(number.ToString());
            }
            else
            {
                WriteError(Errors.RecipientInvalid.Record(unreadable, text));
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        if ((literal ? LiteralPath : Path) is not { Length: > 0 } paths)
        {
            WriteError(Errors.BadInput.Record(
                "-Path is missing.", recommendation: "Give the file that Update-WaSuppression made."));
            return;
        }

        foreach (string file in InputFiles.Find(this, paths, literal))
        {
            try
            {
                Read(file);
            }
            catch (WaException fault)
            {
                WriteError(Errors.Record(fault, file));
            }
        }
    }

    private void Read(string path)
    {
        SuppressionFile file = SuppressionFile.Open(path, readsDamaged: true);
        if (file.Damage is { } damage)
        {
            WriteError(Errors.Record(damage, path));
        }

        foreach (SuppressionEntry entry in file.Entries())
        {
            if (Stopping)
            {
                return;
            }

            if ((Recipient.Length == 0 || _wanted.Contains(entry.Recipient))
                && (All || (entry.Action == SuppressionAction.Stop && file.IsLast(entry))))
            {
                WriteObject(entry);
            }
        }
    }
}
