using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// A message with the examples that a definition itself gives for its values. A value without an example is left out, so its placeholder
/// stays.
/// </summary>
internal static class TemplateExample
{
    /// <summary>The message.</summary>
    public static TemplateMessage Of(TemplateDefinition definition) => new(definition.Name, definition.Language)
    {
        Components = Components(definition),
        Definition = JsonData.Parse(definition.Json),
    };

    private static ValueList<TemplateComponent> Components(TemplateDefinition definition)
    {
        using JsonDocument document = JsonDocument.Parse(definition.Json);
        JsonElement Component(string type) => document.RootElement.Items("components")
            .FirstOrDefault(component => type.Equals(component.Text("type"), StringComparison.OrdinalIgnoreCase));

        List<TemplateComponent> components = [];
        Add("header", definition.Header is { } header ? Part(header, Component("HEADER").Child("example"), "header") : []);
        Add("body", definition.Body is { } body ? Part(body, Component("BODY").Child("example"), "body") : []);
        JsonElement[] buttons = [.. Component("BUTTONS").Items("buttons")];
        foreach ((TemplateButton button, int index) in definition.Buttons.Select((button, index) => (button, index)))
        {
            if (OfButton(button, buttons[index]) is { } value)
            {
                components.Add(new("button")
                {
                    SubType = button.SubType,
                    Index = index.ToString(CultureInfo.InvariantCulture),
                    Parameters = [value],
                });
            }
        }

        if (definition.Cards.Count > 0)
        {
            components.Add(new("carousel") { Cards = ValueList.From(definition.Cards.Select(card => new TemplateCard(Components(card)))) });
        }

        return ValueList.From(components);

        void Add(string type, IEnumerable<TemplateParameter> parameters)
        {
            if (ValueList.From(parameters) is { Count: > 0 } given)
            {
                components.Add(new(type) { Parameters = given });
            }
        }
    }

    private static IEnumerable<TemplateParameter> Part(TemplatePart part, JsonElement example, string type) =>
        part.Format == "TEXT" ? Texts(part, example, type) : Media(part, example);

    private static IEnumerable<TemplateParameter> Texts(TemplatePart part, JsonElement example, string type)
    {
        if (part.IsNamed)
        {
            Dictionary<string, string> named = new(StringComparer.Ordinal);
            foreach (JsonElement value in example.Items($"{type}_text_named_params"))
            {
                named[value.Text("param_name") ?? ""] = value.Text("example") ?? "";
            }

            return part.Placeholders.Where(named.ContainsKey).Select(name => TemplateParameter.OfText(named[name], name));
        }

        // The examples of a body are a list in a list, those of a header a list.
        JsonElement[] values = [.. example.Items($"{type}_text")];
        values = values is [{ ValueKind: JsonValueKind.Array } first, ..] ? [.. first.Items()] : values;
        return values.Take(part.Placeholders.Count).Where(value => value.ValueKind == JsonValueKind.String)
            .Select(value => TemplateParameter.OfText(value.GetString()!));
    }

    // The handle of a file that was uploaded as an example is an address, and cannot be sent where it is not.
    private static IEnumerable<TemplateParameter> Media(TemplatePart part, JsonElement example) =>
        part.Format is "IMAGE" or "VIDEO" or "DOCUMENT" && Link(example) is { } link
            ? [new(part.Format.ToLowerInvariant()) { Value = JsonData.FromValue(new Dictionary<string, string> { ["link"] = link }) }]
            : [];

    private static string? Link(JsonElement example) => example.Items("header_handle")
        .Select(handle => handle.ValueKind == JsonValueKind.String ? handle.GetString() : null)
        .FirstOrDefault(handle => handle?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true);

    private static TemplateParameter? OfButton(TemplateButton button, JsonElement json)
    {
        JsonElement example = json.Child("example") is { ValueKind: JsonValueKind.Array } list
            ? list.Items().FirstOrDefault()
            : json.Child("example");
        if (button.IsCode || example.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        string text = example.GetString()!;
        return button.SubType switch
        {
            "url" => TemplateParameter.OfText(Varying(button.Address, text)),
            "copy_code" => new("coupon_code") { Text = text },
            _ => null,
        };
    }

    // The whole address, or only what varies of it: both are written.
    private static string Varying(TemplateText address, string example) =>
        address.Literal.Length > 0 && example.StartsWith(address.Literal, StringComparison.OrdinalIgnoreCase)
            ? example[address.Literal.Length..]
            : example;
}
