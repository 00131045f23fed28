namespace InteractiveMessaging;

/// <summary>WhatsApp's own rules, as data. Providers add rows of their own or put one in the place of a row here.</summary>
internal static class CommonRules
{
    private const string Buttons = "Meta, Interactive reply buttons messages";
    private const string Lists = "Meta, Interactive list messages";
    private const string Flows = "Meta, Sending a flow";
    private const string Texts = "Meta, Text messages";

    public static IReadOnlyList<Rule> Table { get; } =
    [
        new("text.body", "text", "/text/body", new Required(), Texts),
        new("text.body.length", "text", "/text/body", new MaxLength(4096), Texts),

        new("body", "button list flow", "/body/text", new Required(), Buttons),
        new("body.length", "*", "/body/text", new MaxLength(1024), Buttons) { Recommendation = "Shorten the text, or send the rest as a message of its own." },
        new("footer.length", "*", "/footer/text", new MaxLength(60), Buttons),
        new("header.text.length", "*", "/header/text", new MaxLength(60), Buttons),

        new("button.count", "button", "/action/buttons", new Count(1, 3), Buttons) { Recommendation = "Use a list, which holds up to ten choices." },
        new("button.title", "button", "/action/buttons/*/reply/title", new Required(), Buttons),
        new("button.title.length", "button", "/action/buttons/*/reply/title", new MaxLength(20), Buttons) { Recommendation = "Shorten it, or use a list, whose rows have titles of up to 24 characters and a description." },
        new("button.title.unique", "button", "/action/buttons/*/reply/title", new Unique(), Buttons),
        new("button.id", "button", "/action/buttons/*/reply/id", new Required(), Buttons),
        new("button.id.length", "button", "/action/buttons/*/reply/id", new MaxLength(256), Buttons),
        new("button.id.unique", "button", "/action/buttons/*/reply/id", new Unique(), Buttons),

        new("list.button", "list", "/action/button", new Required(), Lists),
        new("list.button.length", "list", "/action/button", new MaxLength(20), Lists),
        new("list.section.count", "list", "/action/sections", new Count(1, 10), Lists),
        new("list.section.title.length", "list", "/action/sections/*/title", new MaxLength(24), Lists),
        new("list.row.count", "list", "/action/sections/*/rows", new Count(1, 10), Lists) { Recommendation = "Send several lists." },
        new("list.row.title", "list", "/action/sections/*/rows/*/title", new Required(), Lists),
        new("list.row.title.length", "list", "/action/sections/*/rows/*/title", new MaxLength(24), Lists) { Recommendation = "Put the rest into the description, which holds 72 characters." },
        new("list.row.id", "list", "/action/sections/*/rows/*/id", new Required(), Lists),
        new("list.row.id.length", "list", "/action/sections/*/rows/*/id", new MaxLength(200), Lists),
        new("list.row.id.unique", "list", "/action/sections/*/rows/*/id", new Unique(), Lists),
        new("list.row.description.length", "list", "/action/sections/*/rows/*/description", new MaxLength(72), Lists),

        new("flow.cta", "flow", "/action/parameters/flow_cta", new Required(), Flows),
        new("flow.cta.length", "flow", "/action/parameters/flow_cta", new MaxLength(30), Flows) { Severity = RuleSeverity.Warning },
    ];
}
