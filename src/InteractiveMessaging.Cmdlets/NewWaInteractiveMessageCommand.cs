using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Composes an interactive message. What is given to tap decides its type; nothing is emitted after a fault.</summary>
[Cmdlet(VerbsCommon.New, "WaInteractiveMessage", DefaultParameterSetName = ButtonSet)]
[OutputType(typeof(InteractiveMessage))]
public sealed class NewWaInteractiveMessageCommand : PSCmdlet
{
    private const string ButtonSet = "Button";
    private const string ListSet = "List";
    private const string FlowSet = "Flow";
    private const string JsonSet = "Json";

    private readonly List<ReplyButton> _buttons = [];
    private readonly List<ListSection> _sections = [];
    private bool _faulty;

    /// <summary>The main text, up to 1024 characters; emoji and WhatsApp's markdown are allowed.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = FlowSet)]
    [AllowEmptyString]
    public string? Body { get; set; }

    /// <summary>What stands above the body: a header of New-WaHeader, or a text.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = FlowSet)]
    public Header? Header { get; set; }

    /// <summary>The small text below the body, up to 60 characters.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = FlowSet)]
    public string? Footer { get; set; }

    /// <summary>One to three reply buttons.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    public ReplyButton[] Button { get; set; } = [];

    /// <summary>The sections of a list.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public ListSection[] Section { get; set; } = [];

    /// <summary>What the button that opens the list says, up to 20 characters.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [AllowEmptyString]
    public string? ButtonText { get; set; }

    /// <summary>The id of a flow. Either this or FlowName.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowId { get; set; }

    /// <summary>The name of a flow. Either this or FlowId.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowName { get; set; }

    /// <summary>What the button that opens the flow says, up to 30 characters, no emoji.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    [AllowEmptyString]
    public string? FlowCta { get; set; }

    /// <summary>A token of your own that comes back with the answer.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowToken { get; set; }

    /// <summary>navigate (WhatsApp's default) or data_exchange.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowAction { get; set; }

    /// <summary>The first screen. Goes with navigate only.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowScreen { get; set; }

    /// <summary>Values for the first screen. Goes with navigate only.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public IDictionary? FlowData { get; set; }

    /// <summary>draft or published (WhatsApp's default).</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowMode { get; set; }

    /// <summary>The whole interactive object as JSON, for types that have no parameters here.</summary>
    [Parameter(ParameterSetName = JsonSet)]
    public string? Json { get; set; }

    /// <summary>Buttons, or the sections of a list.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _buttons.AddRange(Button);
        _sections.AddRange(Section);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (InputObject?.BaseObject)
        {
            case null: break;
            case ReplyButton button: _buttons.Add(button); break;
            case ListSection section: _sections.Add(section); break;
            case ListRow: Fault("List rows stand in sections.", InputObject, "Pipe the rows through New-WaListSection first."); break;
            case string: Fault("A text alone says nothing to tap.", InputObject, "Pipe texts through New-WaButton, or through New-WaListRow and New-WaListSection, first."); break;
            case { } other: Fault($"A {other.GetType().Name} cannot be a part of an interactive message.", InputObject, "Pipe in what New-WaButton or New-WaListSection gives."); break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string kind = Kind();
        if (!_faulty && kind == JsonSet)
        {
            EmitJson();
        }
        else if (!_faulty && Compose(kind) is { } action && !_faulty)
        {
            if (Body is null)
            {
                Fault("-Body is missing.", null, "Give the main text with -Body.");
                return;
            }

            WriteObject(new InteractiveMessage(action) { Body = Body, Header = Header, Footer = Footer });
        }
    }

    // What came down the pipeline decides where no parameter does.
    private string Kind()
    {
        string kind = ParameterSetName == ButtonSet && _buttons.Count == 0 && _sections.Count > 0 ? ListSet : ParameterSetName;
        if (_buttons.Count > 0 && kind != ButtonSet)
        {
            Fault($"Reply buttons do not go together with a {kind.ToLowerInvariant()}.", null, "Make one message for each.");
        }

        if (_sections.Count > 0 && kind != ListSet)
        {
            Fault($"The sections of a list do not go together with a {kind.ToLowerInvariant()}.", null, "Make one message for each.");
        }

        return kind;
    }

    private MessageAction? Compose(string kind) => kind switch
    {
        ListSet => new ListAction(Needed(ButtonText, nameof(ButtonText)), Some(_sections, "-Section is missing: a list needs at least one section.")),
        FlowSet => new FlowAction(Needed(FlowCta, nameof(FlowCta)))
        {
            FlowId = FlowId is null == FlowName is null ? FaultNull("A flow needs either -FlowId or -FlowName.") : FlowId,
            FlowName = FlowName,
            Token = FlowToken,
            FlowActionName = FlowAction,
            Screen = FlowScreen,
            Data = FlowData is null ? null : Data(FlowData),
            Mode = FlowMode,
        },
        _ => new ReplyButtonsAction(Some(_buttons, "There is nothing to tap: give -Button, -Section, -FlowId or one of the other kinds.")),
    };

    private void EmitJson()
    {
        try
        {
            if (MessageReader.Read(Needed(Json, nameof(Json))) is InteractiveMessage message)
            {
                WriteObject(message);
            }
            else
            {
                Fault("This JSON is a text message.", Json, "Use New-WaTextMessage.");
            }
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            WriteError(Errors.BadJson.Record(error.Message, Json));
        }
    }

    private JsonData? Data(IDictionary values)
    {
        try
        {
            return JsonData.FromValue(values);
        }
        catch (ArgumentException error)
        {
            Fault($"-FlowData: {error.Message}", values, "Give texts, numbers, booleans, lists and hashtables.");
            return null;
        }
    }

    private ValueList<T> Some<T>(List<T> items, string otherwise)
    {
        if (items.Count == 0)
        {
            Fault(otherwise, null, null);
        }

        return ValueList.From(items);
    }

    private string Needed(string? value, string parameter)
    {
        if (value is null)
        {
            Fault($"-{parameter} is missing.", null, null);
        }

        return value ?? "";
    }

    private string? FaultNull(string message)
    {
        Fault(message, null, null);
        return null;
    }

    private void Fault(string message, object? target, string? recommendation)
    {
        _faulty = true;
        WriteError(Errors.BadInput.Record(message, target, recommendation));
    }
}
