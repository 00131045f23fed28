using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>WhatsApp's own rules, as data. Providers add rows of their own or put one in the place of a row here.</summary>
internal static class CommonRules
{
    /// <summary>Every interactive type that WhatsApp documents. Of any other type nothing is known, so nothing is checked.</summary>
    public const string KnownTypes = Bodied + " call_permission_request product order_details order_status";

    private const string Bodied =
        "button list cta_url flow product_list catalog_message carousel location_request_message address_message voice_call "
            + "request_contact_info";
    private const string Messages = "Meta, Interactive messages";
    private const string Buttons = "Meta, Interactive reply buttons messages";
    private const string Lists = "Meta, Interactive list messages";
    private const string Links = "Meta, Interactive call-to-action URL button messages";
    private const string Flows = "Meta, Sending a flow";
    private const string Products = "Meta, Single- and multi-product messages";
    private const string Catalogs = "Meta, Catalog messages";
    private const string Carousels = "Meta, Interactive media carousel messages";
    private const string ProductCarousels = "Meta, Interactive product carousel messages";
    private const string Locations = "Meta, Location request messages";
    private const string Addresses = "Meta, Address messages";
    private const string Calls = "Meta, Call permission requests and call buttons";
    private const string Contacts = "Meta, Contact information requests";
    private const string Texts = "Meta, Text messages";
    private const string OpenApi = "Meta, business messaging OpenAPI v23.0";

    private const string Buttonlike = "button cta_url flow order_details order_status address_message voice_call";
    private const string Headless =
        "product catalog_message carousel location_request_message call_permission_request request_contact_info";
    private const string Footless = "carousel location_request_message call_permission_request request_contact_info";
    private const string Header = "/header";
    private const string Parameters = "/action/parameters";
    private const string Card = "/action/cards/*?type!=product";
    private const string CardLink = Card + "/action?name=cta_url/parameters";
    private const string CardButtons = Card + "/action/buttons";
    private const string CardProduct = "/action/cards/*?type=product/action";

    /// <summary>The page about messages outside the 24 hours without a template.</summary>
    public const string DirectSendPage = "Meta, Direct Send";

    /// <summary>The types that page names for its category utility.</summary>
    public const string UtilityTypes = "text button cta_url voice_call";

    /// <summary>The types that page names for its category authentication.</summary>
    public const string AuthenticationTypes = "text";

    /// <summary>What holds besides for a message outside the 24 hours without a template.</summary>
    /// <param name="types">The types that may be sent so, separated by spaces.</param>
    public static IReadOnlyList<Rule> DirectSend(string types) =>
    [
        new("direct.type", "text interactive template image video document audio", "/type", new OneOf([.. types.Split(' ')]),
            DirectSendPage)
        {
            Recommendation = "Send a message of one of these types, or send this one as an approved template.",
        },
        new("direct.text.length", "text", "/text/body", new MaxLength(1024), DirectSendPage)
        {
            Recommendation = "Shorten the text: with -Category it may be as long as that of a template.",
        },
    ];

    public static IReadOnlyList<Rule> Table { get; } =
    [
        new("text.body", "text", "/text/body", new Required(), Texts),
        new("text.body.length", "text", "/text/body", new MaxLength(4096), Texts) { Recommendation = "Send several messages." },
        new("text.fields", "text", "", new NoOtherFields(["/type", "/text"]), Texts)
        {
            Recommendation = "Leave the field out. Who gets the message is said with Send-WaMessage.",
        },

        new("body", Bodied, "/body/text", new Required(), Messages),
        new("call.permission.body", "call_permission_request", "/body/text", new Required(), Calls)
        {
            Severity = RuleSeverity.Warning,
            Recommendation = "Say why you would call: fewer people agree to a request without a text.",
        },
        new("body.shape", "call_permission_request product order_details order_status", "/body", new IsA(JsonValueKind.Object), Messages),
        new("body.length", Except("list"), "/body/text", new MaxLength(1024), Messages)
        {
            Recommendation = "Shorten the text, or send the rest as a message of its own.",
        },
        new("list.body.length", "list", "/body/text", new MaxLength(1024), OpenApi)
        {
            Recommendation = "Shorten the text, or send the rest as a message of its own.",
        },
        new("footer.shape", KnownTypes, "/footer", new IsA(JsonValueKind.Object), Messages),
        new("footer", Except(Footless), "/footer?/text", new Required(), Messages),
        new("footer.length", Except(Footless), "/footer/text", new MaxLength(60), Messages),
        new("footer.none", Footless, "/footer", new Never("This type of message has no footer"), Messages)
        {
            Recommendation = "Put the text into the body.",
        },

        new("header.shape", KnownTypes, Header, new IsA(JsonValueKind.Object), Messages),
        new("header.none", Headless, Header, new Never("This type of message has no header"), Messages)
        {
            Recommendation = "Put the text into the body.",
        },
        new("header.kind", Buttonlike, Header + "?/type", new OneOf(["text", "image", "video", "document"]), Messages),
        new("header.type", Except(Headless), Header + "?/type", new Required(), Messages),
        new("list.header.kind", "list", Header + "/type", new OneOf(["text"]), Lists)
        {
            Recommendation = "Use a text, or send the picture as a message of its own.",
        },
        new("product_list.header", "product_list", Header + "/type", new Required(), Products) { Recommendation = "Give a text header." },
        new("product_list.header.kind", "product_list", Header + "/type", new OneOf(["text"]), Products),
        new("header.text", Except(Headless), Header + "?type=text/text", new Required(), Messages),
        new("header.text.length", Except(Headless), Header + "?type=text/text", new MaxLength(60), Messages),
        new("header.text.lines", Except(Headless), Header + "?type=text/text", new MaxLineBreaks(0), Messages),
        new("header.text.markdown", Except(Headless), Header + "?type=text/text", new NoMarkdown(), Messages)
        {
            Severity = RuleSeverity.Warning,
        },
        .. MediaRules.For("header", Except(Headless + " list product_list"), Header, ["image", "video", "document"], Messages),

        new("button.count", "button", "/action/buttons", new Count(1, 3), Buttons)
        {
            Recommendation = "Use a list, which holds up to ten choices.",
        },
        new("button.type", "button", "/action/buttons/*/type", new Required(), Buttons),
        new("button.kind", "button", "/action/buttons/*/type", new OneOf(["reply"]), Buttons),
        new("button.title", "button", "/action/buttons/*/reply/title", new Required(), Buttons),
        new("button.title.length", "button", "/action/buttons/*/reply/title", new MaxLength(20), Buttons)
        {
            Recommendation = "Shorten it, or use a list, whose rows have titles of up to 24 characters and a description.",
        },
        new("button.title.unique", "button", "/action/buttons/*/reply/title", new Unique(), Buttons),
        new("button.id", "button", "/action/buttons/*/reply/id", new Required(), Buttons),
        new("button.id.length", "button", "/action/buttons/*/reply/id", new MaxLength(256), Buttons),
        new("button.id.spaces", "button", "/action/buttons/*/reply/id", new NoEdgeSpaces(), Buttons),
        new("button.id.unique", "button", "/action/buttons/*/reply/id", new Unique(), Buttons),

        new("list.button", "list", "/action/button", new Required(), Lists),
        new("list.button.length", "list", "/action/button", new MaxLength(20), Lists),
        new("list.section.count", "list", "/action/sections", new Count(1, 10), Lists),
        new("list.section.title", "list", "/action/sections/*/title", new RequiredWhenSeveral(), Lists),
        new("list.section.title.length", "list", "/action/sections/*/title", new MaxLength(24), Lists),
        new("list.section.rows", "list", "/action/sections/*/rows", new Count(1, int.MaxValue), Lists)
        {
            Recommendation = "Leave the section out.",
        },
        new("list.row.count", "list", "/action/sections/*/rows", new Total(1, 10), Lists)
        {
            Recommendation = "Send several messages, each with up to ten rows.",
        },
        new("list.row.title", "list", "/action/sections/*/rows/*/title", new Required(), Lists),
        new("list.row.title.length", "list", "/action/sections/*/rows/*/title", new MaxLength(24), Lists)
        {
            Recommendation = "Put the rest into the description, which holds 72 characters.",
        },
        new("list.row.id", "list", "/action/sections/*/rows/*/id", new Required(), Lists),
        new("list.row.id.length", "list", "/action/sections/*/rows/*/id", new MaxLength(200), Lists),
        new("list.row.id.unique", "list", "/action/sections/*/rows/*/id", new Unique(), Lists),
        new("list.row.description.length", "list", "/action/sections/*/rows/*/description", new MaxLength(72), Lists),

        .. Name("cta_url", "cta_url", Links),
        .. Url("cta_url", "cta_url", Parameters, Links),

        .. Name("flow", "flow", Flows),
        new("flow.version", "flow", Parameters + "/flow_message_version", new Required(), Flows),
        new("flow.version.kind", "flow", Parameters + "/flow_message_version", new OneOf(["3"]), Flows),
        new("flow.which", "flow", Parameters, new ExactlyOneOf(["flow_id", "flow_name"]), Flows),
        new("flow.id", "flow", Parameters + "/flow_id", new IsA(JsonValueKind.String), Flows),
        new("flow.cta", "flow", Parameters + "/flow_cta", new Required(), Flows),
        new("flow.cta.length", "flow", Parameters + "/flow_cta", new MaxLength(30), Flows)
        {
            Severity = RuleSeverity.Warning,
            Recommendation = "Shorten it: phones may cut it off.",
        },
        new("flow.cta.emoji", "flow", Parameters + "/flow_cta", new NoEmoji(), Flows) { Severity = RuleSeverity.Warning },
        new("flow.token", "flow", Parameters + "/flow_token", new IsA(JsonValueKind.String), Flows),
        new("flow.mode", "flow", Parameters + "/mode", new OneOf(["draft", "published"]), Flows),
        new("flow.action", "flow", Parameters + "/flow_action", new OneOf(["navigate", "data_exchange"]), Flows),
        new("flow.payload", "flow", Parameters, new OnlyWith("flow_action_payload", "flow_action", "navigate"), Flows)
        {
            Recommendation = "Leave the screen and its data out: with data_exchange your endpoint gives them.",
        },
        new("flow.payload.shape", "flow", Parameters + "/flow_action_payload", new IsA(JsonValueKind.Object), Flows),
        new("flow.data", "flow", Parameters + "/flow_action_payload/data", new NotEmpty(), Flows)
        {
            Recommendation = "Leave the data out, or give it a field.",
        },

        new("product.catalog", "product product_list", "/action/catalog_id", new Required(), Products),
        new("product.catalog.kind", "product product_list", "/action/catalog_id", new IsA(JsonValueKind.String), Products),
        new("product.id", "product", "/action/product_retailer_id", new Required(), Products),
        new("product.id.kind", "product", "/action/product_retailer_id", new IsA(JsonValueKind.String), Products),
        new("product_list.section.count", "product_list", "/action/sections", new Count(1, 10), Products),
        new("product_list.section.title", "product_list", "/action/sections/*/title", new RequiredWhenSeveral(), Products),
        new("product_list.section.title.length", "product_list", "/action/sections/*/title", new MaxLength(24), Products),
        new("product_list.section.items", "product_list", "/action/sections/*/product_items", new Count(1, int.MaxValue), Products)
        {
            Recommendation = "Leave the section out.",
        },
        new("product_list.count", "product_list", "/action/sections/*/product_items", new Total(1, 30), Products)
        {
            Recommendation = "Send several messages, each with up to thirty products.",
        },
        new("product_list.id", "product_list", "/action/sections/*/product_items/*/product_retailer_id", new Required(), Products),
        new("product_list.id.kind", "product_list", "/action/sections/*/product_items/*/product_retailer_id",
            new IsA(JsonValueKind.String), Products),

        .. Name("catalog_message", "catalog_message", Catalogs),
        new("catalog.thumbnail", "catalog_message", Parameters + "/thumbnail_product_retailer_id", new IsA(JsonValueKind.String), Catalogs),
        new("catalog.thumbnail.missing", "catalog_message", Parameters + "/thumbnail_product_retailer_id", new Required(), OpenApi)
        {
            Severity = RuleSeverity.Warning,
            Recommendation = "Name a product whose picture stands for the catalog: some messages without one are refused.",
        },

        new("card.count", "carousel", "/action/cards", new Count(2, 10), Carousels),
        new("card.index", "carousel", "/action/cards/*/card_index", new InOrder(), Carousels),
        new("card.type", "carousel", "/action/cards/*/type", new Required(), Carousels),
        new("card.type.kind", "carousel", "/action/cards/*/type", new OneOf(["cta_url", "product"]), Carousels),
        new("card.alike", "carousel", "/action/cards", new SameButtons(), Carousels),
        new("card.header", "carousel", Card + "/header/type", new Required(), Carousels)
        {
            Recommendation = "Give every card a picture or a video.",
        },
        new("card.header.kind", "carousel", Card + "/header/type", new OneOf(["image", "video"]), Carousels),
        .. MediaRules.For("card.header", "carousel", Card + "/header", ["image", "video"], Carousels),
        new("card.body.length", "carousel", Card + "/body/text", new MaxLength(160), Carousels),
        new("card.body.lines", "carousel", Card + "/body/text", new MaxLineBreaks(2), Carousels),
        new("card.action", "carousel", Card + "/action", new ExactlyOneOf(["parameters", "buttons"]), Carousels)
        {
            Recommendation = "Give every card a link, or quick replies.",
        },
        .. Url("card.url", "carousel", CardLink, Carousels),
        new("card.button.count", "carousel", Card + "/action?name!=cta_url/buttons", new Count(1, int.MaxValue), Carousels),
        new("card.button.type", "carousel", CardButtons + "/*/type", new Required(), Carousels),
        new("card.button.kind", "carousel", CardButtons + "/*/type", new OneOf(["quick_reply"]), Carousels),
        new("card.button.title", "carousel", CardButtons + "/*/quick_reply/title", new Required(), Carousels),
        new("card.button.title.length", "carousel", CardButtons + "/*/quick_reply/title", new MaxLength(20), Carousels),
        new("card.button.id", "carousel", CardButtons + "/*/quick_reply/id", new Required(), Carousels),
        new("card.button.id.length", "carousel", CardButtons + "/*/quick_reply/id", new MaxLength(256), Carousels),
        new("card.product.catalog", "carousel", CardProduct + "/catalog_id", new Required(), ProductCarousels),
        new("card.product.catalog.same", "carousel", CardProduct + "/catalog_id", new AllEqual(), ProductCarousels),
        new("card.product.id", "carousel", CardProduct + "/product_retailer_id", new Required(), ProductCarousels),

        .. Name("location_request_message", "send_location", Locations),

        .. Name("address_message", "address_message", Addresses),
        new("address.country", "address_message", Parameters + "/country", new Required(), Addresses),
        new("address.country.kind", "address_message", Parameters + "/country", new OneOf(["IN"]), Addresses)
        {
            Recommendation = "Ask with a plain text, or with a flow: address messages work in India only.",
        },
        new("address.values", "address_message", Parameters + "/values", new IsA(JsonValueKind.Object), Addresses),
        new("address.saved", "address_message", Parameters + "/saved_addresses", new IsA(JsonValueKind.Array), Addresses),
        new("address.errors", "address_message", Parameters + "/validation_errors", new IsA(JsonValueKind.Object), Addresses),

        .. Name("call_permission_request", "call_permission_request", Calls),
        .. Name("voice_call", "voice_call", Calls),
        new("call.text.length", "voice_call", Parameters + "/display_text", new MaxLength(20), Calls),
        new("call.ttl", "voice_call", Parameters + "/ttl_minutes", new Between(1, 43200), Calls),
        new("call.payload.length", "voice_call", Parameters + "/payload", new MaxLength(512), Calls),

        .. Name("request_contact_info", "request_contact_info", Contacts),

        new("order.action", "order_details order_status", "/action", new IsA(JsonValueKind.Object), Messages),

        .. TemplateRules.Table,
        .. MediaRules.Messages,
    ];

    private static string Except(string types) => string.Join(' ', KnownTypes.Split(' ').Except(types.Split(' ')));

    /// <summary>The name of a type's action, which our builders write and JSON of one's own can lack.</summary>
    private static Rule[] Name(string type, string word, string source) =>
    [
        new($"{type}.name", type, "/action/name", new Required(), source),
        new($"{type}.name.kind", type, "/action/name", new OneOf([word]), source),
    ];

    /// <summary>A link button: at the top of a message, or in a card.</summary>
    private static Rule[] Url(string id, string types, string path, string source) =>
    [
        new($"{id}.text", types, $"{path}/display_text", new Required(), source),
        new($"{id}.text.length", types, $"{path}/display_text", new MaxLength(20), source),
        new($"{id}.link", types, $"{path}/url", new Required(), source),
        new($"{id}.link.kind", types, $"{path}/url", new Link(MediaRules.Web), source),
    ];
}
