using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests;

/// <summary>
/// Definitions as Meta publishes them, filled with their own examples: every request and reply about templates in its OpenAPI description
/// (github.com/facebook/openapi, business-messaging-api_v23.0.yaml), and the shapes of its pages about named parameters, limited-time
/// offers and carousels. Numbers, ids, addresses and the placeholders for names are replaced.
/// </summary>
public class TemplateSampleTests
{
    // Why examples are left out.
    private static readonly Dictionary<string, (int Count, string Why)> LeftOut = new()
    {
        ["made"] = (4, "the reply to a new template has its id and status, and no text"),
        ["done"] = (2, "the reply to a change or a deletion says only that it was done"),
    };

    public static TheoryData<string, string, int> Definitions
    {
        get
        {
            TheoryData<string, string, int> data = [];
            foreach (string file in new[] { "openapi-templates", "templates" })
            {
                foreach ((string name, JsonNode? example) in Samples(file).Where(example => KindOf(example.Value!) is "definition"))
                {
                    for (int i = 0; i < (example!["data"]?.AsArray().Count ?? 1); i++)
                    {
                        data.Add(file, name, i);
                    }
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_example_is_read_or_left_out_for_a_reason()
    {
        JsonObject examples = Samples("openapi-templates");
        Assert.Equal(20, examples.Count);
        Assert.Equal(15, Definitions.Count(row => (string)row[0] == "openapi-templates"));
        Assert.Equal(
            LeftOut.Select(kind => (kind.Key, kind.Value.Count)).Order(),
            examples.Select(example => KindOf(example.Value!)).Where(kind => kind != "definition").GroupBy(kind => kind)
                .Select(kind => (kind.Key, kind.Count())).Order());
        Assert.All(
            examples.Where(example => KindOf(example.Value!) != "definition"),
            example => Assert.Throws<FormatException>(() => TemplateDefinition.Read(example.Value!.ToJsonString())));
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_definition_takes_its_own_examples_and_is_drawn_with_them(string file, string name, int place)
    {
        JsonNode example = Samples(file)[name]!;
        JsonNode published = example["data"]?[place] ?? example;
        TemplateDefinition definition = TemplateDefinition.Read(example.ToJsonString())[place];
        Assert.True(JsonNode.DeepEquals(published, JsonNode.Parse(definition.Json)));

        string components = $"[{string.Join(',', ComponentsOf(published))}]";
        TemplateMessage message = TemplateJson.Of(definition.Name, definition.Language, JsonData.Parse(components)) with
        {
            Definition = JsonData.Parse(definition.Json),
        };
        Assert.Empty(TemplateCases.Check(message, definition).Select(violation => violation.ToString()));
        AssertDrawn(published, ViewReader.Read(message));
        AssertDrawn(published, ViewReader.Read(TemplateExample.Of(definition)));

        // Without any one of them it is refused.
        JsonArray all = JsonNode.Parse(components)!.AsArray();
        for (int i = 0; i < all.Count; i++)
        {
            JsonArray less = all.DeepClone().AsArray();
            less.RemoveAt(i);
            Assert.Contains(
                TemplateCases.Check(message with { Components = TemplateJson.Of("a", "en", JsonData.Parse(less.ToJsonString())).Components }, definition),
                violation => violation.Severity == RuleSeverity.Error && violation.Rule.StartsWith("definition.", StringComparison.Ordinal));
        }
    }

    private static JsonObject Samples(string file) => Providers.Sample.Json($"meta/{file}.json").AsObject();

    private static string KindOf(JsonNode example) =>
        example["components"] is not null || example["data"] is not null ? "definition" : example["success"] is not null ? "done" : "made";

    private static void AssertDrawn(JsonNode definition, MessageView view)
    {
        Assert.Equal(Said(definition, "header"), view.Title?.Text);
        Assert.Equal(Said(definition, "body"), view.Body?.Text);
        JsonArray cards = Component(definition, "carousel")?["cards"]?.AsArray() ?? [];
        Assert.Equal(cards.Count, view.Cards.Count);
        foreach ((JsonNode? card, MessageView drawn) in cards.Zip(view.Cards))
        {
            AssertDrawn(card!, drawn);
        }
    }

    // The text of a part with its examples put in, by plain replacement.
    private static string? Said(JsonNode definition, string type) => Component(definition, type) is { } part && part["text"] is { } text
        ? Examples(part, type).Aggregate(
            text.GetValue<string>(),
            (said, value) => said.Replace($"{{{{{value.Name}}}}}", value.Text, StringComparison.Ordinal))
        : null;

    private static JsonNode? Component(JsonNode parent, string type) => parent["components"]!.AsArray()
        .FirstOrDefault(component => type.Equals(component!["type"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase));

    private static List<(string Name, string Text)> Examples(JsonNode part, string type)
    {
        JsonNode? example = part["example"];
        if (example?[$"{type}_text_named_params"] is JsonArray named)
        {
            return [.. named.Select(value => (value!["param_name"]!.GetValue<string>(), value["example"]!.GetValue<string>()))];
        }

        JsonArray values = example?[$"{type}_text"]?.AsArray() ?? [];
        return [.. (values is [JsonArray first, ..] ? first : values).Select((value, i) => ($"{i + 1}", value!.GetValue<string>()))];
    }

    // What a message gives each part, made of the part's examples.
    private static IEnumerable<string> ComponentsOf(JsonNode definition)
    {
        JsonArray buttons = Component(definition, "buttons")?["buttons"]?.AsArray() ?? [];
        bool isCode = buttons.Any(button => button!["type"]!.GetValue<string>() == "OTP");
        foreach (string type in new[] { "header", "body" })
        {
            if (Component(definition, type) is { } part && Given(part, type, isCode) is { } given)
            {
                yield return given;
            }
        }

        if (Component(definition, "limited_time_offer") is not null)
        {
            yield return TemplateCases.Offer();
        }

        for (int i = 0; i < buttons.Count; i++)
        {
            if (ButtonOf(buttons[i]!, $"{i}") is { } button)
            {
                yield return button;
            }
        }

        if (Component(definition, "carousel")?["cards"] is JsonArray cards)
        {
            yield return TemplateCases.Carousel([.. cards.Select(card => string.Join(',', ComponentsOf(card!)))]);
        }
    }

    private static string? Given(JsonNode part, string type, bool isCode) => (part["format"]?.GetValue<string>() ?? "text").ToUpperInvariant() switch
    {
        "LOCATION" => TemplateCases.Place(),
        "DOCUMENT" => TemplateCases.File("document", "'link':'https://example.com/a.pdf'"),
        "IMAGE" => TemplateCases.File("image"),
        _ when isCode => TemplateCases.Texts(type, "123456"),
        _ => Examples(part, type) is { Count: > 0 } values
            ? TemplateCases.Component(
                type,
                [.. values.Select(value => TemplateCases.Text(value.Text, int.TryParse(value.Name, out _) ? null : value.Name))])
            : null,
    };

    private static string? ButtonOf(JsonNode button, string index)
    {
        string? url = button["url"]?.GetValue<string>();
        return button["type"]!.GetValue<string>().ToUpperInvariant() switch
        {
            "OTP" => TemplateCases.Link("123456", index),
            "MPM" => TemplateCases.Items(1, 1),
            "COPY_CODE" => TemplateCases.Button("copy_code", index, TemplateCases.Value("coupon_code", button["example"]!.ToJsonString())),
            "URL" when url!.EndsWith("{{1}}", StringComparison.Ordinal) =>
                TemplateCases.Link(button["example"]![0]!.GetValue<string>().Replace(url[..^5], "", StringComparison.Ordinal), index),
            _ => null,
        };
    }
}
