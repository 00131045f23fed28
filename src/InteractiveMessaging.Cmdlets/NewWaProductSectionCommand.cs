using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a section of products for New-WaInteractiveMessage -CatalogId, from ids or from rows with a ProductId.</summary>
[Cmdlet(VerbsCommon.New, "WaProductSection")]
[OutputType(typeof(ProductSection))]
public sealed class NewWaProductSectionCommand : PSCmdlet
{
    private readonly List<string> _products = [];
    private bool _faulty;

    /// <summary>The section's title, up to 24 characters; needed when there is more than one section.</summary>
    [Parameter(Position = 0)]
    public string? Title { get; set; }

    /// <summary>The products' ids at the retailer: at least one, and at most thirty over all sections of a message.</summary>
    [Parameter]
    [AllowEmptyString, AllowEmptyCollection]
    public string[] ProductId { get; set; } = [];

    /// <summary>Ids, or rows with a ProductId.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _products.AddRange(ProductId);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        Row row = new(InputObject);
        if (row.Bare is { } id || row.TryRead("ProductId", out id))
        {
            _products.Add(id ?? "");
        }
        else
        {
            _faulty = true;
            WriteError(Errors.MissingColumn.Record(row.Lacks("ProductId"), InputObject));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_products.Count > 0 && !_faulty)
        {
            ProductSection section = new(string.IsNullOrEmpty(Title) ? null : Title, ValueList.From(_products));
            BuilderInput.Emit(this, section, map => section.MapTexts(map));
        }
        else if (!_faulty)
        {
            WriteError(Errors.BadInput.Record("-ProductId is missing: a section needs at least one product.", recommendation: "Give ids with -ProductId, or pipe them in."));
        }
    }
}
