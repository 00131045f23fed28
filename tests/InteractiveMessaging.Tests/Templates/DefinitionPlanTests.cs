using FsCheck.Fluent;
using static InteractiveMessaging.Tests.TemplateCases;

namespace InteractiveMessaging.Tests;

/// <summary>What is known of all rows of a draft, against the check of each of them.</summary>
public class DefinitionPlanTests
{
    private static readonly string?[] Cells =
    [
        null, "", " ", "Ada", "17", "9", "Zoë 😀", "h", "Hugo", "https://example.com/17", "HTTPS://EXAMPLE.COM/", "tps://example.com/1", "a.gif", "1773057600001",
        "123456789012345", "1234567890123456", new('x', 20), new('é', 50), new('€', 101), new('x', 499), new('x', 501), new('€', 230), Times(300, "😀"),
    ];

    [Fact]
    public void Whatever_row_a_plan_lets_pass_keeps_to_its_definition() => RoundTripTests.For(
        from sample in Gen.Elements<object[]>([.. TemplateCheckTests.Sound])
        from seed in Gen.Choose(0, int.MaxValue)
        select (Name: (string)sample[0], Components: (string)sample[1], seed),
        sample =>
        {
            Random random = new(sample.seed);
            MessageDraft draft = Draft(sample.Name, sample.Components, text => random.Next(6) switch
            {
                0 => "{{A}}",
                1 => "{{A|none}}{{B}}",
                2 => "ht{{B}}",
                3 => text + "{{C|https://example.com/}}",
                _ => text.Replace("{{", "{{{{", StringComparison.Ordinal),
            });
            DefinitionPlan? plan = DefinitionPlan.Of(draft, message => message);
            for (int row = 0; row < 8; row++)
            {
                string?[] cells = [.. draft.Placeholders.Select(_ => Cells[random.Next(Cells.Length)])];
                if (plan?.Holds(cells) is true)
                {
                    Assert.Empty(MessageCheck.AgainstDefinition(draft.Render(cells), isDraft: false));
                }
            }
        },
        tests: Environment.GetEnvironmentVariable("WA_SLOW") is null ? 1500 : 100_000);

    [Theory]
    [InlineData("order_update", "Ada", true)]
    [InlineData("order_update", "Zoë 😀", true)]
    [InlineData("order_update", "", false)]
    [InlineData("order_update", "https://example.com/17", false)]
    [InlineData("order_update", "Hugo", false)]
    [InlineData("shelf", "Ada", true)]
    [InlineData("shelf", "https://example.com/17", false)]
    public void Ordinary_rows_pass_and_who_may_begin_an_address_is_looked_at(string name, string cell, bool holds)
    {
        string components = name == "shelf"
            ? Carousel(Card("{{A}}"), $"{File("image")},{Texts("body", "Ada")},{Link("{{A}}", "0")}")
            : $"{Texts("header", "17")},{Texts("body", "{{A}}", "Monday")},{Link("{{A}}")},{Coupon("A1")}";
        DefinitionPlan plan = DefinitionPlan.Of(Draft(name, components), message => message)!;
        Assert.Equal(holds, plan.Holds([cell]));
        Assert.False(plan.Holds([new('x', 501)]));
    }

    [Fact]
    public void Without_an_address_a_cell_may_begin_as_it_likes_and_be_empty()
    {
        string definition = Order.Replace("https://example.com/{{1}}", "{{1}}", StringComparison.Ordinal);
        TemplateMessage message = Message(
            "order_update", $"{Texts("header", "{{A}}")},{Texts("body", "Ada", "Monday")},{Link("17")},{Coupon("A1")}") with
        {
            Definition = JsonData.Parse(definition),
        };
        DefinitionPlan plan = DefinitionPlan.Of(MessageDraft.Of(message), filled => filled)!;
        Assert.True(plan.Holds([null]));
        Assert.True(plan.Holds(["Hugo"]));

        // "Order " and 54 more are a header's 60.
        Assert.False(plan.Holds([new('x', 55)]));
    }

    [Theory]
    [InlineData("login", """{"type":"body","parameters":[{"type":"text","text":"{{A}}"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"{{A}}"}]}""")]
    [InlineData("named", """{"type":"header","parameters":[{"type":"image","image":{"link":"https://example.com/a.jpg"}}]},{"type":"body","parameters":[{"type":"text","parameter_name":"day","text":"{{A}}"},{"type":"text","parameter_name":"first","text":"Ada"}]},{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1893456000000}}]}""")]
    [InlineData("receipt", """{"type":"header","parameters":[{"type":"document","document":{"link":"https://example.com/{{A}}"}}]}""")]
    public void Codes_offers_and_files_are_checked_row_by_row(string name, string components) =>
        Assert.Null(DefinitionPlan.Of(Draft(name, components), message => message));

    private static MessageDraft Draft(string name, string components, Func<string, string>? map = null)
    {
        TemplateMessage message = Message(name, components) with { Definition = JsonData.Parse(Definitions[name].Json) };

        // Its name and language say which template it is.
        return MessageDraft.Of(message.MapTexts(text => text == message.Name || text == message.Language ? text : map?.Invoke(text) ?? text));
    }
}
