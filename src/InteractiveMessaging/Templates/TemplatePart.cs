using System.Text.Json;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>The header or the body of a template.</summary>
/// <param name="Format"><c>TEXT</c>, <c>IMAGE</c>, <c>VIDEO</c>, <c>DOCUMENT</c>, <c>LOCATION</c> or <c>PRODUCT</c>.</param>
/// <param name="Text">The text with its placeholders; null for media.</param>
/// <param name="IsNamed">Whether its placeholders have names, and not numbers.</param>
public sealed partial record TemplatePart(string Format, string? Text, bool IsNamed)
{
    /// <summary>The names or numbers of the placeholders, each once, in the order of the text.</summary>
    public ValueList<string> Placeholders { get; } =
        Text is null ? [] : ValueList.From(Placeholder().Matches(Text).Select(match => match.Groups[1].Value).Distinct());

    /// <summary>The text with its placeholders filled; what has no value stays.</summary>
    internal string Fill(IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(Text ?? "", match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>The values that a message gives a part, by name or number.</summary>
    internal static Dictionary<string, string> Given(IReadOnlyList<TemplateParameter> parameters)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int i = 0; i < parameters.Count; i++)
        {
            values[parameters[i].Name ?? $"{i + 1}"] = Said(parameters[i]);
        }

        return values;
    }

    /// <summary>What it asks of a message, for people.</summary>
    internal IEnumerable<string> Asks(string place) =>
        Format == "TEXT" ? Placeholders.Select(name => $"{place} {{{{{name}}}}}") : [$"{place}: {Format.ToLowerInvariant()}"];

    internal static TemplatePart? Of(JsonElement component, bool isNamed) => component.Exists()
        ? new(component.Text("format") ?? "TEXT", component.Text("text"), isNamed)
        : null;

    private static string Said(TemplateParameter parameter) =>
        parameter.Text ?? parameter.Value?.Element.Text("fallback_value") ?? parameter.Value?.ToString() ?? "";

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholder();
}

/// <summary>A button of a template.</summary>
/// <param name="Type">
/// <c>QUICK_REPLY</c>, <c>URL</c>, <c>PHONE_NUMBER</c>, <c>COPY_CODE</c>, <c>FLOW</c>, <c>OTP</c>, <c>CATALOG</c>, <c>MPM</c>, …
/// </param>
/// <param name="Text">What it says.</param>
/// <param name="Url">The address that it opens, with <c>{{1}}</c> for what varies; null for other buttons.</param>
public sealed record TemplateButton(string Type, string? Text, string? Url)
{
    /// <summary>What a message's component for it is called; null where it takes none.</summary>
    internal string? SubType => Type switch
    {
        "URL" when Url?.Contains("{{", StringComparison.Ordinal) is true => "url",
        "URL" or "PHONE_NUMBER" => null,
        "OTP" => "url",
        "QUICK_REPLY" => "quick_reply",
        "COPY_CODE" => "copy_code",
        _ => Type.ToLowerInvariant(),
    };

    /// <summary>Whether a message must have a component for it.</summary>
    internal bool IsNeeded => SubType is "url" or "copy_code" or "mpm";

    internal static TemplateButton Of(JsonElement button) =>
        new((button.Text("type") ?? "?").ToUpperInvariant(), button.Text("text"), button.Text("url"));

    internal string? Asks(int index) => SubType is { } kind ? $"button {index}: {kind}{(IsNeeded ? "" : " (optional)")}" : null;
}
