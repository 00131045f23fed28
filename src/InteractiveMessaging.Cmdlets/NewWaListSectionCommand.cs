using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a section of a list out of its rows.</summary>
[Cmdlet(VerbsCommon.New, "WaListSection")]
[OutputType(typeof(ListSection))]
public sealed class NewWaListSectionCommand : PSCmdlet
{
    private readonly List<ListRow> _rows = [];
    private bool _faulty;

    /// <summary>The section's title, up to 24 characters; needed when the list has more than one section.</summary>
    [Parameter(Position = 0)]
    [AllowNull, AllowEmptyString]
    public string? Title { get; set; }

    /// <summary>The rows, from New-WaListRow: at least one, and at most ten over all sections of a list.</summary>
    [Parameter]
    [AllowNull, AllowEmptyCollection]
    public ListRow[]? Row { get; set; }

    /// <summary>The rows, down the pipeline.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _rows.AddRange(Row ?? []);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                break;
            case ListRow row:
                _rows.Add(row);
                break;
            default:
                _faulty = true;
                WriteError(Errors.BadInput.Record(
                    $"A list section takes rows of New-WaListRow, not '{PrintableText.Quote($"{InputObject}")}'.",
                    InputObject,
                    "Pipe through New-WaListRow first: Import-Csv menu.csv | New-WaListRow | New-WaListSection."));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_faulty)
        {
            return;
        }

        if (_rows.Count == 0)
        {
            WriteError(Errors.BadInput.Record("A list section needs at least one row; none came.", Title, "Give rows with -Row or down the pipeline, from New-WaListRow."));
            return;
        }

        ListSection section = new(string.IsNullOrEmpty(Title) ? null : Title, ValueList.From(_rows));
        BuilderInput.Emit(this, section, map => section.MapTexts(map));
    }
}
