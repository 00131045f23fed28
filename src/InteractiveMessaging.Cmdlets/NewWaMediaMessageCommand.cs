using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a message that is a picture, a video, a document or a sound.</summary>
[Cmdlet(VerbsCommon.New, "WaMediaMessage", DefaultParameterSetName = "Image")]
[OutputType(typeof(MediaMessage))]
public sealed class NewWaMediaMessageCommand : BuilderCmdlet
{
    /// <summary>A picture: its link, the id of uploaded media, or a file of this machine. JPEG or PNG, up to 5 MB.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Image")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Image { get; set; }

    /// <summary>A video: its link, the id of uploaded media, or a file of this machine. MP4 or 3GP, up to 16 MB.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Video")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Video { get; set; }

    /// <summary>A document: its link, the id of uploaded media, or a file of this machine. Up to 100 MB.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Document")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Document { get; set; }

    /// <summary>A sound: its link, the id of uploaded media, or a file of this machine. Up to 16 MB.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Audio")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Audio { get; set; }

    /// <summary>The text below it, up to 1024 characters.</summary>
    [Parameter(ParameterSetName = "Image")]
    [Parameter(ParameterSetName = "Video")]
    [Parameter(ParameterSetName = "Document")]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Caption { get; set; }

    /// <summary>The name the document is shown under. Default: that of a file of this machine, else none.</summary>
    [Parameter(ParameterSetName = "Document")]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? FileName { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        (string kind, string? given) = ParameterSetName switch
        {
            "Video" => (VideoMessage.KindName, Video),
            "Document" => (DocumentMessage.KindName, Document),
            "Audio" => (AudioMessage.KindName, Audio),
            _ => (ImageMessage.KindName, Image),
        };
        string source = Needed(Given(given), ParameterSetName, "a link, the id of uploaded media, or a file");
        if (IsFaulty)
        {
            return;
        }

        // A header knows what is a link, what an id, and what names a file.
        Header file = Media(kind, source);
        if (!IsFaulty)
        {
            MediaMessage made = MediaMessage.Of(kind) with
            {
                Link = file.Link,
                MediaId = file.MediaId,
                Caption = Given(Caption),
                FileName = Given(FileName) ?? file.FileName,
            };
            BuilderInput.Emit(this, made, map => made.MapTexts(map));
        }
    }
}
