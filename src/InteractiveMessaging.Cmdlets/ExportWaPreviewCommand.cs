using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Writes a page that shows messages as WhatsApp does, with the rules' notes, for the person who has to approve them.</summary>
[Cmdlet(VerbsData.Export, "WaPreview", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportWaPreviewCommand : WaCmdlet
{
    private readonly List<PreviewItem> _items = [];
    private Provider? _provider;
    private NumberReading _reading = NumberReading.Explicit;
    private bool _isRefused;
    private int _messages;

    /// <summary>The file to write, such as preview.html. One that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [NeverEmpty, AllowNull, AllowEmptyString]
    public string Path { get; set; } = null!;

    /// <summary>
    /// The message or draft, or a script block that finds each row's message: { $byLanguage[$_.Language] }. Default: what comes
    /// down the pipeline.
    /// </summary>
    [Parameter(Position = 1)]
    [OneMessage]
    public RowMessage? Message { get; set; }

    /// <summary>The message or draft.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public Message? InputObject { get; set; }

    /// <summary>Rows that fill the placeholders; one phone for each. Default: the placeholders stay.</summary>
    [Parameter]
    [NeverEmpty(OfRows = true)]
    public PSObject[]? Row { get; set; }

    /// <summary>
    /// The culture in which {{Visit:dddd d MMMM}} writes dates and numbers, such as it-IT, or a script block that finds it for each
    /// row. Default: the invariant one, in English.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public RowValue? Culture { get; set; }

    /// <summary>The provider whose own rules are checked besides WhatsApp's. Default: WhatsApp's alone.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [NeverEmpty]
    public string? Provider { get; set; }

    /// <summary>The country code, in digits such as 39, of the rows' numbers without a plus. Does not go with -International.</summary>
    [Parameter]
    [NeverEmpty]
    public string? CountryCode { get; set; }

    /// <summary>The rows' numbers without a plus are complete; only the plus is missing. Does not go with -CountryCode.</summary>
    [Parameter]
    public SwitchParameter International { get; set; }

    /// <summary>What the page is called. Default: Message preview.</summary>
    [Parameter]
    [NeverEmpty]
    public string Title { get; set; } = "Message preview";

    /// <summary>The name of the business that the phones show above the chat. Default: Your business.</summary>
    [Parameter]
    [NeverEmpty]
    public string BusinessName { get; set; } = "Your business";

    /// <summary>Refuses to replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns the file that was written, as Get-Item does.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _provider = Provider is null ? null : ProviderArgument.Find(this, Provider);
        _isRefused = Provider is not null && _provider is null;
        _reading = NumberArgument.Reading(this, CountryCode, International);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_isRefused || MessageArgument.Find(this, Message, InputObject) is not { } message)
        {
            return;
        }

        _messages++;
        foreach (Rendering rendering in Rendering.Of(this, message, Row, Culture))
        {
            // A number that cannot be read, or a user id that the provider cannot write to, stops the message as certainly as a rule does.
            IReadOnlyList<RuleViolation> recipient = rendering.RowNumber > 0
                ? RecipientCells.Check(new(Row![rendering.RowNumber - 1]), _reading, _provider)
                : [];
            _items.Add(new(
                rendering.Label ?? $"Message {_messages}",
                rendering.Message,
                [.. recipient, .. rendering.Check(_provider)],
                rendering.IsDraft));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        OutputFile output = new(this, "preview") { NoClobber = NoClobber, PassThru = PassThru };
        string file = output.Find(Path);
        if (_items.Count > 0 && ShouldProcess(file, "Write a preview"))
        {
            string page = PreviewPage.Write(new(Title, BusinessName, _provider?.Name), _items);
            output.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        }
    }
}
