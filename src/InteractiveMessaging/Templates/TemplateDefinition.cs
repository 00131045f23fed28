using System.Runtime.CompilerServices;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A template as WhatsApp has approved it, or not: what its text says, and which values a message must give.</summary>
public sealed record TemplateDefinition
{
    // A run has few templates and many rows; what nobody holds any more goes from here by itself.
    private static readonly ConditionalWeakTable<JsonData, TemplateDefinition> Known = [];

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
        message.Definition is { } json ? Known.GetValue(json, static json => Of(json.Element)) : null;

    /// <summary>Reads definitions: a page of Meta's (<c>data</c>), a list of them, or one.</summary>
    /// <exception cref="FormatException">It is not JSON, or holds no definition.</exception>
    public static IReadOnlyList<TemplateDefinition> Read(string json)
    {
        using JsonDocument document = JsonText.Parse(json);
        JsonElement root = document.RootElement;
        JsonElement list = root.Child("data").ValueKind == JsonValueKind.Array ? root.Child("data") : root;
        TemplateDefinition[] found = list.ValueKind == JsonValueKind.Array ? [.. list.Items().Select(Of)] : [Of(list)];
        return found.Length > 0 ? found : throw new FormatException("This JSON holds no definition of a template.");
    }

    private static TemplateDefinition Of(JsonElement definition) =>
        definition.Text("name") is { Length: > 0 } name && definition.Child("components").ValueKind == JsonValueKind.Array
            ? OfComponents(definition, name)
            : throw new FormatException(
                "This JSON is not the definition of a template: it should have a \"name\", a \"language\" and \"components\".");

    private static TemplateDefinition OfComponents(JsonElement definition, string name)
    {
        bool isNamed = definition.Text("parameter_format") == "NAMED";
        JsonElement Component(string type) => definition.Items("components")
            .FirstOrDefault(component => string.Equals(component.Text("type"), type, StringComparison.OrdinalIgnoreCase));

        JsonElement offer = Component("LIMITED_TIME_OFFER");
        return new()
        {
            Name = name,
            Language = definition.Text("language") ?? "",
            Status = definition.Text("status"),
            Category = definition.Text("category"),
            Quality = definition.Text("quality_score", "score"),
            Id = definition.Scalar("id"),
            Header = TemplatePart.Of(Component("HEADER"), isNamed),
            Body = TemplatePart.Of(Component("BODY"), isNamed),
            Footer = Component("FOOTER").Text("text"),
            Buttons = ValueList.From(Component("BUTTONS").Items("buttons").Select(TemplateButton.Of)),
            Cards = ValueList.From(Component("CAROUSEL").Items("cards").Select(card => OfComponents(card, name))),
            OfferExpires = offer.Exists() ? offer.Child("limited_time_offer").Flag("has_expiration") ?? false : null,
            Json = definition.GetRawText(),
        };
    }
}
