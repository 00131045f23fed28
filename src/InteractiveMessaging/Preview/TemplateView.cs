using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// What can be drawn of a template whose definition is not at hand: its name, its language, and each value by the place it goes to.
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
            _ => value.Text("link") ?? value.Text("id") ?? value.Text("fallback_value") ?? value.GetRawText(),
        };
    }
}
