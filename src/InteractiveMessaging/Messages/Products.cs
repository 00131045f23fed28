namespace InteractiveMessaging;

/// <summary>One product of a catalog: WhatsApp's type <c>product</c>. A card of a carousel can show one too.</summary>
public sealed record ProductAction(string CatalogId, string ProductId) : MessageAction
{
    /// <summary>The catalog that is connected to the business account.</summary>
    public string CatalogId { get; internal init; } = CatalogId;

    /// <summary>The product's id at the retailer.</summary>
    public string ProductId { get; internal init; } = ProductId;

    /// <inheritdoc/>
    public override string Type => "product";

    private protected override string Summary => ProductId;

    internal override MessageAction MapTexts(Func<string, string> map) => new ProductAction(map(CatalogId), map(ProductId));
}

/// <summary>A titled group of products.</summary>
public sealed record ProductSection(string? Title, ValueList<string> ProductIds) : MessagePart
{
    /// <summary>Up to 24 characters; needed when there is more than one section.</summary>
    public string? Title { get; internal init; } = Title;

    /// <summary>The products' ids at the retailer. A message holds at most thirty over all its sections.</summary>
    public ValueList<string> ProductIds { get; internal init; } = ProductIds;

    /// <summary>The title and the products.</summary>
    public override string ToString() => $"{Title ?? "(untitled)"}: {ProductIds}";

    internal ProductSection MapTexts(Func<string, string> map) => new(Title is null ? null : map(Title), ProductIds.Map(map));
}

/// <summary>A choice of products in sections: WhatsApp's type <c>product_list</c>. It needs a text header.</summary>
public sealed record ProductListAction(string CatalogId, ValueList<ProductSection> Sections) : MessageAction
{
    /// <summary>The catalog that is connected to the business account.</summary>
    public string CatalogId { get; internal init; } = CatalogId;

    /// <summary>One to ten sections with up to thirty products in all.</summary>
    public ValueList<ProductSection> Sections { get; internal init; } = Sections;

    /// <inheritdoc/>
    public override string Type => "product_list";

    private protected override string Summary => string.Join(", ", Sections.SelectMany(section => section.ProductIds));

    internal override MessageAction MapTexts(Func<string, string> map) =>
        new ProductListAction(map(CatalogId), Sections.Map(section => section.MapTexts(map)));
}

/// <summary>A button that opens the whole catalog: WhatsApp's type <c>catalog_message</c>.</summary>
public sealed record CatalogAction(string? ThumbnailProductId = null) : MessageAction
{
    /// <summary>The product whose picture stands for the catalog; null lets WhatsApp choose.</summary>
    public string? ThumbnailProductId { get; internal init; } = ThumbnailProductId;

    /// <inheritdoc/>
    public override string Type => "catalog_message";

    internal override MessageAction MapTexts(Func<string, string> map) =>
        new CatalogAction(ThumbnailProductId is null ? null : map(ThumbnailProductId));
}
