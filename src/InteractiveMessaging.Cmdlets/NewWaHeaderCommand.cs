using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes the header of an interactive message: a text, a picture, a video or a document.</summary>
[Cmdlet(VerbsCommon.New, "WaHeader", DefaultParameterSetName = "Text")]
[OutputType(typeof(Header))]
public sealed class NewWaHeaderCommand : BuilderCmdlet
{
    /// <summary>A text of up to 60 characters, without markdown and line breaks.</summary>
    [Parameter(Position = 0, ParameterSetName = "Text")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Text { get; set; }

    /// <summary>A picture: its link, the id of uploaded media, or a file of this machine, such as ./logo.png.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Image")]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string Image { get; set; } = "";

    /// <summary>A video: its link, the id of uploaded media, or a file of this machine, such as ./clip.mp4.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Video")]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string Video { get; set; } = "";

    /// <summary>A document: its link, the id of uploaded media, or a file of this machine, such as ./menu.pdf.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Document")]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string Document { get; set; } = "";

    /// <summary>The name the document is shown under. Default: that of a file of this machine, else none.</summary>
    [Parameter(ParameterSetName = "Document")]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? FileName { get; set; }

    /// <summary>
    /// A caption. WhatsApp knows none in a header: it is an error when the message is checked, except for a provider whose rules allow
    /// it.
    /// </summary>
    [Parameter(ParameterSetName = "Image")]
    [Parameter(ParameterSetName = "Video")]
    [Parameter(ParameterSetName = "Document")]
    public string? Caption { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == "Text" && Text is null)
        {
            Fault("A header needs a text or media.", "Give one of -Text, -Image, -Video, -Document.");
        }

        Header header = ParameterSetName switch
        {
            "Image" => Media("image", Image),
            "Video" => Media("video", Video),
            "Document" => Media("document", Document),
            _ => Header.OfText(Text ?? ""),
        };
        if (!IsFaulty)
        {
            Header whole = header with { FileName = FileName ?? header.FileName, Caption = Caption };
            BuilderInput.Emit(this, whole, map => whole.MapTexts(map));
        }
    }
}
