using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes reply buttons, from arguments, texts or rows.</summary>
[Cmdlet(VerbsCommon.New, "WaButton", DefaultParameterSetName = "Values")]
[OutputType(typeof(ReplyButton))]
public sealed class NewWaButtonCommand : PSCmdlet
{
    /// <summary>What the button says, up to 20 characters, different from the other buttons'.</summary>
    [Parameter(Position = 0)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Title { get; set; }

    /// <summary>What comes back when it is tapped, up to 256 characters, different from the other buttons'. Default: the title.</summary>
    [Parameter(Position = 1)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Id { get; set; }

    /// <summary>Texts, or rows with a Title and perhaps an Id.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (BuilderInput.Read(this, InputObject, (nameof(Title), Title), (nameof(Id), Id)) is [var text, var id])
        {
            string title = text ?? "";
            ReplyButton button = new(title, string.IsNullOrEmpty(id) ? title : id);
            BuilderInput.Emit(this, button, map => button.MapTexts(map));
        }
    }
}
