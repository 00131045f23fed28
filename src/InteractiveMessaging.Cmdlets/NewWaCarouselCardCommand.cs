using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a card of a carousel: a picture or a video with a link or quick replies, or a product.</summary>
[Cmdlet(VerbsCommon.New, "WaCarouselCard", DefaultParameterSetName = UrlSet)]
[OutputType(typeof(CarouselCard))]
public sealed class NewWaCarouselCardCommand : PSCmdlet
{
    private const string UrlSet = "Url";
    private const string ButtonSet = "Button";
    private const string ProductSet = "Product";

    private bool _faulty;

    /// <summary>The text under the picture, up to 160 characters and two line breaks.</summary>
    [Parameter(Position = 0, ParameterSetName = UrlSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ButtonSet, ValueFromPipelineByPropertyName = true)]
    public string? Body { get; set; }

    /// <summary>A picture: a link, or the id of uploaded media.</summary>
    [Parameter(ParameterSetName = UrlSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ButtonSet, ValueFromPipelineByPropertyName = true)]
    public string? Image { get; set; }

    /// <summary>A video: a link, or the id of uploaded media.</summary>
    [Parameter(ParameterSetName = UrlSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ButtonSet, ValueFromPipelineByPropertyName = true)]
    public string? Video { get; set; }

    /// <summary>A picture or video of New-WaHeader.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [Parameter(ParameterSetName = ButtonSet)]
    public Header? Header { get; set; }

    /// <summary>The page that the card's button opens: http or https.</summary>
    [Parameter(ParameterSetName = UrlSet, ValueFromPipelineByPropertyName = true)]
    public string? Url { get; set; }

    /// <summary>What the card's button says, up to 20 characters.</summary>
    [Parameter(ParameterSetName = UrlSet, ValueFromPipelineByPropertyName = true)]
    public string? UrlText { get; set; }

    /// <summary>Quick replies, as many as on every other card.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    public ReplyButton[] Button { get; set; } = [];

    /// <summary>The catalog of the product; the same on every card.</summary>
    [Parameter(ParameterSetName = ProductSet, ValueFromPipelineByPropertyName = true)]
    public string? CatalogId { get; set; }

    /// <summary>The product to show, by its id at the retailer.</summary>
    [Parameter(ParameterSetName = ProductSet, ValueFromPipelineByPropertyName = true)]
    public string? ProductId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _faulty = false;
        Header? header = ParameterSetName == ProductSet ? null : Picture();
        MessageAction action = ParameterSetName switch
        {
            ProductSet => new ProductAction(Needed(CatalogId, nameof(CatalogId)), Needed(ProductId, nameof(ProductId))),
            ButtonSet => new ReplyButtonsAction([.. Button]),
            _ => new UrlAction(Needed(UrlText, nameof(UrlText)), Needed(Url, nameof(Url))),
        };
        if (!_faulty)
        {
            CarouselCard card = new(action) { Header = header, Body = string.IsNullOrEmpty(Body) ? null : Body };
            BuilderInput.Emit(this, card, map => card.MapTexts(map));
        }
    }

    private Header? Picture()
    {
        Header?[] given =
        [
            Header,
            string.IsNullOrEmpty(Image) ? null : InteractiveMessaging.Header.OfMedia("image", Image),
            string.IsNullOrEmpty(Video) ? null : InteractiveMessaging.Header.OfMedia("video", Video),
        ];
        if (given.Count(header => header is not null) != 1)
        {
            Fault("A card needs a picture or a video, one of the two.", "Give -Image, -Video or -Header.");
        }

        return Array.Find(given, header => header is not null);
    }

    private string Needed(string? value, string parameter)
    {
        if (value is null)
        {
            Fault($"-{parameter} is missing.", $"Give -{parameter}.");
        }

        return value ?? "";
    }

    private void Fault(string message, string recommendation)
    {
        _faulty = true;
        WriteError(Errors.BadInput.Record(message, null, recommendation));
    }
}
