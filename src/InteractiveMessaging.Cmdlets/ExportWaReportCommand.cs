using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Writes what became of runs: a page that stands alone and can be mailed, or a sheet with a line for each message.</summary>
[Cmdlet(VerbsData.Export, "WaReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportWaReportCommand : WaCmdlet
{
    private readonly List<string> _files = [];

    /// <summary>The file that was given to Send-WaMessage -Journal, or several that make one report; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [Alias("FullName", "PSPath")]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[] Journal { get; set; } = [];

    /// <summary>
    /// The role and its password for journals in a database. Default: the address's user, and the password from PGPASSFILE or PGPASSWORD.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public PSCredential? JournalCredential { get; set; }

    /// <summary>The file to write: .html for a page, .csv for a sheet. One that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [NeverEmpty, AllowNull, AllowEmptyString]
    public string Path { get; set; } = null!;

    /// <summary>
    /// Callbacks, as ConvertFrom-WaCallback returns them, or files that hold some. The report then says how many messages were delivered,
    /// read and answered, and a doubt that a callback ends counts as Accepted.
    /// </summary>
    [Parameter]
    [AllowNull, AllowEmptyCollection]
    public object[]? Callback { get; set; }

    /// <summary>
    /// A file that says what messages cost, as Meta publishes its rate cards (CSV with the columns Market, Currency, Marketing, Utility,
    /// Authentication, …). With -Callback, which says what is billed, the report then says what the messages cost by country and category.
    /// </summary>
    [Parameter]
    [NeverEmpty, AllowNull, AllowEmptyString]
    public string? RateCard { get; set; }

    /// <summary>What the page is called, such as the campaign's name. Default: the names of the journals.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Title { get; set; }

    /// <summary>The name of the business that the messages are from. Default: none.</summary>
    [Parameter]
    [NeverEmpty]
    public string? BusinessName { get; set; }

    /// <summary>Hides the middle of each recipient's number.</summary>
    [Parameter]
    public SwitchParameter MaskRecipient { get; set; }

    /// <summary>Refuses to replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns the file that was written, as Get-Item does.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();

        // A file of exactly this name counts before one that the name matches as a wildcard: -Journal takes what Get-ChildItem returns.
        _files.AddRange(Journals.Find(Journal, path => InputFiles.FindEither(this, path!)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        bool sheet = Path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        bool page = Path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || Path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase);
        if (!sheet && !page)
        {
            ThrowTerminatingError(Errors.BadInput.Record(
                $"-Path '{PrintableText.Quote(Path)}' ends neither in .html nor in .csv.",
                Path,
                "End -Path in .html for a page or in .csv for a sheet."));
        }

        OutputFile output = new(this, "report") { NoClobber = NoClobber, PassThru = PassThru };
        string file = output.Find(Path, _files);

        RateCard? card = Card();

        // No callbacks yet is an answer too: nothing has come back.
        bool given = MyInvocation.BoundParameters.ContainsKey(nameof(Callback));
        CallbackIndex? callbacks = given ? CallbackIndexArgument.Read(this, Callback ?? [], keepsJson: false) : null;
        List<IJournalReader> journals = [];
        try
        {
            // One after the other, so that an error about the second does not leave the first one open.
            foreach (string source in _files.Distinct(StringComparer.Ordinal))
            {
                if (Journals.Open(this, source, JournalCredential, tellDamage: true) is { } journal && !IsCopy(journal, journals))
                {
                    journals.Add(journal);
                }
            }

            if (journals.Count > 0 && ShouldProcess(file, "Write a report"))
            {
                output.Write(file, stream => Write(stream, sheet, journals, callbacks, card));
            }
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, file));
        }
        finally
        {
            journals.ForEach(journal => journal.Dispose());
        }
    }

    private RateCard? Card()
    {
        try
        {
            return RateCardFile.Read(this, RateCard);
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, RateCard));
            throw;
        }
    }

    // A copy, or the same file under another name, would count everything twice.
    private bool IsCopy(IJournalReader journal, List<IJournalReader> others)
    {
        if (others.Find(other => other.Summary.IsSameAs(journal.Summary)) is not { } same)
        {
            return false;
        }

        string path = journal.Summary.Path;
        journal.Dispose();
        WriteError(Errors.BadInput.Record(
            $"'{path}' begins with the same run and message as '{same.Summary.Path}': it is the same journal, or a copy. It is left out.",
            path,
            "Name each journal once."));
        return true;
    }

    private void Write(Stream stream, bool sheet, List<IJournalReader> journals, CallbackIndex? callbacks, RateCard? card)
    {
        // A spreadsheet takes a file for UTF-8 only when its first bytes say so.
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: sheet));
        if (sheet)
        {
            ReportSheet.Write(journals, writer, callbacks, card, MaskRecipient);
            return;
        }

        RunReport report = RunReport.Of(journals, callbacks, card);
        writer.Write(ReportPage.Write(report, new(Title, BusinessName, MaskRecipient)));
        if (report.Replies is { AreOfOthers: true })
        {
            WriteWarning(ReportState.ForeignCallbacks);
        }
    }
}
