namespace InteractiveMessaging;

/// <summary>What a phone would show of a message, apart from how: the terminal and the page draw from it.</summary>
/// <remarks>Every part carries the JSON pointer of what it shows, so that a violation finds its place.</remarks>
internal sealed record MessageView(string Path, string Type)
{
    public ViewText? Title { get; init; }

    public ViewMedia? Media { get; init; }

    public ViewText? Body { get; init; }

    public ViewText? Footer { get; init; }

    /// <summary>Products, a catalog, or what the drawing does not know.</summary>
    public IReadOnlyList<ViewTile> Tiles { get; init; } = [];

    public IReadOnlyList<ViewButton> Buttons { get; init; } = [];

    /// <summary>What opens when the button is tapped.</summary>
    public ViewSheet? Sheet { get; init; }

    public IReadOnlyList<MessageView> Cards { get; init; } = [];

    /// <summary>The pointer of every part that is drawn.</summary>
    public IEnumerable<string> Paths() => new[] { Path, Title?.Path, Media?.Path, Body?.Path, Footer?.Path, Sheet?.Path }.OfType<string>()
        .Concat(Tiles.Select(tile => tile.Path))
        .Concat(Buttons.Select(button => button.Path))
        .Concat(Sheet?.Sections.SelectMany(section => section.Rows.Select(row => row.Path).Prepend(section.Path)) ?? [])
        .Concat(Cards.SelectMany(card => card.Paths()));
}

/// <summary>A text; only in some places do WhatsApp's marks count.</summary>
internal sealed record ViewText(string Path, string Text, bool Formatted = false);

/// <summary>A picture, a video or a document, shown by where it comes from.</summary>
internal sealed record ViewMedia(string Path, string Kind, string Source, string? FileName, string? Caption);

/// <summary>Something to tap.</summary>
internal sealed record ViewButton(string Path, ViewIcon Icon, ViewText Label, string? Detail = null);

/// <summary>A box with an icon, a title and a line below.</summary>
internal sealed record ViewTile(string Path, ViewIcon Icon, string Title, string Detail);

/// <summary>What rises from the bottom of the phone when a list is opened.</summary>
internal sealed record ViewSheet(string Path, string Title, IReadOnlyList<ViewSection> Sections);

/// <summary>A titled group in a sheet.</summary>
internal sealed record ViewSection(string Path, ViewText? Title, IReadOnlyList<ViewRow> Rows);

/// <summary>One choice, or one product.</summary>
internal sealed record ViewRow(string Path, ViewText Title, ViewText? Description, bool IsProduct = false);

/// <summary>The little pictures of buttons and tiles.</summary>
internal enum ViewIcon
{
    Reply,
    List,
    Link,
    Flow,
    Product,
    Catalog,
    Location,
    Address,
    Call,
    Contact,
    Template,
    Value,
    Unknown,
}
