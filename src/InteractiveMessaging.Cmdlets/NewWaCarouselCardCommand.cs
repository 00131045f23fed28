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
    [Parameter(Position = 0, ParameterSetName = UrlSet)]
    [Parameter(Position = 0, ParameterSetName = ButtonSet)]
    public string? Body { get; set; }

    /// <summary>A picture: a link, the id of uploaded media, or a file of this machine; in a row, no file.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [Parameter(ParameterSetName = ButtonSet)]
    public string? Image { get; set; }

    /// <summary>A video: a link, the id of uploaded media, or a file of this machine; in a row, no file.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [Parameter(ParameterSetName = ButtonSet)]
    public string? Video { get; set; }

    /// <summary>A picture or video of New-WaHeader.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [Parameter(ParameterSetName = ButtonSet)]
    public Header? Header { get; set; }

    /// <summary>The page that the card's button opens: http or https.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    public string? Url { get; set; }

    /// <summary>What the card's button says, up to 20 characters.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    public string? UrlText { get; set; }

    /// <summary>Quick replies, as many as on every other card.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    public ReplyButton?[]? Button { get; set; }

    /// <summary>The catalog of the product; the same on every card.</summary>
    [Parameter(ParameterSetName = ProductSet)]
    public string? CatalogId { get; set; }

    /// <summary>The product to show, by its id at the retailer.</summary>
    [Parameter(ParameterSetName = ProductSet)]
    public string? ProductId { get; set; }

    /// <summary>A card to vary, or rows whose columns are named as the parameters.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IsFaulty = false;
        CarouselCard? before = InputObject?.BaseObject as CarouselCard;
        Row? row = before is null && InputObject is { } input ? new(input) : null;
        try
        {
            MessageAction action = Compose(before?.Action, row);
            Header? header = action is ProductAction ? null : Picture(before?.Header, row);
            if (!IsFaulty)
            {
                string? body = Given(before is null || IsNamed(nameof(Body)) ? Cell(row, nameof(Body), Body) : before.Body);
                CarouselCard card = new(action) { Header = header, Body = body };
                BuilderInput.Emit(this, card, map => card.MapTexts(map));
            }
        }
        catch (WaException fault)
        {
            WriteError(Errors.Record(fault, InputObject));
        }
    }

    private MessageAction Compose(MessageAction? before, Row? row)
    {
        if (ParameterSetName == ButtonSet)
        {
            return new ReplyButtonsAction([.. Each(Button, nameof(Button))]);
        }

        bool isLink = IsNamed(nameof(Url)) || IsNamed(nameof(UrlText));
        if (ParameterSetName == ProductSet || (!isLink && Cell(row, nameof(ProductId), null) is not null))
        {
            ProductAction? product = before as ProductAction;
            return new ProductAction(
                Needed(Cell(row, nameof(CatalogId), CatalogId) ?? product?.CatalogId, nameof(CatalogId), "the catalog of the product"),
                Needed(Cell(row, nameof(ProductId), ProductId) ?? product?.ProductId, nameof(ProductId), "its id at the retailer"));
        }

        if (before is not null && !isLink)
        {
            return before;
        }

        UrlAction? link = before as UrlAction;
        string meaning = "what the card's button says, up to 20 characters";
        return new UrlAction(
            Needed(Cell(row, nameof(UrlText), UrlText) ?? link?.DisplayText, nameof(UrlText), meaning),
            Needed(Cell(row, nameof(Url), Url) ?? link?.Url, nameof(Url), "the page that the card's button opens"));
    }

    // An empty cell says nothing: a list may have columns for links and for products.
    private string? Cell(Row? row, string parameter, string? given) =>
        row is not { } cells || IsNamed(parameter) ? given : Given(BuilderInput.Read(this, cells, parameter, given));

    private bool IsCell(Row? row, string parameter) => row is not null && !IsNamed(parameter);

    private Header? Picture(Header? before, Row? row)
    {
        Header?[] given =
        [
            Header,
            Given(Cell(row, nameof(Image), Image)) is { } image ? Media("image", image, IsCell(row, nameof(Image))) : null,
            Given(Cell(row, nameof(Video), Video)) is { } video ? Media("video", video, IsCell(row, nameof(Video))) : null,
        ];
        Header?[] pictures = [.. given.Where(header => header is not null)];
        if (pictures.Length > 1 || (pictures.Length == 0 && before is null))
        {
            Fault("A card needs a picture or a video, one of the two.", "Give -Image, -Video or -Header.");
        }

        return pictures.Length > 0 ? pictures[0] : before;
    }
}
