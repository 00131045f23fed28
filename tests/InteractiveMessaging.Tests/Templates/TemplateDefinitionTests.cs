using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests;

/// <summary>Definitions as they come: pages, lists, other spellings, and what is broken in them.</summary>
public class TemplateDefinitionTests
{
    private static string Good => """{"name":"good","language":"en","components":[{"type":"BODY","text":"Hi {{1}}"}]}""";

    [Fact]
    public void A_page_a_list_and_one_definition_are_read()
    {
        string[] forms = [TemplateCases.Order, $"[{TemplateCases.Order}]", "{\"data\":[" + TemplateCases.Order + "],\"paging\":{\"cursors\":{\"after\":\"a\"}}}"];
        Assert.All(forms, form => Assert.Equal(("order_update", "en_US", "APPROVED", "17"), Of(Assert.Single(TemplateDefinition.Read(form)))));

        static (string, string, string?, string?) Of(TemplateDefinition found) => (found.Name, found.Language, found.Status, found.Id);
    }

    [Theory]
    [InlineData("{", "This is not JSON: line 1, column 2:*")]
    [InlineData("", "This is not JSON*")]
    [InlineData("[]", "This JSON holds no definition of a template.")]
    [InlineData("""{"data":[]}""", "This JSON holds no definition of a template.")]
    [InlineData("{}", "This JSON is not the definition of a template: it should have a \"name\", a \"language\" and \"components\".")]
    [InlineData("5", "This JSON is not the definition of a template*")]
    [InlineData("null", "This JSON is not the definition of a template*")]
    [InlineData("""{"data":{"name":"a"}}""", "This JSON is not the definition of a template*")]
    [InlineData("""{"error":{"message":"Invalid OAuth access token","code":190}}""", "This JSON is not the definition of a template*")]
    [InlineData("""{"name":"a","library_template_name":"b"}""", "This JSON is not the definition of a template*")]
    [InlineData("""{"name":5,"components":[]}""", "This JSON is not the definition of a template*")]
    [InlineData("""{"name":"a","name":"b","components":[]}""", "\"name\" stands twice at the top level; keep one.")]
    [InlineData("""{"name":"a","components":{}}""", "This JSON (a): /components is an object; it should be a list.")]
    [InlineData("""{"name":"a","components":"BODY"}""", "This JSON (a): /components is a text; it should be a list.")]
    [InlineData("""{"name":"a","components":[5]}""", "This JSON (a): /components/0 is a number; it should be an object.")]
    [InlineData("""{"name":"a","components":[{"text":"Hi"}]}""", "This JSON (a): /components/0/type is missing.")]
    [InlineData("""{"name":"a","components":[{"type":5}]}""", "This JSON (a): /components/0/type is a number; it should be a text.")]
    [InlineData("""{"name":"a","components":[{"type":"BODY","text":5}]}""", "This JSON (a): /components/0/text is a number; it should be a text.")]
    [InlineData("""{"name":"a","components":[{"type":"BODY"}]}""", "This JSON (a): /components/0/text is missing.")]
    [InlineData("""{"name":"a","components":[{"type":"BODY","text":null}]}""", "This JSON (a): /components/0/text is missing.")]
    [InlineData("""{"name":"a","components":[{"type":"HEADER","format":1}]}""", "This JSON (a): /components/0/format is a number; it should be a text.")]
    [InlineData("""{"name":"a","components":[{"type":"HEADER"}]}""", "This JSON (a): /components/0/text is missing.")]
    [InlineData("""{"name":"a","components":[{"type":"FOOTER","text":[]}]}""", "This JSON (a): /components/0/text is a list; it should be a text.")]
    [InlineData("""{"name":"a","components":[{"type":"BUTTONS","buttons":{"type":"URL"}}]}""", "This JSON (a): /components/0/buttons is an object; it should be a list.")]
    [InlineData("""{"name":"a","components":[{"type":"BUTTONS","buttons":["URL"]}]}""", "This JSON (a): /components/0/buttons/0 is a text; it should be an object.")]
    [InlineData("""{"name":"a","components":[{"type":"BUTTONS","buttons":[{"text":"Hi"}]}]}""", "This JSON (a): /components/0/buttons/0/type is missing.")]
    [InlineData("""{"name":"a","components":[{"type":"BUTTONS","buttons":[{"type":"URL","url":5}]}]}""", "This JSON (a): /components/0/buttons/0/url is a number; it should be a text.")]
    [InlineData("""{"name":"a","components":[{"type":"CAROUSEL","cards":[{"components":[{"type":"BODY","text":1}]}]}]}""", "This JSON (a): /components/0/cards/0/components/0/text is a number; it should be a text.")]
    [InlineData("""{"name":"a","components":[{"type":"LIMITED_TIME_OFFER","limited_time_offer":"soon"}]}""", "This JSON (a): /components/0/limited_time_offer is a text; it should be an object.")]
    [InlineData("""{"name":"a","components":[{"type":"BODY","text":"1"},{"type":"body","text":"2"}]}""", "This JSON (a): /components/1 is a second BODY; a template has one.")]
    [InlineData("""{"name":"a","status":["APPROVED"],"components":[]}""", "This JSON (a): /status is a list; it should be a text.")]
    [InlineData("""{"name":"a","language":{"code":"en"},"components":[]}""", "This JSON (a): /language is an object; it should be a text.")]
    [InlineData("""{"name":"a","parameter_format":1,"components":[]}""", "This JSON (a): /parameter_format is a number; it should be a text.")]
    [InlineData("""{"name":"a","components":[{"type":"BODY","text":"\ud800"}]}""", "The text at /components/0/text holds half a character*")]
    public void What_is_not_a_definition_is_an_error_that_says_where(string json, string says) =>
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(says).Replace("\\*", ".*", StringComparison.Ordinal)}$", Fault(json));

    [Fact]
    public void A_broken_entry_of_a_list_is_told_and_the_others_are_read()
    {
        string list = $$"""{"data":[{{Good}},{"name":"cut","components":[{"type":"BODY","text":5}]},{},{{Good.Replace("good", "better", StringComparison.Ordinal)}}]}""";
        List<string> broken = [];
        IReadOnlyList<TemplateDefinition> read = TemplateDefinition.Read(list, fault => broken.Add(fault.Message));
        Assert.Equal(["good", "better"], read.Select(definition => definition.Name));
        Assert.Equal(
            [
                "Entry 2 of 4 (cut): /components/0/text is a number; it should be a text.",
                "Entry 3 of 4 is not the definition of a template: it should have a \"name\", a \"language\" and \"components\".",
            ],
            broken);
        Assert.Equal(broken[0], Fault(list));
    }

    [Fact]
    public void What_is_not_known_is_kept_and_the_rest_is_checked()
    {
        const string Json = """
            {"name":"a","language":"en","more":{"x":1},"components":[
              {"type":"CALL_PERMISSION_REQUEST"},{"type":"TAP_TARGET","title":5},{"type":"TAP_TARGET"},
              {"type":"BODY","text":"Hi {{1}}","example":{"body_text":"?"}},
              {"type":"BUTTONS","buttons":[{"type":"ORDER_DETAILS","text":"Pay"},{"type":"APP","app_deep_link":{}}]}]}
            """;
        TemplateDefinition definition = Assert.Single(TemplateDefinition.Read(Json));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), JsonNode.Parse(definition.Json)));
        TemplateMessage message = TemplateJson.Of("a", "en", JsonData.Parse(
            """[{"type":"button","sub_type":"order_details","index":"0","parameters":[{"type":"action","action":{}}]}]"""));
        Assert.Equal(
            ["definition.missing"],
            TemplateCheck.Check(message, definition, TemplateCases.Now).Select(violation => violation.Rule));
    }

    [Theory]
    [InlineData("NAMED", "{{1}}", true)]
    [InlineData("named", "{{first_name}}", true)]
    [InlineData("positional", "{{1}}", false)]
    [InlineData(null, "{{first_name}}", true)]
    [InlineData(null, "{{ 1 }} {{2}}", false)]
    [InlineData(null, "no placeholder", false)]
    public void Names_are_told_by_the_format_or_by_the_text(string? format, string text, bool isNamed)
    {
        string json = JsonSerializer.Serialize(new { name = "a", parameter_format = format, components = new[] { new { type = "body", text } } });
        Assert.Equal(isNamed, TemplateDefinition.Read(json)[0].Body!.IsNamed);
    }

    [Fact]
    public void Ten_megabytes_are_read_and_what_is_said_of_them_is_short()
    {
        string text = string.Concat(Enumerable.Range(1, 1_100_000).Select(i => $"{{{{{i}}}}}"));
        string json = JsonSerializer.Serialize(new { name = "a", language = "en", components = new[] { new { type = "BODY", text } } });
        Assert.InRange(json.Length, 10_000_000, 20_000_000);
        TemplateDefinition definition = Assert.Single(TemplateDefinition.Read(json));
        RuleViolation missing = Assert.Single(TemplateCheck.Check(new("a", "en"), definition, TemplateCases.Now));
        Assert.EndsWith("{{9}}, {{10}} and 1099990 more.", missing.Message, StringComparison.Ordinal);
        Assert.InRange($"{missing.Message}{missing.Limit}{missing.Recommendation}".Length, 1, 500);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("""{"a":""", "}")]
    [InlineData("""{"name":"a","components":[{"type":"CAROUSEL","cards":[""", "]}]}")]
    public void Deep_JSON_is_refused(string open, string close)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        Assert.StartsWith("More than 48 objects and lists hold each other, at /", Fault(deep), StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_definitions_are_read_or_refused_and_messages_are_checked_against_what_was_read()
    {
        Random random = new(20260309);
        JsonNode[] seeds = [.. TemplateCases.Definitions.Values.Select(definition => JsonNode.Parse(definition.Json)!)];
        TemplateMessage[] messages =
        [
            .. TemplateCheckTests.Sound.Concat(TemplateCheckTests.Broken.Select(row => row[..2]))
                .Select(row => TemplateCases.Message((string)row[0], (string)row[1])),
        ];
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            JsonNode mutated = Mutate(seeds[i % seeds.Length].DeepClone(), random);
            string json = mutated.ToJsonString();
            if (random.Next(20) == 0)
            {
                json = json[..random.Next(json.Length)];
            }

            IReadOnlyList<TemplateDefinition> definitions;
            try
            {
                definitions = TemplateDefinition.Read(json, _ => { });
            }
            catch (FormatException fault)
            {
                Assert.InRange(fault.Message.Length, 1, 2000);
                continue;
            }

            foreach (TemplateDefinition definition in definitions)
            {
                read++;
                TemplateMessage message = messages[random.Next(messages.Length)] with { Definition = JsonData.Parse(definition.Json) };
                Assert.All(
                    TemplateCheck.Check(message, definition, TemplateCases.Now, isDraft: i % 2 == 0),
                    violation => Assert.False(string.IsNullOrEmpty(violation.Limit) || string.IsNullOrEmpty(violation.Message)));
                ViewReader.Read(message);
            }
        }

        Assert.InRange(read, 2_000, 19_000);
    }

    private static string Fault(string json) => Assert.Throws<FormatException>(() => TemplateDefinition.Read(json)).Message;

    // One to three fields or elements somewhere in it get another value, go, or stand twice.
    private static JsonNode Mutate(JsonNode root, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            JsonNode at = root;
            while (Children(at) is { Length: > 0 } children && children[random.Next(children.Length)] is { } next && random.Next(5) > 0)
            {
                at = next;
            }

            switch (at.Parent)
            {
                case JsonObject fields when random.Next(3) > 0:
                    fields[at.GetPropertyName()] = Other(random);
                    break;
                case JsonObject fields:
                    fields.Remove(at.GetPropertyName());
                    break;
                case JsonArray items when random.Next(3) is int what && what > 0:
                    items[at.GetElementIndex()] = what == 1 ? Other(random) : at.DeepClone();
                    break;
                case JsonArray items:
                    items.Add(at.DeepClone());
                    break;
                default:
                    break;
            }
        }

        return root;
    }

    private static JsonNode?[] Children(JsonNode at) => at switch
    {
        JsonObject fields => [.. fields.Select(field => field.Value)],
        JsonArray items => [.. items],
        _ => [],
    };

    private static JsonNode? Other(Random random) => random.Next(16) switch
    {
        0 => null,
        1 => random.Next(-2, 3),
        2 => 1e300,
        3 => true,
        4 => "",
        5 => new JsonArray(),
        6 => new JsonObject(),
        7 => "{{1}} {{ name }} {{1}}",
        8 => "{{" + new string('9', 40) + "}}",
        9 => "{{{{}} {{",
        10 => "\u202e\0\u2028😀{{é}}",
        11 => "carousel",
        12 => "VOICE_CALL",
        13 => "https://example.com/{{1}}",
        14 => "NAMED",
        _ => "AUTHENTICATION",
    };
}
