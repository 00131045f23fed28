using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Composes an interactive message. What is given to tap decides its type; nothing is emitted after a fault.</summary>
[Cmdlet(VerbsCommon.New, "WaInteractiveMessage", DefaultParameterSetName = ButtonSet)]
[OutputType(typeof(InteractiveMessage))]
public sealed class NewWaInteractiveMessageCommand : BuilderCmdlet
{
    private const string ButtonSet = "Button";
    private const string ListSet = "List";
    private const string FlowSet = "Flow";
    private const string UrlSet = "Url";
    private const string ProductSet = "Product";
    private const string CatalogSet = "Catalog";
    private const string CarouselSet = "Carousel";
    private const string LocationSet = "Location";
    private const string AddressSet = "Address";
    private const string PermissionSet = "CallPermission";
    private const string CallSet = "VoiceCall";
    private const string ContactSet = "ContactInfo";
    private const string JsonSet = "Json";

    /// <summary>A message from the pipeline, of which no parameter changes what there is to tap.</summary>
    private const string SameAction = "";

    private readonly List<ReplyButton> _buttons = [];
    private readonly List<ListSection> _sections = [];
    private readonly List<ProductSection> _products = [];
    private readonly List<CarouselCard> _cards = [];
    private readonly List<InteractiveMessage> _messages = [];
    private readonly List<(string Name, string[] Sets)> _given = [];

    /// <summary>The main text, up to 1024 characters; emoji and WhatsApp's markdown are allowed. Only a product goes without one.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = FlowSet)]
    [Parameter(ParameterSetName = UrlSet)]
    [Parameter(ParameterSetName = ProductSet)]
    [Parameter(ParameterSetName = CatalogSet)]
    [Parameter(ParameterSetName = CarouselSet)]
    [Parameter(ParameterSetName = LocationSet)]
    [Parameter(ParameterSetName = AddressSet)]
    [Parameter(ParameterSetName = PermissionSet)]
    [Parameter(ParameterSetName = CallSet)]
    [Parameter(ParameterSetName = ContactSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    [Alias("Text")]
    public string? Body { get; set => field = Fits(value); }

    /// <summary>What stands above the body: a header of New-WaHeader, or a text of up to 60 characters.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = FlowSet)]
    [Parameter(ParameterSetName = UrlSet)]
    [Parameter(ParameterSetName = ProductSet)]
    [Parameter(ParameterSetName = AddressSet)]
    [Parameter(ParameterSetName = CallSet)]
    public Header? Header { get; set => field = Fits(value); }

    /// <summary>The small text below the body, up to 60 characters.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = FlowSet)]
    [Parameter(ParameterSetName = UrlSet)]
    [Parameter(ParameterSetName = ProductSet)]
    [Parameter(ParameterSetName = CatalogSet)]
    [Parameter(ParameterSetName = AddressSet)]
    [Parameter(ParameterSetName = CallSet)]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Footer { get; set => field = Fits(value); }

    /// <summary>One to three reply buttons: texts of up to 20 characters, or buttons of New-WaButton.</summary>
    [Parameter(ParameterSetName = ButtonSet)]
    public ReplyButton?[]? Button { get; set => field = Fits(value); } = [];

    /// <summary>The sections of a list, from New-WaListSection: up to ten, with up to ten rows in all.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public ListSection?[]? Section { get; set => field = Fits(value); } = [];

    /// <summary>What the button that opens the list says, up to 20 characters.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [AllowEmptyString]
    public string? ButtonText { get; set => field = Fits(value); }

    /// <summary>The id of a flow. Either this or FlowName.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowId { get; set => field = Fits(value); }

    /// <summary>The name of a flow. Either this or FlowId.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowName { get; set => field = Fits(value); }

    /// <summary>What the button that opens the flow says, up to 30 characters, no emoji.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    [AllowEmptyString]
    public string? FlowCta { get; set => field = Fits(value); }

    /// <summary>A token of your own that comes back with the answer.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowToken { get; set => field = Fits(value); }

    /// <summary>What the button does: navigate to a screen, or data_exchange with your own server. Default: navigate.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    [ArgumentCompleter(typeof(FlowActionCompleter))]
    public string? FlowAction { get; set => field = Fits(value); }

    /// <summary>The id of the first screen. Goes with navigate only.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    public string? FlowScreen { get; set => field = Fits(value); }

    /// <summary>
    /// Values for the first screen, by name: texts, numbers, true or false, lists and tables, up to 44 levels deep. Goes with navigate
    /// only.
    /// </summary>
    [Parameter(ParameterSetName = FlowSet)]
    public IDictionary? FlowData { get; set => field = Fits(value); }

    /// <summary>Whether the flow is a draft or published. Default: published.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    [ArgumentCompleter(typeof(FlowModeCompleter))]
    public string? FlowMode { get; set => field = Fits(value); }

    /// <summary>The page that a button opens: http or https.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    public string? Url { get; set => field = Fits(value); }

    /// <summary>What the button that opens the page says, up to 20 characters.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [AllowEmptyString]
    public string? UrlText { get; set => field = Fits(value); }

    /// <summary>The catalog of a product or of product sections.</summary>
    [Parameter(ParameterSetName = ProductSet)]
    [AllowEmptyString]
    public string? CatalogId { get; set => field = Fits(value); }

    /// <summary>The one product to show, by its id at the retailer. Either this or ProductSection.</summary>
    [Parameter(ParameterSetName = ProductSet)]
    public string? ProductId { get; set => field = Fits(value); }

    /// <summary>Sections of New-WaProductSection. Either these or ProductId.</summary>
    [Parameter(ParameterSetName = ProductSet)]
    public ProductSection?[]? ProductSection { get; set => field = Fits(value); } = [];

    /// <summary>Shows the whole catalog; the value is the id of the product whose picture stands for it.</summary>
    [Parameter(ParameterSetName = CatalogSet)]
    [AllowEmptyString]
    public string? CatalogThumbnail { get; set => field = Fits(value); }

    /// <summary>Two to ten cards of New-WaCarouselCard.</summary>
    [Parameter(ParameterSetName = CarouselSet)]
    public CarouselCard?[]? Card { get; set => field = Fits(value); } = [];

    /// <summary>Asks for the recipient's location.</summary>
    [Parameter(ParameterSetName = LocationSet)]
    public SwitchParameter RequestLocation { get; set => field = Fits(value); }

    /// <summary>Asks for the recipient's address; for businesses and people in India.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public SwitchParameter RequestAddress { get; set => field = Fits(value); }

    /// <summary>The country of the address; WhatsApp knows IN alone. Default: IN.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public string Country { get; set => field = Fits(value); } = "IN";

    /// <summary>What the address form holds already: field = text.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public IDictionary? AddressValue { get; set => field = Fits(value); }

    /// <summary>Addresses to choose from, each with an id and a value.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public IDictionary[]? SavedAddress { get; set => field = Fits(value); }

    /// <summary>What was wrong with an earlier answer: field = text.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public IDictionary? AddressError { get; set => field = Fits(value); }

    /// <summary>Asks whether the business may call.</summary>
    [Parameter(ParameterSetName = PermissionSet)]
    public SwitchParameter RequestCallPermission { get; set => field = Fits(value); }

    /// <summary>Shows a button that calls the business on WhatsApp.</summary>
    [Parameter(ParameterSetName = CallSet)]
    public SwitchParameter VoiceCall { get; set => field = Fits(value); }

    /// <summary>What the call button says, up to 20 characters. Default: what WhatsApp writes.</summary>
    [Parameter(ParameterSetName = CallSet)]
    public string? VoiceCallText { get; set => field = Fits(value); }

    /// <summary>How long the call button works, in minutes: 1 to 43200, which is 30 days. Default: what WhatsApp takes.</summary>
    [Parameter(ParameterSetName = CallSet)]
    public int? TtlMinutes { get; set => field = Fits(value); }

    /// <summary>A text of your own that comes with the call, up to 512 characters.</summary>
    [Parameter(ParameterSetName = CallSet)]
    public string? Payload { get; set => field = Fits(value); }

    /// <summary>Asks for the recipient's contact data.</summary>
    [Parameter(ParameterSetName = ContactSet)]
    public SwitchParameter RequestContactInfo { get; set => field = Fits(value); }

    /// <summary>The whole interactive object as JSON, for types that have no parameters here.</summary>
    [Parameter(ParameterSetName = JsonSet)]
    [AllowEmptyString]
    public string? Json { get; set => field = Fits(value); }

    /// <summary>What New-WaButton, New-WaListSection, New-WaProductSection or New-WaCarouselCard makes; or messages to vary.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _buttons.AddRange(Each(Button, nameof(Button)));
        _sections.AddRange(Each(Section, nameof(Section)));
        _products.AddRange(Each(ProductSection, nameof(ProductSection)));
        _cards.AddRange(Each(Card, nameof(Card)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object part in Parts(InputObject))
        {
            Take(part);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string kind = Kind();
        if (kind == JsonSet && !IsFaulty)
        {
            EmitJson();
            return;
        }

        Message[] composed = IsFaulty ? [] : _messages.Count > 0 ? [.. _messages.Select(message => Vary(message, kind))] : [Compose(kind)];
        if (!IsFaulty)
        {
            foreach (Message message in composed)
            {
                BuilderInput.Emit(this, message, map => message.MapTexts(map));
            }
        }
    }

    private void Take(object part)
    {
        switch (part)
        {
            case InteractiveMessage message:
                _messages.Add(message);
                break;
            case ReplyButton button:
                _buttons.Add(button);
                break;
            case ListSection section:
                _sections.Add(section);
                break;
            case ProductSection products:
                _products.Add(products);
                break;
            case CarouselCard card:
                _cards.Add(card);
                break;
            case ListRow:
                Fault("List rows stand in sections.", "Pipe the rows through New-WaListSection first.", part);
                break;
            case string:
                Fault(
                    "A text alone is nothing to tap.",
                    "Pipe texts through New-WaButton, or through New-WaListRow and New-WaListSection, first.",
                    part);
                break;
            default:
                Fault(
                    $"{NameOf(part)} cannot be a part of an interactive message.",
                    "Pipe in what New-WaButton, New-WaListSection, New-WaProductSection or New-WaCarouselCard makes, or a message.",
                    part);
                break;
        }
    }

    // The parameters decide what the message is; where none does, what came down the pipeline.
    private string Kind()
    {
        (string Kind, int Count, string Name)[] piped =
        [
            (ButtonSet, _buttons.Count, "Reply buttons"),
            (ListSet, _sections.Count, "Sections of a list"),
            (ProductSet, _products.Count, "Sections of products"),
            (CarouselSet, _cards.Count, "Cards"),
        ];
        string set = IsSwitchedOff() ? ButtonSet : ParameterSetName;
        string kind = set != ButtonSet || IsNamed(nameof(Button)) ? set
            : Array.Find(piped, part => part.Count > 0).Kind ?? (_messages.Count > 0 ? SameAction : ButtonSet);
        foreach ((string other, int count, string name) in piped)
        {
            if (count > 0 && other != kind)
            {
                Fault($"{name} cannot stand in a message of the kind {kind}.", "Make one message for each kind.");
            }
        }

        if (kind == JsonSet && _messages.Count > 0)
        {
            Fault("-Json is a whole message, so it does not vary another.", "Give -Json without a message from the pipeline.");
        }

        return kind;
    }

    // A switch that is off asks for nothing, so what goes with it has nothing to go with.
    private bool IsSwitchedOff()
    {
        (string name, SwitchParameter isOn) = ParameterSetName switch
        {
            LocationSet => (nameof(RequestLocation), RequestLocation),
            AddressSet => (nameof(RequestAddress), RequestAddress),
            PermissionSet => (nameof(RequestCallPermission), RequestCallPermission),
            CallSet => (nameof(VoiceCall), VoiceCall),
            ContactSet => (nameof(RequestContactInfo), RequestContactInfo),
            _ => ("", default),
        };
        if (isOn || !IsNamed(name))
        {
            return false;
        }

        if (_given.Find(other => other.Name != name && other.Sets is [var only] && only == ParameterSetName).Name is { } alone)
        {
            Fault($"-{alone} needs -{name}, which is off.", $"Leave -{alone} out, or switch -{name} on.");
        }

        return true;
    }

    private InteractiveMessage Compose(string kind)
    {
        MessageAction action = Action(kind, null);
        return new(action) { Body = MainText(Body, action), Header = Header, Footer = Given(Footer) };
    }

    // Whether a request to call should have one, the rules say.
    private string? MainText(string? body, MessageAction action) => action is ProductAction or CallPermissionAction
        ? body
        : Needed(body, nameof(Body), "the main text, up to 1024 characters");

    // What stands in the command replaces what the message has, be it with nothing.
    private InteractiveMessage Vary(InteractiveMessage message, string kind)
    {
        (string Pointer, bool IsReplaced)[] parts =
        [
            ("/action", kind != SameAction),
            ("/body", IsNamed(nameof(Body))),
            ("/header", IsNamed(nameof(Header))),
            ("/footer", IsNamed(nameof(Footer))),
        ];
        MessageAction action = Action(kind, message.Action);
        return message with
        {
            Action = action,
            Body = IsNamed(nameof(Body)) ? MainText(Body, action) : message.Body,
            Header = IsNamed(nameof(Header)) ? Header : message.Header,
            Footer = Or(message.Footer, Footer, nameof(Footer)),
            UnknownFields = message.UnknownOutside([.. parts.Where(part => part.IsReplaced).Select(part => part.Pointer)]),
        };
    }

    private MessageAction Action(string kind, MessageAction? before) => kind switch
    {
        SameAction => before!,
        ListSet => ComposeList(before as ListAction),
        FlowSet => ComposeFlow(before as FlowAction ?? new("")),
        UrlSet => ComposeUrl(before as UrlAction),
        ProductSet => ComposeProducts(before),
        CatalogSet => new CatalogAction(Given(CatalogThumbnail)),
        CarouselSet => new CarouselAction(Some(_cards, null, "-Card is missing: a carousel needs at least two cards.")),
        LocationSet => new LocationRequestAction(),
        AddressSet => ComposeAddress(before as AddressRequestAction ?? new(Country)),
        PermissionSet => new CallPermissionAction(),
        CallSet => ComposeCall(before as VoiceCallAction ?? new()),
        ContactSet => new ContactInfoRequestAction(),
        _ => new ReplyButtonsAction(Some(
            _buttons, null, "There is nothing to tap: give -Button, -Section, -FlowId, -Url or one of the other kinds.")),
    };

    private ListAction ComposeList(ListAction? before) => new(
        Needed(ButtonText ?? before?.ButtonText, nameof(ButtonText), "what the button that opens the list says, up to 20 characters"),
        Some(_sections, before?.Sections, "-Section is missing: a list needs at least one section."));

    private UrlAction ComposeUrl(UrlAction? before) => new(
        Needed(UrlText ?? before?.DisplayText, nameof(UrlText), "what the button that opens the page says, up to 20 characters"),
        Needed(Url ?? before?.Url, nameof(Url), "the page that the button opens, a link that starts with https://"));

    private FlowAction ComposeFlow(FlowAction before)
    {
        bool isNamed = IsNamed(nameof(FlowId)) || IsNamed(nameof(FlowName));
        (string? id, string? name) = isNamed ? (Given(FlowId), Given(FlowName)) : (before.FlowId, before.FlowName);
        if (id is null == name is null)
        {
            Fault("A flow needs -FlowId or -FlowName, one of the two.", "Give the flow's id, or its name.");
        }

        // A payload is for the first screen: PingUp's page and Meta's write the action beside it.
        string? screen = Or(before.Screen, FlowScreen, nameof(FlowScreen));
        JsonData? data = Data(before.Data, FlowData, nameof(FlowData));
        string? action = Or(before.FlowActionName, FlowAction, nameof(FlowAction)) ?? (screen is null && data is null ? null : "navigate");
        string meaning = "what the button that opens the flow says, up to 30 characters";
        return before with
        {
            Cta = Needed(FlowCta ?? Given(before.Cta), nameof(FlowCta), meaning),
            FlowId = id,
            FlowName = name,
            Token = Or(before.Token, FlowToken, nameof(FlowToken)),
            FlowActionName = action,
            Screen = screen,
            Data = data,
            Mode = Or(before.Mode, FlowMode, nameof(FlowMode)),
        };
    }

    private MessageAction ComposeProducts(MessageAction? before)
    {
        string? catalog = CatalogId ?? (before as ProductAction)?.CatalogId ?? (before as ProductListAction)?.CatalogId;
        catalog = Needed(catalog, nameof(CatalogId), "the catalog of the product or of the sections");
        bool isGiven = IsNamed(nameof(ProductId)) || _products.Count > 0;
        string? product = isGiven ? Given(ProductId) : (before as ProductAction)?.ProductId;
        ValueList<ProductSection> sections = isGiven || before is not ProductListAction list ? ValueList.From(_products) : list.Sections;
        if (product is null == (sections.Count == 0))
        {
            Fault(
                "-CatalogId goes with -ProductId or with -ProductSection, one of the two.",
                "Give one product's id, or sections of New-WaProductSection.");
        }

        return product is null ? new ProductListAction(catalog, sections) : new ProductAction(catalog, product);
    }

    private AddressRequestAction ComposeAddress(AddressRequestAction before) => before with
    {
        Country = IsNamed(nameof(Country)) ? Country : before.Country,
        Values = Data(before.Values, AddressValue, nameof(AddressValue)),
        SavedAddresses = Data(before.SavedAddresses, SavedAddress, nameof(SavedAddress)),
        ValidationErrors = Data(before.ValidationErrors, AddressError, nameof(AddressError)),
    };

    private VoiceCallAction ComposeCall(VoiceCallAction before) => before with
    {
        DisplayText = Or(before.DisplayText, VoiceCallText, nameof(VoiceCallText)),
        TtlMinutes = IsNamed(nameof(TtlMinutes)) ? TtlMinutes : before.TtlMinutes,
        Payload = Or(before.Payload, Payload, nameof(Payload)),
    };

    // PowerShell's own error for parameters of different sets names none of them. The setters run before it, so theirs comes first.
    private T Fits<T>(T value, [CallerMemberName] string name = "")
    {
        string[] sets =
        [
            .. GetType().GetProperty(name)!.GetCustomAttributes<ParameterAttribute>().Select(parameter => parameter.ParameterSetName),
        ];
        if (_given.Find(other => !other.Sets.Intersect(sets).Any()).Name is { } stranger)
        {
            throw new ArgumentException($"-{name} and -{stranger} belong to different kinds of messages; make one message for each.");
        }

        _given.Add((name, sets));
        return value;
    }

    private void EmitJson()
    {
        string json = Needed(Json, nameof(Json), "the interactive object");
        if (IsFaulty || JsonInput.Read(this, json, Json) is not { } message)
        {
            return;
        }

        if (message is InteractiveMessage)
        {
            WriteObject(message);
        }
        else
        {
            Fault($"This JSON is a {message.Kind} message, not an interactive one.", "Use New-WaTextMessage, or ConvertFrom-WaJson.", Json);
        }
    }

    private JsonData? Data(JsonData? before, object? values, string parameter)
    {
        try
        {
            return !IsNamed(parameter) ? before : values is null ? null : JsonInput.ToJson(values);
        }
        catch (WaException error)
        {
            Fault($"-{parameter}: {error.Message}", error.Recommendation!, values);
            return null;
        }
    }

    private ValueList<T> Some<T>(List<T> items, ValueList<T>? before, string otherwise)
    {
        if (items.Count > 0)
        {
            return ValueList.From(items);
        }

        if (before is null)
        {
            Fault(otherwise, "Name it as a parameter, or pipe it in.");
        }

        return before ?? [];
    }
}
