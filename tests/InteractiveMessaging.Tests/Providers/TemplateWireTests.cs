using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>Template sends against the samples of the providers' pages, and of Meta's OpenAPI description.</summary>
public class TemplateWireTests
{
    public static TheoryData<string> OfMeta => ["MetaCloud", "360dialog"];

    // Mends and substitutions: none.
    [Fact]
    public async Task AiSoule() => await AssertWire("AiSoule", "aisoule/template.json", "/v1/messages", "+918856879188", new("order_confirmation", "en")
    {
        Components = [Body("Priya Sharma", "#2891")],
    });

    // The page has two examples: the body alone, and all parts. Its template id is a number of the path.
    [Fact]
    public async Task Octopods_takes_a_list_where_the_body_alone_has_values() => await AssertWire(
        "Octopods", "octopods/template-body.json", "/api/v1/whatsapp/templates/539/messages", "+14155552671", new("539", "en")
        {
            Components = [Body("Alex", "1234")],
        });

    [Fact]
    public async Task Octopods_takes_every_part_where_another_one_has_some() => await AssertWire(
        "Octopods", "octopods/template-parts.json", "/api/v1/whatsapp/templates/539/messages", "+14155552671", new("539", "en")
        {
            Components =
            [
                new("header") { Parameters = [TemplateParameter.OfText("Order #1234")] },
                Body("Alex", "1234"),
                new("button") { SubType = "url", Index = "0", Parameters = [TemplateParameter.OfText("track/1234")] },
            ],
        });

    // Substituted: the words "text" of the page's request by values. Left out: callback_url, text_message and agents, which are optional.
    [Fact]
    public async Task PingUp() => await AssertWire(
        "PingUp", "pingup/template.json", "/ext/v2/acme/template", "+12025550100", new("order_ready", "it") { Components = [Body("Jon")] },
        new() { ClientName = "Jon Doe", Delay = TimeSpan.FromMinutes(10) });

    // Substituted: the words in angle brackets of the page's request for codes, and its sender.
    [Fact]
    public async Task Kaleyra() => await AssertWire(
        "Kaleyra", "kaleyra/template-code.json", "/v2/HXAP1600000000IN/whatsapp/+911140000000/messages", "+12025550100", new("login_code", "en")
        {
            Components =
            [
                Body("123456"),
                new("button") { SubType = "url", Index = "0", Parameters = [TemplateParameter.OfText("123456")] },
            ],
        },
        new() { References = ["customer1"] });

    // Names and numbers of the examples are placeholders.
    [Theory]
    [MemberData(nameof(OfMeta))]
    public async Task Meta_and_360dialog(string provider)
    {
        JsonObject examples = Sample.Json("meta/openapi-requests.json").AsObject();
        foreach (string name in (string[])["Marketing: Simple Template Message", "Send Flow Template Message"])
        {
            JsonObject example = examples[name]!.DeepClone().AsObject();
            example["to"] = "+12025550105";
            example["recipient_type"] = "individual";
            example["template"]!["name"] = "a";
            Message message = MessageReader.Read(example.ToJsonString());
            Assert.Empty(MessageCheck.Check(message).Select(violation => violation.ToString()));
            (_, string body, _) = await Wire.CaptureAsync(provider, "key", Settings(provider), message, "+12025550105");
            Sample.AssertSame(example, body);
        }
    }

    [Fact]
    public void PingUp_needs_a_name_with_a_number()
    {
        Assert.Equal("pingup.template.name", Refused(new() { Delay = TimeSpan.FromMinutes(1) }).Rule);
        Assert.Equal("pingup.template.name", Refused(SendOptions.None).Rule);
        Assert.NotNull(Prepare(new() { ClientName = "Ada" }).Body);

        static RuleViolation Refused(SendOptions options) => Assert.Single(Prepare(options).Violations);

        static Prepared Prepare(SendOptions options)
        {
            Provider provider = ProviderCatalog.Find("PingUp")!;
            ProviderAccount account = new(provider, ProviderSettings.Examples(provider.Settings));
            MessageDraft draft = MessageDraft.Of(new TemplateMessage("a", "en"));
            return new Preparation(account).Prepare(new() { Draft = draft, Number = Wire.Number("+12025550100"), Options = options });
        }
    }

    [Theory]
    [InlineData("orders/17?from=wa#top", "orders/17?from=wa#top")]
    [InlineData("Zoë & Co", "Zo%C3%AB%20&%20Co")]
    [InlineData("100 %", "100%20%25")]
    [InlineData("a%20b", "a%20b")]
    [InlineData("😀\"<>", "%F0%9F%98%80%22%3C%3E")]
    [InlineData("{{Order Id|none at all}}/ü", "{{Order Id|none at all}}/%C3%BC")]
    public void What_an_address_cannot_hold_is_encoded(string text, string encoded) => Assert.Equal(encoded, AddressText.Encode(text));

    // The rules find it, and nobody gets another text than the one that was given.
    [Fact]
    public void Half_a_character_stays_to_be_found()
    {
        TemplateMessage message = new("a", "en")
        {
            Components = [new("button") { SubType = "url", Index = "0", Parameters = [TemplateParameter.OfText("a\ud83d")] }],
        };
        Assert.Contains(MessageCheck.Check(message), violation => violation.Rule == "text.half");
    }

    private static TemplateComponent Body(params string[] values) =>
        new("body") { Parameters = ValueList.From(values.Select(value => TemplateParameter.OfText(value))) };

    private static (string, string)[] Settings(string provider) =>
        [.. ProviderSettings.Examples(ProviderCatalog.Find(provider)!.Settings).Values.Select(setting => (setting.Key, setting.Value))];

    private static async Task AssertWire(
        string provider, string sample, string path, string to, TemplateMessage message, SendOptions? options = null)
    {
        (string[] head, string body, _) = await Wire.CaptureAsync(provider, "key", Settings(provider), message, to, options);
        Assert.StartsWith($"POST {path} ", head[0], StringComparison.Ordinal);
        Sample.AssertSame(Sample.Json(sample), body);
    }
}
