using System.Globalization;
using System.Management.Automation.Language;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// A template as a page of text: what it is, what a phone shows of its own example, the values that a message must give, and the command
/// that gives them.
/// </summary>
internal static class TemplateSheet
{
    private const int Width = 60;
    private const int Widest = 32;
    private const string NotShown = "…";

    /// <summary>The page.</summary>
    public static string Write(TemplateDefinition definition)
    {
        TemplateMessage example = TemplateExample.Of(definition);
        string[] state =
        [
            .. new[] { definition.Status, definition.Category, definition.Quality is { } quality ? $"quality {quality}" : null }
                .OfType<string>(),
        ];
        string head = state.Length == 0 ? $"{definition}" : $"{definition}: {string.Join(", ", state)}";
        StringBuilder page = new(PrintableText.Line(head));
        page.Append("\n\n");
        page.Append(TerminalDrawing.Draw(example, Width, colour: false, placeholders: true)).Append("\n\n");

        (string Place, string? Value)[] values = [.. Values(definition, example.Components, "")];
        if (values.Length == 0)
        {
            page.Append("It asks for no values.\n");
        }
        else
        {
            int column = Math.Min(Widest, Math.Max("Value".Length, values.Max(value => value.Place.Length))) + 2;
            page.Append("Value".PadRight(column)).Append("Example\n");
            foreach ((string place, string? value) in values)
            {
                string shown = value is null ? "none" : PrintableText.Quote(value);
                page.Append(place.PadRight(column - 1)).Append(' ').Append(shown).Append('\n');
            }
        }

        return page.Append('\n').Append(Command(definition, example)).ToString();
    }

    private static IEnumerable<(string Place, string? Value)> Values(
        TemplateDefinition definition, ValueList<TemplateComponent> given, string before)
    {
        foreach ((TemplatePart? part, string type) in new[] { (definition.Header, "header"), (definition.Body, "body") })
        {
            string?[] examples = part is null ? [] : Examples(part, Of(given, type));
            foreach ((string place, string? example) in (part?.Asks(type) ?? []).Zip(examples))
            {
                yield return ($"{before}{place}", example);
            }
        }

        foreach ((TemplateButton button, int index) in definition.Buttons.Select((button, index) => (button, index)))
        {
            if (button.Asks(index) is { } place)
            {
                yield return ($"{before}{place}", Of(given, index) is [var value, ..] ? value.Text : null);
            }
        }

        foreach ((TemplateDefinition card, int index) in definition.Cards.Select((card, index) => (card, index)))
        {
            foreach ((string Place, string? Value) value in Values(card, CardOf(given, index), $"{before}card {index + 1}, "))
            {
                yield return value;
            }
        }

        if (definition.OfferExpires is true)
        {
            yield return ("end of the offer", null);
        }
    }

    // One for each that the part asks for; null where the definition shows none.
    private static string?[] Examples(TemplatePart part, ValueList<TemplateParameter> given)
    {
        if (part.Format != "TEXT")
        {
            return [given is [{ Value.Element: var media }, ..] ? media.Text("link") : null];
        }

        Dictionary<string, string> values = TemplatePart.Given(given);
        return [.. part.Placeholders.Select(values.GetValueOrDefault)];
    }

    private static string Command(TemplateDefinition definition, TemplateMessage example)
    {
        List<string> command = [$"New-WaTemplateMessage {Word(definition.Name)} -Language {Word(definition.Language)}"];
        command.AddRange(Arguments(definition, example.Components).Select(argument => $"-{argument.Name} {argument.Value}"));
        if (definition.Cards.Count > 0)
        {
            IEnumerable<string> cards = definition.Cards.Select((card, index) => Table(Arguments(card, CardOf(example.Components, index))));
            command.Add($"-Card {string.Join(",\n        ", cards)}");
        }

        if (definition.OfferExpires is true)
        {
            command.Add("-OfferExpires (Get-Date).AddDays(1)");
        }

        return string.Join(" `\n    ", command);
    }

    private static IEnumerable<(string Name, string Value)> Arguments(TemplateDefinition definition, ValueList<TemplateComponent> given)
    {
        if (definition.Header is { } header && header.Asks("").Any())
        {
            yield return ("Header", HeaderOf(header, Examples(header, Of(given, "header"))[0]));
        }

        if (definition.IsCode)
        {
            yield return ("Code", Literal(NotShown));
            yield break;
        }

        if (definition.Body is { Placeholders: { Count: > 0 } names } body)
        {
            IEnumerable<string> values = Examples(body, Of(given, "body")).Select(value => Literal(value ?? NotShown));
            yield return ("Body", body.IsNamed ? Table(names.Zip(values)) : string.Join(", ", values));
        }

        (string, string)[] buttons =
        [
            .. definition.Buttons.Select((button, index) => (button, index)).Where(pair => pair.button.IsNeeded).Select(pair => (
                pair.index.ToString(CultureInfo.InvariantCulture),
                Table([(pair.button.Wants, Literal(Of(given, pair.index) is [var value, ..] ? value.Text ?? NotShown : NotShown))]))),
        ];
        if (buttons.Length > 0)
        {
            yield return ("Button", Table(buttons));
        }
    }

    private static string HeaderOf(TemplatePart header, string? example) => header.Format switch
    {
        "TEXT" => Literal(example ?? NotShown),
        "LOCATION" => Open("Latitude", "Longitude", "Name", "Address"),
        "PRODUCT" => Open("CatalogId", "ProductId"),
        _ => $"(New-WaHeader -{header.Format[..1]}{header.Format[1..].ToLowerInvariant()} {Literal(example ?? NotShown)})",
    };

    private static string Open(params string[] names) => Table(names.Select(name => (name, Literal(NotShown))));

    private static string Table(IEnumerable<(string Name, string Value)> fields) =>
        $"@{{ {string.Join("; ", fields.Select(field => $"{Key(field.Name)} = {field.Value}"))} }}";

    private static string Key(string name) => name.All(char.IsAsciiDigit) ? name : Word(name);

    // What PowerShell takes for a text without quotation marks.
    private static string Word(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? text
            : Literal(text);

    private static string Literal(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(PrintableText.Line(text))}'";

    private static ValueList<TemplateParameter> Of(ValueList<TemplateComponent> given, string type) =>
        given.FirstOrDefault(component => component.Type == type)?.Parameters ?? [];

    private static ValueList<TemplateParameter> Of(ValueList<TemplateComponent> given, int button) => given
        .FirstOrDefault(component => component.Index == button.ToString(CultureInfo.InvariantCulture))?.Parameters ?? [];

    private static ValueList<TemplateComponent> CardOf(ValueList<TemplateComponent> given, int index) =>
        given.FirstOrDefault(component => component.Type == "carousel")?.Cards[index].Components ?? [];
}
