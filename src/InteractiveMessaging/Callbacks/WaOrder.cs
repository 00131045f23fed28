namespace InteractiveMessaging;

/// <summary>A cart that a person sent.</summary>
public sealed record WaOrder
{
    /// <summary>The id of the catalog that the products are from.</summary>
    public string? CatalogId { get; init; }

    /// <summary>The products.</summary>
    public ValueList<WaOrderItem> Items { get; init; } = [];

    /// <summary>The products and how many of each.</summary>
    public override string ToString() => Items.ToString();
}

/// <summary>A product in a cart.</summary>
public sealed record WaOrderItem
{
    /// <summary>The id of the product in its catalog (<c>product_retailer_id</c>).</summary>
    public string? ProductId { get; init; }

    /// <summary>How many.</summary>
    public int? Quantity { get; init; }

    /// <summary>The price of one, in <see cref="Currency"/>.</summary>
    public decimal? Price { get; init; }

    /// <summary>The currency's code (ISO 4217), such as <c>EUR</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>How many of what.</summary>
    public override string ToString() => $"{Quantity} × {ProductId}";
}
