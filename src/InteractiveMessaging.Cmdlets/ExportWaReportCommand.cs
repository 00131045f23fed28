using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Writes what became of a run: a page that stands alone and can be mailed, or a sheet with a line for each message.</summary>
[Cmdlet(VerbsData.Export, "WaReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportWaReportCommand : PSCmdlet
{
    /// <summary>The file that was given to Send-WaMessage -Journal; wildcards are allowed where they match one file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Journal { get; set; } = null!;

    /// <summary>The file to write: .html for a page, .csv for a sheet. One that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

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
        string path = FilePath.ToWrite(this, Path);
        bool sheet = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        if (!sheet && !path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase))
        {
            ThrowTerminatingError(Errors.BadInput.Record($"'{Path}' says neither page nor sheet.", Path, "End -Path in .html for a page or in .csv for a sheet."));
        }

        using JournalReader? journal = OpenJournal();
        if (journal is null || !ShouldProcess(path, "Write a report"))
        {
            return;
        }

        try
        {
            using FileStream file = new(path, NoClobber ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.Read);

            // A spreadsheet takes a file for UTF-8 only when its first bytes say so.
            using StreamWriter writer = new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: sheet));
            if (sheet)
            {
                ReportSheet.Write(journal, writer, MaskRecipient);
            }
            else
            {
                writer.Write(ReportPage.Write(RunReport.Of(journal), MaskRecipient));
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.FileNotWritten.Record($"The report could not be written: {fault.Message}", path, inner: fault));
        }

        if (PassThru)
        {
            WriteObject(FilePath.Item(this, path));
        }
    }

    // A file of exactly this name counts before one that the name matches as a wildcard: -Journal takes what Get-ChildItem returns.
    private JournalReader? OpenJournal()
    {
        string[] files = [.. InputFiles.FindEither(this, Journal)];
        if (files.Length > 1)
        {
            WriteError(Errors.BadInput.Record($"'{Journal}' matches {files.Length} files; a report is about one journal.", Journal, "Name one of them."));
        }

        return files is [var file] ? Journals.Open(this, file, tellDamage: true) : null;
    }
}
