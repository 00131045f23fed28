using System.Text;
using System.Text.Json.Nodes;
using InteractiveMessaging.Tests.Sandboxes;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>Messages outside the 24 hours without a template, against the requests and limits of Meta's pages about Direct Send.</summary>
public class DirectSendTests
{
    private static readonly TextMessage Text = new("Your order is delivered.");

    private static readonly InteractiveMessage Call = new(new VoiceCallAction { DisplayText = "Call Support", TtlMinutes = 1440 })
    {
        Body = "Call our support team for help with your order.",
    };

    private static readonly InteractiveMessage List =
        new(new ListAction("Choose", [new(null, [new("One", "1")])])) { Body = "Which one?" };

    public static TheoryData<string> Able => ["MetaCloud", "360dialog"];

    public static TheoryData<string> Unable => [.. ProviderCatalog.All.Where(provider => !provider.Options.HasFlag(SendOption.Category)).Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Able))]
    public void A_text_with_a_category_and_a_time_to_live(string provider) => Sample.AssertSame(
        JsonNode.Parse("""
        {
          "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+12025550100", "type": "text",
          "text": {"body": "Your order is delivered."}, "category": "utility", "ttl_seconds": 600
        }
        """)!,
        Body(provider, Text, new() { Category = MessageCategory.Utility, TimeToLive = TimeSpan.FromMinutes(10) }));

    [Fact]
    public void A_button_to_call() => Sample.AssertSame(
        JsonNode.Parse("""
        {
          "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+12025550100", "type": "interactive", "category": "utility",
          "interactive": {
            "type": "voice_call",
            "body": {"text": "Call our support team for help with your order."},
            "action": {"name": "voice_call", "parameters": {"display_text": "Call Support", "ttl_minutes": 1440}}
          }
        }
        """)!,
        Body("MetaCloud", Call, new() { Category = MessageCategory.Utility }));

    [Theory]
    [InlineData("Utility", 30, true)]
    [InlineData("Utility", 29, false)]
    [InlineData("Utility", 43_200, true)]
    [InlineData("Utility", 43_201, false)]
    [InlineData("Authentication", 30, true)]
    [InlineData("Authentication", 29, false)]
    [InlineData("Authentication", 900, true)]
    [InlineData("Authentication", 901, false)]
    [InlineData(null, 600, false)]
    public void A_time_to_live_has_limits_and_needs_a_category(string? category, int seconds, bool good)
    {
        SendOptions options = new() { Category = category is null ? null : Enum.Parse<MessageCategory>(category), TimeToLive = TimeSpan.FromSeconds(seconds) };
        Prepared prepared = Show("MetaCloud", Text, options);
        Assert.Equal(good ? [] : ["option.ttl"], prepared.Violations.Select(violation => violation.Rule));
        Assert.Equal(good, prepared.Body is not null);
        Assert.Equal(good, Taken(body =>
        {
            body["ttl_seconds"] = seconds;
            body["category"] = category?.ToLowerInvariant();
        }) is null);
    }

    [Fact]
    public void Other_types_are_refused_before_they_leave()
    {
        SendOptions utility = new() { Category = MessageCategory.Utility };
        RuleViolation violation = Assert.Single(Show("MetaCloud", List, utility).Violations);
        Assert.Equal(("direct.type", "/type", "text, button, cta_url, voice_call"), (violation.Rule, violation.Path, violation.Limit));
        Assert.Empty(Show("MetaCloud", List, new()).Violations);
        InteractiveMessage link = new(new UrlAction("Open", "https://example.com")) { Body = "See" };
        Assert.NotNull(Show("MetaCloud", link, utility).Body);
        Assert.Equal("direct.type", Assert.Single(Show("MetaCloud", link, new() { Category = MessageCategory.Authentication }).Violations).Rule);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_text_is_as_long_as_that_of_a_template(int length, bool good)
    {
        TextMessage text = new(new string('x', length));
        Assert.Equal(good ? [] : ["direct.text.length"], Show("360dialog", text, new() { Category = MessageCategory.Utility }).Violations.Select(violation => violation.Rule));
        Assert.Empty(Show("360dialog", text, new()).Violations);
        Assert.Equal(good ? null : "100", Taken(body =>
        {
            body["category"] = "utility";
            body["text"]!["body"] = text.Body;
        }));
    }

    // Meta's page: such messages go to phone numbers only.
    [Fact]
    public void A_code_does_not_go_to_a_user_id()
    {
        SendOptions options = new() { Category = MessageCategory.Authentication, UserId = Wire.Person("US.1") };
        Assert.Equal("option.category.recipient", Assert.Single(ProviderCatalog.Find("MetaCloud")!.CheckOptions(options)).Rule);
        Assert.Empty(ProviderCatalog.Find("MetaCloud")!.CheckOptions(options with { Category = MessageCategory.Utility }));
        Assert.Equal("131062", Taken(ToPerson("authentication")));
        Assert.Null(Taken(ToPerson("utility")));

        static Action<JsonObject> ToPerson(string category) => body =>
        {
            body.Remove("to");
            body["recipient"] = "US.1";
            body["category"] = category;
        };
    }

    [Theory]
    [InlineData("category", "\"marketing\"", "100")]
    [InlineData("category", "\"service\"", null)]
    [InlineData("category", "5", "100")]
    [InlineData("ttl_seconds", "\"600\"", "100")]
    public void The_sandbox_checks_the_fields(string field, string value, string? code) => Assert.Equal(code, Taken(body =>
    {
        body["category"] = field == "category" ? null : "utility";
        body[field] = JsonNode.Parse(value);
    }));

    [Theory]
    [MemberData(nameof(Unable))]
    public void Elsewhere_it_is_an_option_that_cannot_be_expressed(string provider)
    {
        RuleViolation[] violations =
            [.. ProviderCatalog.Find(provider)!.CheckOptions(new() { Category = MessageCategory.Utility, TimeToLive = TimeSpan.FromMinutes(1) })];
        Assert.Equal(["-Category", "-TimeToLive"], violations.Select(violation => violation.Path));
        Assert.All(violations, violation => Assert.EndsWith("or use MetaCloud or 360dialog.", violation.Recommendation, StringComparison.Ordinal));
    }

    // Read as a message alone it would go out as an ordinary one.
    [Theory]
    [InlineData("""{"messaging_product":"whatsapp","to":"+12025550100","type":"text","text":{"body":"Hi"},"category":"utility"}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"+12025550100","type":"text","text":{"body":"Hi"},"ttl_seconds":600}""")]
    [InlineData("""{"type":"text","text":{"body":"Hi"},"category":"authentication"}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"+12025550100","type":"text","text":{"body":"Hi"},"category":"UTILITY"}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"+12025550100","type":"text","text":{"body":"Hi"},"category":"marketing"}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"cta_url","body":{"text":"b"},"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://example.com"}}},"category":"utility"}""")]
    [InlineData("""{"messaging_object":{"type":"interactive","interactive":{"type":"voice_call","body":{"text":"b"},"action":{"name":"voice_call"}},"category":"utility"}}""")]
    public void Its_request_is_not_read_as_an_ordinary_message(string json)
    {
        FormatException refused = Assert.Throws<FormatException>(() => MessageReader.Read(json));
        Assert.Contains("-Category", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messaging_product":"whatsapp","to":"+12025550100","type":"text","text":{"body":"Hi"},"category":"service"}""")]
    [InlineData("""{"messaging_product":"whatsapp","recipient":"US.1","type":"text","text":{"body":"Hi"}}""")]
    [InlineData("""{"category":"greetings","message":{"type":"text","text":{"body":"Hi"}}}""")]
    public void Other_categories_round_a_message_are_left_behind_as_ever(string json) => Assert.Equal(new TextMessage("Hi"), MessageReader.Read(json));

    private static string Body(string provider, Message message, SendOptions options) =>
        Encoding.UTF8.GetString(Show(provider, message, options).Body!);

    private static Prepared Show(string provider, Message message, SendOptions options)
    {
        Provider model = ProviderCatalog.Find(provider)!;
        return new Preparation(new(model, ProviderSettings.Examples(model.Settings))).Show(message, Wire.Number("+12025550100"), options);
    }

    // The code of the refusal; null where the sandbox takes it. A field that is null here is left out.
    private static string? Taken(Action<JsonObject> change)
    {
        SandboxRequest request = Ask.Good("MetaCloud", message: Text).Changed(body =>
        {
            change(body);
            foreach (string name in body.Where(field => field.Value is null).Select(field => field.Key).ToArray())
            {
                body.Remove(name);
            }
        });
        return Ask.Gateway().Answer(request).Read("MetaCloud").Code;
    }
}
