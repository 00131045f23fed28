using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a section of products for New-WaInteractiveMessage -CatalogId, from ids or from rows with a ProductId.</summary>
[Cmdlet(VerbsCommon.New, "WaProductSection")]
[OutputType(typeof(ProductSection))]
public sealed class NewWaProductSectionCommand : BuilderCmdlet
{
    private readonly List<string> _products = [];
    private readonly List<ProductSection> _sections = [];

    /// <summary>The section's title, up to 24 characters; needed when there is more than one section.</summary>
    [Parameter(Position = 0)]
    public string? Title { get; set; }

    /// <summary>The products' ids at the retailer: at least one, and at most thirty over all sections of a message.</summary>
    [Parameter]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? ProductId { get; set; }

    /// <summary>Ids, rows with a ProductId, or sections to vary.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _products.AddRange(Each(ProductId, nameof(ProductId)));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object part in Parts(InputObject))
        {
            if (part is ProductSection section)
            {
                _sections.Add(section);
                continue;
            }

            try
            {
                Row row = new(PSObject.AsPSObject(part));
                _products.Add(row.Bare ?? (row.TryRead("ProductId", out string? id) ? id ?? "" : throw row.Lacks("ProductId")));
            }
            catch (WaException fault)
            {
                IsFaulty = true;
                WriteError(Errors.Record(fault, part));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_products.Count + _sections.Count == 0 && !IsFaulty)
        {
            Fault("-ProductId is missing: a section needs at least one product.", "Give ids with -ProductId, or pipe them in.");
        }

        foreach (ProductSection? before in ToVary(_sections))
        {
            ValueList<string> products = before is null || _products.Count > 0 ? ValueList.From(_products) : before.ProductIds;
            ProductSection section = new(Or(before?.Title, Title, nameof(Title)), products);
            BuilderInput.Emit(this, section, map => section.MapTexts(map));
        }
    }
}
