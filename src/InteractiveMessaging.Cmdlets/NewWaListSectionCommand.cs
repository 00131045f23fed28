using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a section of a list out of its rows.</summary>
[Cmdlet(VerbsCommon.New, "WaListSection")]
[OutputType(typeof(ListSection))]
public sealed class NewWaListSectionCommand : BuilderCmdlet
{
    private readonly List<ListRow> _rows = [];
    private readonly List<ListSection> _sections = [];

    /// <summary>The section's title, up to 24 characters; needed when the list has more than one section.</summary>
    [Parameter(Position = 0)]
    [AllowNull, AllowEmptyString]
    public string? Title { get; set; }

    /// <summary>The rows, from New-WaListRow: at least one, and at most ten over all sections of a list.</summary>
    [Parameter]
    [AllowNull, AllowEmptyCollection]
    public ListRow?[]? Row { get; set; }

    /// <summary>Rows, or sections to vary.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _rows.AddRange(Each(Row, nameof(Row)));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object part in Parts(InputObject))
        {
            switch (part)
            {
                case ListRow row:
                    _rows.Add(row);
                    break;
                case ListSection section:
                    _sections.Add(section);
                    break;
                default:
                    Fault(
                        $"A list section takes rows of New-WaListRow, not {UserCode.Shown(part)}.",
                        "Pipe through New-WaListRow first: Import-Csv menu.csv | New-WaListRow | New-WaListSection.",
                        part);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_rows.Count + _sections.Count == 0 && !IsFaulty)
        {
            Fault(
                "A list section needs at least one row; none came.", "Give rows with -Row or down the pipeline, from New-WaListRow.",
                Title);
        }

        foreach (ListSection? before in ToVary(_sections))
        {
            ValueList<ListRow> rows = before is null || _rows.Count > 0 ? ValueList.From(_rows) : before.Rows;
            ListSection section = new(Or(before?.Title, Title, nameof(Title)), rows);
            BuilderInput.Emit(this, section, map => section.MapTexts(map));
        }
    }
}
