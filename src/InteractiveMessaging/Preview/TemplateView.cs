using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Draws a template: filled, where its definition is at hand; else its name, its language, and each value by the place it goes to.
/// </summary>
internal static class TemplateView
{
    /// <summary>The view of a template's JSON.</summary>
    public static MessageView Read(JsonElement root)
    {
        JsonElement template = root.Child(TemplateMessage.KindName);
        const string Path = "/template";
        string language = template.Text("language", "code") is { } code ? $"Template in {code}" : "Template";
        ViewTile head = new($"{Path}/name", ViewIcon.Template, template.Text("name") ?? "?", language);
        return Read(template, Path) with { Type = TemplateMessage.KindName, Tiles = [head, .. Tiles(template, Path)] };
    }

    /// <summary>The view of a message as a phone shows it.</summary>
    public static MessageView Fill(TemplateMessage message, TemplateDefinition definition) =>
        Fill(message.Components, definition, "/template") with { Type = TemplateMessage.KindName };

    private static MessageView Fill(ValueList<TemplateComponent> components, TemplateDefinition definition, string path)
    {
        int At(string type) => Math.Max(0, components.Select(component => component.Type).ToList().IndexOf(type));
        ValueList<TemplateParameter> Of(string type) =>
            components.FirstOrDefault(component => component.Type == type)?.Parameters ?? [];

        ViewText? Text(TemplatePart? part, string type) => part is { Format: "TEXT", Text: not null }
            ? new($"{path}/components/{At(type)}", part.Said.Fill(TemplatePart.Given(Of(type))), Formatted: type == "body")
            : null;

        ValueList<TemplateCard> cards = components.FirstOrDefault(component => component.Type == "carousel")?.Cards ?? [];
        return new(path, "card")
        {
            Title = Text(definition.Header, "header"),
            Media = definition.Header is { Format: not "TEXT" } header
                ? new($"{path}/components/{At("header")}", header.Format.ToLowerInvariant(),
                    Of("header") is [var file, ..] ? Detail(file) : "not given", null, null)
                : null,
            Body = Text(definition.Body, "body"),
            Footer = definition.Footer is { } footer ? new($"{path}/name", footer) : null,
            Buttons =
            [
                .. definition.Buttons.Select(button =>
                    new ViewButton($"{path}/components", IconOf(button), new(path, button.Text ?? button.Type))),
            ],
            Cards =
            [
                .. cards.Zip(definition.Cards).Select((pair, index) =>
                    Fill(pair.First.Components, pair.Second, $"{path}/components/{At("carousel")}/cards/{index}")),
            ],
        };
    }

    private static ViewIcon IconOf(TemplateButton button) => button.Type switch
    {
        "URL" => ViewIcon.Link,
        "PHONE_NUMBER" or "VOICE_CALL" => ViewIcon.Call,
        "FLOW" => ViewIcon.Flow,
        "CATALOG" or "MPM" or "SPM" => ViewIcon.Catalog,
        _ => ViewIcon.Reply,
    };

    private static string Detail(TemplateParameter parameter) => parameter.Text
        ?? FileOf(parameter.Value?.Element) ?? parameter.Value?.Element.Text("link") ?? parameter.Value?.Element.Text("id")
        ?? parameter.Value?.ToString() ?? "";

    // Of a file of this machine its name, without the folders.
    private static string? FileOf(JsonElement? media) =>
        media?.Text("link") is { } link && FileLink.Is(link) ? FileLink.NameOf(link) : null;

    private static MessageView Read(JsonElement parent, string path) => new(path, "card")
    {
        Cards =
        [
            .. parent.Items("components").SelectMany((component, index) => component.Items("cards").Select((card, place) =>
            {
                string at = $"{path}/components/{index}/cards/{place}";
                return Read(card, at) with { Tiles = Tiles(card, at) };
            })),
        ],
    };

    private static List<ViewTile> Tiles(JsonElement parent, string path) =>
        [.. parent.Items("components").SelectMany((component, index) => component.Items("parameters").Select((parameter, place) =>
            new ViewTile(
                $"{path}/components/{index}/parameters/{place}", ViewIcon.Value, Label(component, parameter, place), Detail(parameter))))];

    private static string Label(JsonElement component, JsonElement parameter, int place)
    {
        string type = component.Text("type") ?? "?";
        string number = (place + 1).ToString(CultureInfo.InvariantCulture);
        return type switch
        {
            "body" => parameter.Text("parameter_name") is { } name ? $"{{{{{name}}}}}" : $"{{{{{number}}}}}",
            "button" => $"button {component.Scalar("index")} ({component.Text("sub_type")})",
            _ => type.Replace('_', ' '),
        };
    }

    private static string Detail(JsonElement parameter)
    {
        JsonElement value = parameter.Child(parameter.Text("type") ?? "");
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Undefined => "nothing",
            _ => FileOf(value) ?? value.Text("link") ?? value.Text("id") ?? value.Text("fallback_value") ?? value.GetRawText(),
        };
    }
}
