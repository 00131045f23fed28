using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The header or the body of a template.</summary>
/// <param name="Format"><c>TEXT</c>, <c>IMAGE</c>, <c>VIDEO</c>, <c>DOCUMENT</c>, <c>LOCATION</c> or <c>PRODUCT</c>.</param>
/// <param name="Text">The text with its placeholders; null for media, and where WhatsApp writes the text round a code.</param>
/// <param name="IsNamed">Whether its placeholders have names, and not numbers.</param>
public sealed record TemplatePart(string Format, string? Text, bool IsNamed)
{
    // WhatsApp's own text of a template with a code takes that code, whatever else it says.
    private const string Code = "{{1}}";

    /// <summary>The names or numbers of the placeholders, each once, in the order of the text.</summary>
    public ValueList<string> Placeholders => Said.Names;

    /// <summary>The text, taken apart.</summary>
    internal TemplateText Said { get; } = new(Text ?? (Format == "TEXT" ? Code : ""));

    /// <summary>The values that a message gives a part, by name or number.</summary>
    internal static Dictionary<string, string> Given(IReadOnlyList<TemplateParameter> parameters)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int i = 0; i < parameters.Count; i++)
        {
            values[NameOf(parameters[i], i)] = TextOf(parameters[i]);
        }

        return values;
    }

    /// <summary>The name of the placeholder that a value is for, or its number.</summary>
    internal static string NameOf(TemplateParameter parameter, int place) =>
        parameter.Name ?? (place + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>What a value says in a text.</summary>
    internal static string TextOf(TemplateParameter parameter) =>
        parameter.Text ?? parameter.Value?.Element.Text("fallback_value") ?? parameter.Value?.ToString() ?? "";

    /// <summary>What it asks of a message, for people.</summary>
    internal IEnumerable<string> Asks(string place) =>
        Format == "TEXT" ? Placeholders.Select(name => $"{place} {{{{{name}}}}}") : [$"{place}: {Format.ToLowerInvariant()}"];

    /// <summary>Reads a component of a definition.</summary>
    /// <param name="component">The component; undefined where there is none.</param>
    /// <param name="isNamed">Whether placeholders have names; null where the definition does not say.</param>
    /// <param name="takesCode">Whether WhatsApp writes the text, round a code.</param>
    /// <param name="path">Where the component stands, for errors.</param>
    /// <exception cref="FormatException">A field is of another kind than in WhatsApp's definitions, or a text is missing.</exception>
    internal static TemplatePart? Of(JsonElement component, bool? isNamed, bool takesCode, string path)
    {
        if (!component.Exists())
        {
            return null;
        }

        string format = DefinitionJson.Text(component, "format", path) is { Length: > 0 } given ? given.ToUpperInvariant() : "TEXT";
        string? text = DefinitionJson.Text(component, "text", path);
        if (format == "TEXT" && text is null && !takesCode)
        {
            throw new FormatException($"{path}/text is missing.");
        }

        TemplatePart part = new(format, text, IsNamed: false);
        return part with { IsNamed = isNamed ?? part.Said.HasNames };
    }
}
