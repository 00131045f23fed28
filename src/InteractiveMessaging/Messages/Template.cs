namespace InteractiveMessaging;

/// <summary>
/// A template that WhatsApp has approved, with the values it is filled with: the only message that may begin a conversation. It holds no
/// text of the template; WhatsApp puts the values into it.
/// </summary>
public sealed record TemplateMessage(string Name, string Language) : Message
{
    internal const string KindName = "template";

    /// <summary>The template's name: lower-case letters, digits and underscores, up to 512. At Octopods its id, a number.</summary>
    public string Name { get; internal init; } = Name;

    /// <summary>The language it was approved in, as WhatsApp writes it: <c>en</c>, <c>en_US</c>, <c>pt_BR</c>.</summary>
    public string Language { get; internal init; } = Language;

    /// <summary>The values, by the parts of the template they belong to; none where the template has nothing to fill in.</summary>
    public ValueList<TemplateComponent> Components { get; internal init; } = [];

    /// <summary>The definition it was made from, as JSON; null where none was at hand.</summary>
    internal JsonData? Definition { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Type => KindName;

    /// <inheritdoc/>
    internal override string? TemplateName => Name;

    /// <inheritdoc/>
    internal override string? TemplateLanguage => Language;

    /// <inheritdoc/>
    internal override Message MapTexts(Func<string, string> map) => this with
    {
        Name = map(Name),
        Language = map(Language),
        Components = Components.Change(component => component.MapTexts(map)),
        UnknownFields = MapUnknown(map),
    };
}

/// <summary>The values of one part of a template.</summary>
public sealed record TemplateComponent(string Type) : MessagePart
{
    /// <summary>Which part: <c>header</c>, <c>body</c>, <c>button</c>, <c>carousel</c>, <c>limited_time_offer</c>.</summary>
    public string Type { get; internal init; } = Type;

    /// <summary>
    /// What a button does: <c>quick_reply</c>, <c>url</c>, <c>copy_code</c>, <c>flow</c>, <c>catalog</c>, <c>mpm</c>, <c>voice_call</c>;
    /// null for other parts.
    /// </summary>
    public string? SubType { get; internal init; }

    /// <summary>The button's place among the template's buttons, from 0, as a text; null for other parts.</summary>
    public string? Index { get; internal init; }

    /// <summary>The values.</summary>
    public ValueList<TemplateParameter> Parameters { get; internal init; } = [];

    /// <summary>The cards of a carousel, as many as the template has.</summary>
    public ValueList<TemplateCard> Cards { get; internal init; } = [];

    /// <summary>The part and its values, as tables show them.</summary>
    public override string ToString() =>
        $"{(Index is null ? Type : $"{Type} {Index}")}: {(Cards.Count > 0 ? $"{Cards.Count} cards" : Parameters)}";

    // What has no placeholder stays the same object for every row.
    internal TemplateComponent MapTexts(Func<string, string> map)
    {
        ValueList<TemplateParameter> parameters = Parameters.Change(parameter => parameter.MapTexts(map));
        ValueList<TemplateCard> cards = Cards.Change(card => card.MapTexts(map));
        return ReferenceEquals(parameters, Parameters) && ReferenceEquals(cards, Cards)
            ? this
            : this with { Parameters = parameters, Cards = cards };
    }
}

/// <summary>The values of one card of a template's carousel.</summary>
public sealed record TemplateCard(ValueList<TemplateComponent> Components) : MessagePart
{
    /// <summary>The values, by the parts of the card: header, body, buttons.</summary>
    public ValueList<TemplateComponent> Components { get; internal init; } = Components;

    internal TemplateCard MapTexts(Func<string, string> map)
    {
        ValueList<TemplateComponent> components = Components.Change(component => component.MapTexts(map));
        return ReferenceEquals(components, Components) ? this : new(components);
    }
}

/// <summary>One value.</summary>
public sealed record TemplateParameter(string Type) : MessagePart
{
    /// <summary>
    /// What it is, and the name of the field that holds it: <c>text</c>, <c>payload</c>, <c>coupon_code</c>, <c>image</c>,
    /// <c>video</c>, <c>document</c>, <c>location</c>, <c>product</c>, <c>currency</c>, <c>date_time</c>, <c>action</c>,
    /// <c>limited_time_offer</c>, <c>ttl_minutes</c>.
    /// </summary>
    public string Type { get; internal init; } = Type;

    /// <summary>The name of the placeholder it fills, where the template's placeholders have names.</summary>
    public string? Name { get; internal init; }

    /// <summary>The value, where it is a text.</summary>
    public string? Text { get; internal init; }

    /// <summary>The value, where it is an object or a number: a picture, a place, a flow's token, …</summary>
    public JsonData? Value { get; internal init; }

    /// <summary>The value, with the name it has.</summary>
    public override string ToString() => $"{(Name is null ? "" : $"{Name} = ")}{Text ?? Value?.ToString()}";

    /// <summary>A text, for the placeholder of this name or for the next numbered one.</summary>
    internal static TemplateParameter OfText(string text, string? name = null) => new("text") { Text = text, Name = name };

    internal TemplateParameter MapTexts(Func<string, string> map)
    {
        string? text = Text is null ? null : map(Text);
        JsonData? value = Value?.MapTexts(map);
        return ReferenceEquals(text, Text) && ReferenceEquals(value, Value) ? this : this with { Text = text, Value = value };
    }
}
