using System.Runtime.CompilerServices;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A template as WhatsApp has approved it, or not: what its text says, and which values a message must give.</summary>
public sealed record TemplateDefinition
{
    // A run has few templates and many rows; what nobody holds any more goes from here by itself.
    private static readonly ConditionalWeakTable<JsonData, TemplateDefinition> Known = [];

    private const string Authentication = "AUTHENTICATION";

    // What a message has one set of values for.
    private static readonly string[] OnlyOnce = ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER"];

    // Only what WhatsApp says makes one: PowerShell would make one of any table.
    internal TemplateDefinition()
    {
    }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The language it was approved in, such as <c>en_US</c>.</summary>
    public required string Language { get; init; }

    /// <summary>
    /// <c>APPROVED</c>, or why it cannot be sent: <c>PENDING</c>, <c>REJECTED</c>, <c>PAUSED</c>, …; null where nothing is said.
    /// </summary>
    public string? Status { get; init; }

    /// <summary><c>MARKETING</c>, <c>UTILITY</c> or <c>AUTHENTICATION</c>; null where nothing is said.</summary>
    public string? Category { get; init; }

    /// <summary>How people take it: <c>GREEN</c>, <c>YELLOW</c>, <c>RED</c>, <c>UNKNOWN</c>; null where nothing is said.</summary>
    public string? Quality { get; init; }

    /// <summary>Its id.</summary>
    public string? Id { get; init; }

    /// <summary>What stands above the text; null for nothing.</summary>
    public TemplatePart? Header { get; init; }

    /// <summary>The text.</summary>
    public TemplatePart? Body { get; init; }

    /// <summary>The small text below; null for none.</summary>
    public string? Footer { get; init; }

    /// <summary>The buttons, in their order.</summary>
    public ValueList<TemplateButton> Buttons { get; init; } = [];

    /// <summary>The cards of its carousel; none where it has none.</summary>
    public ValueList<TemplateDefinition> Cards { get; init; } = [];

    /// <summary>Whether its limited-time offer shows when it ends; null where it is none.</summary>
    public bool? OfferExpires { get; init; }

    /// <summary>The definition as it was read.</summary>
    public string Json { get; init; } = "";

    /// <summary>Whether it carries a code, which stands in the text and in the button.</summary>
    internal bool IsCode { get; init; }

    /// <summary>The values that a message must give, by the place they stand at.</summary>
    public IReadOnlyList<string> Values =>
    [
        .. Header?.Asks("header") ?? [], .. Body?.Asks("body") ?? [],
        .. Buttons.Select((button, index) => button.Asks(index)).OfType<string>(),
        .. Cards.Count > 0 ? [$"{Cards.Count} cards"] : Array.Empty<string>(),
        .. OfferExpires is true ? ["end of the offer"] : Array.Empty<string>(),
    ];

    /// <summary>Name and language.</summary>
    public override string ToString() => $"{Name} ({Language})";

    /// <summary>The definition that a message was made from; null where none was at hand.</summary>
    internal static TemplateDefinition? Of(TemplateMessage message) =>
        message.Definition is { } json ? Known.GetValue(json, static json => Of(json.Element, "This JSON")) : null;

    /// <summary>Reads definitions: a page of Meta's (<c>data</c>), a list of them, or one.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="broken">
    /// Is told of each entry of a list that is not a definition, and the others are read; without it the first one is thrown.
    /// </param>
    /// <exception cref="FormatException">
    /// It is not JSON, or holds no definition; or one is broken: a component has no type or stands twice, a field is of another kind than
    /// in WhatsApp's definitions. Which entry, and which field, is said.
    /// </exception>
    public static IReadOnlyList<TemplateDefinition> Read(string json, Action<FormatException>? broken = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = JsonText.Parse(json);
        JsonElement root = document.RootElement;
        JsonElement list = root.Child("data").ValueKind == JsonValueKind.Array ? root.Child("data") : root;
        if (list.ValueKind != JsonValueKind.Array)
        {
            return [Of(list, "This JSON")];
        }

        int count = list.GetArrayLength();
        if (count == 0)
        {
            throw new FormatException("This JSON holds no definition of a template.");
        }

        List<TemplateDefinition> found = [];
        int place = 0;
        foreach (JsonElement entry in list.Items())
        {
            place++;
            try
            {
                found.Add(Of(entry, $"Entry {place} of {count}"));
            }
            catch (FormatException fault) when (broken is not null)
            {
                broken(fault);
            }
        }

        return found;
    }

    private static TemplateDefinition Of(JsonElement definition, string what)
    {
        if (definition.Text("name") is not { Length: > 0 } name || !definition.Child("components").Exists())
        {
            throw new FormatException(
                $"{what} is not the definition of a template: it should have a \"name\", a \"language\" and \"components\".");
        }

        try
        {
            return OfComponents(definition, name, IsNamed(definition), "");
        }
        catch (FormatException fault)
        {
            throw new FormatException($"{what} ({PrintableText.Quote(name)}): {fault.Message}", fault);
        }
    }

    private static TemplateDefinition OfComponents(JsonElement definition, string name, bool? isNamed, string path)
    {
        Dictionary<string, (JsonElement Json, string Path)> components = ComponentsOf(definition, path);
        (JsonElement Json, string Path) Component(string type) => components.GetValueOrDefault(type);
        TemplatePart? Part((JsonElement Json, string Path) component, bool takesCode) =>
            TemplatePart.Of(component.Json, isNamed, takesCode, component.Path);

        string? category = DefinitionJson.Text(definition, "category", path)?.ToUpperInvariant();
        (JsonElement buttons, string buttonsPath) = Component("BUTTONS");
        (JsonElement carousel, string carouselPath) = Component("CAROUSEL");
        (JsonElement offer, string offerPath) = Component("LIMITED_TIME_OFFER");
        TemplateButton[] shown =
        [
            .. DefinitionJson.Items(buttons, "buttons", buttonsPath)
                .Select((button, place) => TemplateButton.Of(button, $"{buttonsPath}/buttons/{place}")),
        ];
        bool isCode = category == Authentication || Array.Exists(shown, button => button.IsCode);
        return new()
        {
            Name = name,
            Language = DefinitionJson.Text(definition, "language", path) ?? "",
            Status = DefinitionJson.Text(definition, "status", path)?.ToUpperInvariant(),
            Category = category,
            Quality = (definition.Text("quality_score") ?? definition.Text("quality_score", "score"))?.ToUpperInvariant(),
            Id = definition.Scalar("id"),
            Header = Part(Component("HEADER"), takesCode: false),
            Body = Part(Component("BODY"), isCode),
            Footer = DefinitionJson.Text(Component("FOOTER").Json, "text", Component("FOOTER").Path),
            Buttons = ValueList.From(shown),
            Cards = ValueList.From(DefinitionJson.Items(carousel, "cards", carouselPath)
                .Select((card, place) => OfComponents(card, name, isNamed, $"{carouselPath}/cards/{place}"))),
            OfferExpires = offer.Exists()
                ? DefinitionJson.Fields(offer, "limited_time_offer", offerPath).Flag("has_expiration") ?? false
                : null,
            IsCode = isCode,
            Json = definition.GetRawText(),
        };
    }

    // By their types, in capitals: WhatsApp's own pages write them either way. What is not known is left in the JSON.
    private static Dictionary<string, (JsonElement Json, string Path)> ComponentsOf(JsonElement definition, string path)
    {
        Dictionary<string, (JsonElement, string)> components = [];
        int place = 0;
        foreach (JsonElement component in DefinitionJson.Items(definition, "components", path))
        {
            string at = $"{path}/components/{place++}";
            string type = DefinitionJson.Type(component, at);
            if (!components.TryAdd(type, (component, at)) && OnlyOnce.Contains(type))
            {
                throw new FormatException($"{at} is a second {type}; a template has one.");
            }
        }

        return components;
    }

    // Null where the definition does not say: its text tells.
    private static bool? IsNamed(JsonElement definition) =>
        DefinitionJson.Text(definition, "parameter_format", "")?.ToUpperInvariant() switch
        {
            "NAMED" => true,
            "POSITIONAL" => false,
            _ => null,
        };
}
