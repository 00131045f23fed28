using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// What holds for every template send, whatever the template says. What the template itself asks for is in its definition.
/// </summary>
internal static class TemplateRules
{
    private const string Sends = "Meta, Template messages";
    private const string Coupons = "Meta, Coupon code templates";
    private const string Carousels = "Meta, Media card carousel templates";
    private const string Products = "Meta, Multi-product message templates";
    private const string Offers = "Meta, Limited-time offer templates";
    private const string Calls = "Meta, Call permission requests and call buttons";
    private const string Codes = "Meta, Error codes (132012, 132018)";

    private const string Kind = TemplateMessage.KindName;
    private const string Components = "/template/components";
    private const string Cards = Components + "/*?type=carousel/cards";
    private const string CardComponents = Cards + "/*/components";

    public static IReadOnlyList<Rule> Table { get; } =
    [
        new("template.fields", Kind, "", new NoOtherFields(["/type", "/template"]), Sends)
        {
            Recommendation = "Leave the field out. Who gets the message is said with Send-WaMessage.",
        },
        new("template.name", Kind, "/template/name", new Required(), Sends),
        new("template.name.form", Kind, "/template/name",
            new Matches("[a-z0-9_]{1,512}", "1 to 512 lower-case letters, digits and underscores"), Sends),
        new("template.language", Kind, "/template/language/code", new Required(), Sends)
        {
            Recommendation = "Give the language it was approved in, such as en or en_US.",
        },
        new("template.language.form", Kind, "/template/language/code",
            new Matches("[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?", "a language as WhatsApp writes it, such as en, en_US or pt_BR"), Sends),
        new("template.components", Kind, Components, new IsA(JsonValueKind.Array), Sends),
        new("template.component.type", Kind, Components + "/*/type", new Required(), Sends),
        new("template.component.kind", Kind, Components + "/*/type",
            new OneOf(["header", "body", "button", "carousel", "limited_time_offer"]), Sends)
        {
            Severity = RuleSeverity.Warning,
        },
        new("template.header.count", Kind, Components + "/*?type=header/parameters", new Count(1, 1), Sends),
        new("template.header.length", Kind, Components + "/*?type=header/parameters/*?type=text/text", new MaxLength(60), Sends),
        new("template.body.length", Kind, Components + "/*?type=body/parameters/*?type=text/text", new MaxLength(1024), Sends),
        .. Buttons("template", Components, "quick_reply url copy_code flow catalog mpm voice_call"),
        .. Values("template", Components),
        .. Media("template", Components, "image video document"),
        .. Objects(),

        new("template.cards", Kind, Cards, new Count(2, 10), Carousels),
        new("template.card.index", Kind, Cards + "/*/card_index", new InOrder(), Carousels),
        new("template.card.components", Kind, Cards + "/*/components", new Required(), Carousels),
        new("template.card.header", Kind, CardComponents + "/*?type=header/parameters", new Count(1, 1), Carousels),
        new("template.card.length", Kind, CardComponents + "/*?type=body/parameters/*?type=text/text", new MaxLength(160), Carousels),
        .. Buttons("template.card", CardComponents, "quick_reply url"),
        .. Values("template.card", CardComponents),
        .. Media("template.card", CardComponents, "image video"),
    ];

    private static IEnumerable<Rule> Buttons(string id, string components, string kinds)
    {
        string button = $"{components}/*?type=button";
        yield return new($"{id}.button.type", Kind, $"{button}/sub_type", new Required(), Sends);
        yield return new($"{id}.button.kind", Kind, $"{button}/sub_type", new OneOf([.. kinds.Split(' ')]), Sends)
        {
            Severity = RuleSeverity.Warning,
        };

        // A call button has no place among the others, and so no index.
        yield return new($"{id}.button.index", Kind, $"{components}/*?sub_type!=voice_call/index",
            new Matches("[0-9]", "the button's place from 0 to 9, as a text"), Sends);
        foreach (string kind in kinds.Split(' ').Except(["voice_call"]))
        {
            yield return new($"{id}.{kind}.index", Kind, $"{components}/*?sub_type={kind}/index", new Required(), Sends);
        }

        yield return new($"{id}.url.count", Kind, $"{components}/*?sub_type=url/parameters", new Count(1, 1), Sends);
        yield return new($"{id}.url.length", Kind, $"{components}/*?sub_type=url/parameters/*?type=text/text", new MaxLength(2000), Sends);
        string payload = $"{components}/*/parameters/*?type=payload/payload";
        yield return new($"{id}.payload", Kind, payload, new Required(), Sends);
        yield return new($"{id}.payload.length", Kind, payload, new MaxLength(512), Sends);
    }

    private static IEnumerable<Rule> Values(string id, string components)
    {
        string text = $"{components}/*/parameters/*?type=text/text";
        return
        [
            new($"{id}.parameter.type", Kind, $"{components}/*/parameters/*/type", new Required(), Sends),
            new($"{id}.text", Kind, text, new Required(), Sends)
            {
                Recommendation = "Give each value a text: {{Column|fallback}} takes the fallback where a cell is empty.",
            },
            new($"{id}.text.line", Kind, text, new OneLine(), Codes)
            {
                Recommendation = "Take the line breaks, tabs and long gaps out, or put such text into the template itself.",
            },
            .. Fields(id, components, "product", "product_retailer_id catalog_id", Products),
        ];
    }

    private static IEnumerable<Rule> Media(string id, string components, string kinds) =>
        MediaRules.For(id, Kind, $"{components}/*/parameters/*", kinds.Split(' '), Sends);

    private static IEnumerable<Rule> Fields(string id, string components, string type, string fields, string source) =>
        fields.Split(' ').Select(field =>
            new Rule($"{id}.{type}.{field}", Kind, $"{components}/*/parameters/*?type={type}/{type}/{field}", new Required(), source));

    // What only a whole template has, and no card of one.
    private static IEnumerable<Rule> Objects()
    {
        const string Parameter = Components + "/*/parameters/*";
        const string Coupon = Parameter + "?type=coupon_code/coupon_code";
        const string Sections = Components + "/*?sub_type=mpm/parameters/*/action/sections";
        const string Expiry = Parameter + "?type=limited_time_offer/limited_time_offer/expiration_time_ms";
        return
        [
            .. Fields("template", Components, "location", "latitude longitude name address", Sends),
            .. Fields("template", Components, "currency", "fallback_value code amount_1000", Sends),
            .. Fields("template", Components, "date_time", "fallback_value", Sends),
            new("template.currency.amount", Kind, Parameter + "?type=currency/currency/amount_1000", new IsA(JsonValueKind.Number), Sends),
            new("template.copy_code.count", Kind, Components + "/*?sub_type=copy_code/parameters", new Count(1, 1), Coupons),
            new("template.coupon", Kind, Coupon, new Required(), Coupons),
            new("template.coupon.form", Kind, Coupon, new Matches("[A-Za-z0-9]+", "letters and digits alone"), Coupons),
            new("template.coupon.length", Kind, Coupon, new MaxLength(20), Coupons),
            new("template.coupon.short", Kind, Coupon, new MaxLength(15), "Meta, Copy code buttons")
            {
                Severity = RuleSeverity.Warning,
                Recommendation = "Two pages of Meta's allow 15 characters, one allows 20.",
            },
            new("template.action", Kind, Parameter + "?type=action/action", new IsA(JsonValueKind.Object), Sends),
            new("template.sections", Kind, Sections, new Count(1, 10), Products),
            new("template.section.title.length", Kind, Sections + "/*/title", new MaxLength(24), Products),
            new("template.products", Kind, Sections + "/*/product_items", new Total(1, 30), Products),
            new("template.offer", Kind, Components + "/*?type=limited_time_offer/parameters", new Count(1, 1), Offers),
            new("template.expiry", Kind, Expiry, new Required(), Offers),
            new("template.expiry.kind", Kind, Expiry, new IsA(JsonValueKind.Number), Offers),
            new("template.call", Kind, Parameter + "?type=ttl_minutes/ttl_minutes", new Between(1, 43200), Calls),
        ];
    }
}
