using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes the send of a template that WhatsApp has approved: its name, its language and the values it is filled with.</summary>
[Cmdlet(VerbsCommon.New, "WaTemplateMessage", DefaultParameterSetName = ValueSet)]
[OutputType(typeof(TemplateMessage))]
public sealed class NewWaTemplateMessageCommand : BuilderCmdlet
{
    private const string ValueSet = "Values";
    private const string CodeSet = "Code";
    private const string ComponentSet = "Component";

    private readonly List<TemplateMessage> _piped = [];

    /// <summary>The template's name: lower-case letters, digits and underscores. At Octopods its id, a number.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The language the template was approved in, as WhatsApp writes it: en, en_US, pt_BR.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateLanguageCompleter))]
    public string? Language { get; set; }

    /// <summary>
    /// The definition of the template, as Get-WaTemplate returns it: the message is checked against it, wherever it is tested or sent.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public TemplateDefinition? Template { get; set; }

    /// <summary>
    /// The values of the text: in the order of {{1}}, {{2}}, …, or a hashtable by their names. Placeholders such as {{FirstName}} are
    /// filled from the row.
    /// </summary>
    [Parameter(ParameterSetName = ValueSet)]
    [ArgumentCompleter(typeof(TemplateBodyCompleter))]
    public object? Body { get; set; }

    /// <summary>
    /// What stands above the text, where that varies: a text, a picture, a video or a document of New-WaHeader, a place (a hashtable with
    /// Latitude, Longitude, Name and Address), or a product (CatalogId and ProductId).
    /// </summary>
    [Parameter(ParameterSetName = ValueSet)]
    public object? Header { get; set; }

    /// <summary>
    /// The values of the buttons, by their places from 0: @{ 0 = @{ Payload = 'yes' }; 1 = @{ Url = 'orders/17' } }. A button has one of
    /// Payload (quick reply), Url (what stands for {{1}} in its address), CouponCode, FlowToken with or without FlowData, Thumbnail
    /// (catalog), Thumbnail and Sections (products).
    /// </summary>
    [Parameter(ParameterSetName = ValueSet)]
    public IDictionary? Button { get; set; }

    /// <summary>The cards of a carousel, as many as the template has: hashtables with Header, Body and Button as above.</summary>
    [Parameter(ParameterSetName = ValueSet)]
    public IDictionary[]? Card { get; set; }

    /// <summary>When a limited-time offer ends.</summary>
    [Parameter(ParameterSetName = ValueSet)]
    public DateTimeOffset? OfferExpires { get; set; }

    /// <summary>The code of an authentication template, up to 15 characters; it stands in the text and in the button.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CodeSet)]
    [AllowNull, AllowEmptyString]
    public string? Code { get; set; }

    /// <summary>
    /// The components as WhatsApp's JSON, where the other parameters cannot say them: a text, or what ConvertFrom-Json made of one.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ComponentSet)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public object? Component { get; set; }

    /// <summary>A template message to vary.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object part in Parts(InputObject))
        {
            if (part is TemplateMessage message)
            {
                _piped.Add(message);
            }
            else
            {
                Fault($"{NameOf(part)} is not a template message.", "Give its values with the parameters.", part);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (TemplateMessage? before in ToVary(_piped))
        {
            try
            {
                Write(before);
            }
            catch (WaException fault)
            {
                WriteError(Errors.Record(fault, before));
            }
        }
    }

    private void Write(TemplateMessage? before)
    {
        string name = Needed(Name ?? Template?.Name ?? before?.Name, nameof(Name), "the template's name");
        string language = Needed(
            Language ?? Given(Template?.Language) ?? before?.Language, nameof(Language),
            "the language it was approved in, such as en or en_US");
        string code = ParameterSetName == CodeSet ? Needed(Given(Code), nameof(Code), "the code, up to 15 characters") : "";
        if (ParameterSetName == ComponentSet && Component is null or "")
        {
            Fault("-Component is empty.", "Give the components as JSON, or leave -Component out for a template without values.");
        }

        if (IsFaulty)
        {
            return;
        }

        TemplateMessage made = ParameterSetName switch
        {
            CodeSet => new(name, language) { Components = ValueList.From(OfCode(code)) },
            ComponentSet => TemplateValues.OfJson(name, language, Component!),
            _ => Vary(before ?? new(name, language), Compose()) with { Name = name, Language = language },
        };
        JsonData? definition = Template is { } given ? JsonData.Parse(given.Json) : before?.Definition;
        made = made with { Definition = definition };
        BuilderInput.Emit(this, made, map => made.MapTexts(map));
    }

    // What is given takes the place of what the message had for that part.
    private static TemplateMessage Vary(TemplateMessage before, List<TemplateComponent> given) => given.Count == 0 ? before : before with
    {
        Components = ValueList.From(before.Components
            .Where(component => !given.Any(one => one.Type == component.Type && one.Index == component.Index))
            .Concat(given).OrderBy(TemplateValues.Place)),
        UnknownFields = before.UnknownOutside("/template/components"),
    };

    private List<TemplateComponent> Compose()
    {
        List<TemplateComponent> components = TemplateValues.Of(Header, Body, Button);
        if (OfferExpires is { } end)
        {
            JsonData value = JsonData.FromValue(new Dictionary<string, long> { ["expiration_time_ms"] = end.ToUnixTimeMilliseconds() });
            components.Add(new("limited_time_offer") { Parameters = [new("limited_time_offer") { Value = value }] });
        }

        if (Card is { Length: > 0 } cards)
        {
            components.Add(new("carousel") { Cards = ValueList.From(cards.Select(TemplateValues.CardOf)) });
        }

        return components;
    }

    // WhatsApp wants the code twice: in the text, and in the button that copies it.
    private static List<TemplateComponent> OfCode(string text)
    {
        ValueList<TemplateParameter> code = [TemplateParameter.OfText(text)];
        return [new("body") { Parameters = code }, new("button") { SubType = "url", Index = "0", Parameters = code }];
    }
}
