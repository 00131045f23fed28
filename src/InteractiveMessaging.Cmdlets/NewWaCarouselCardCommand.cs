using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a card of a carousel: a picture or a video with a link or quick replies, or a product.</summary>
[Cmdlet(VerbsCommon.New, "WaCarouselCard", DefaultParameterSetName = UrlSet)]
[OutputType(typeof(CarouselCard))]
public sealed class NewWaCarouselCardCommand : BuilderCmdlet
{
    private const string UrlSet = "Url";
    private const string ButtonSet = "Button";
    private const string ProductSet = "Product";

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

    /// <summary>A card to vary. Other rows give the parameters by their columns.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IsFaulty = false;
        CarouselCard? before = InputObject?.BaseObject as CarouselCard;
        MessageAction action = ParameterSetName switch
        {
            ProductSet => ComposeProduct(before?.Action as ProductAction),
            ButtonSet => new ReplyButtonsAction([.. Button]),
            _ when before is not null && !IsNamed(nameof(Url)) && !IsNamed(nameof(UrlText)) => before.Action,
            _ => ComposeUrl(before?.Action as UrlAction),
        };
        Header? header = action is ProductAction ? null : Picture(before?.Header);
        if (!IsFaulty)
        {
            CarouselCard card = new(action) { Header = header, Body = Given(Body) };
            BuilderInput.Emit(this, card, map => card.MapTexts(map));
        }
    }

    private ProductAction ComposeProduct(ProductAction? before) => new(
        Needed(CatalogId ?? before?.CatalogId, nameof(CatalogId), "the catalog of the product"),
        Needed(ProductId ?? before?.ProductId, nameof(ProductId), "the product's id at the retailer"));

    private UrlAction ComposeUrl(UrlAction? before) => new(
        Needed(UrlText ?? before?.DisplayText, nameof(UrlText), "what the card's button says, up to 20 characters"),
        Needed(Url ?? before?.Url, nameof(Url), "the page that the card's button opens"));

    private Header? Picture(Header? before)
    {
        Header?[] given =
        [
            Header,
            string.IsNullOrEmpty(Image) ? null : Media("image", Image),
            string.IsNullOrEmpty(Video) ? null : Media("video", Video),
        ];
        Header?[] pictures = [.. given.Where(header => header is not null)];
        if (pictures.Length > 1 || (pictures.Length == 0 && before is null))
        {
            Fault("A card needs a picture or a video, one of the two.", "Give -Image, -Video or -Header.");
        }

        return pictures.Length > 0 ? pictures[0] : before;
    }
}
