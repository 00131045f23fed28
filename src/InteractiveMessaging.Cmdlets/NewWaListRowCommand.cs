using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes rows of a list, from arguments, texts or rows.</summary>
[Cmdlet(VerbsCommon.New, "WaListRow")]
[OutputType(typeof(ListRow))]
public sealed class NewWaListRowCommand : PSCmdlet
{
    /// <summary>What the row says, up to 24 characters.</summary>
    [Parameter(Position = 0)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Title { get; set; }

    /// <summary>What comes back when it is chosen, up to 200 characters, different from every other row's. Default: the title.</summary>
    [Parameter(Position = 1)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Id { get; set; }

    /// <summary>The smaller text under the title, up to 72 characters.</summary>
    [Parameter]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Description { get; set; }

    /// <summary>Texts, or rows with a Title and perhaps an Id and a Description.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        (string, string?)[] columns = [(nameof(Title), Title), (nameof(Id), Id), (nameof(Description), Description)];
        if (BuilderInput.Read(this, InputObject, columns) is [var text, var id, var description])
        {
            string title = text ?? "";
            ListRow row = new(title, string.IsNullOrEmpty(id) ? title : id, string.IsNullOrEmpty(description) ? null : description);
            BuilderInput.Emit(this, row, map => row.MapTexts(map));
        }
    }
}
