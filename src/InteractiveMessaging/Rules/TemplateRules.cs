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

    public static IReadOnlyList<Rule> Table { get; } =
    [
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
        .. Buttons("template", Components),
        .. Parameters("template", Components),

        new("template.offer", Kind, Components + "/*?type=limited_time_offer/parameters", new Count(1, 1), Offers),
        new("template.cards", Kind, Cards, new Count(2, 10), Carousels),
        new("template.card.index", Kind, Cards + "/*/card_index", new InOrder(), Carousels),
        new("template.card.components", Kind, Cards + "/*/components", new Required(), Carousels),
        new("template.card.length", Kind, Cards + "/*/components/*?type=body/parameters/*?type=text/text", new MaxLength(160), Carousels),
        .. Buttons("template.card", Cards + "/*/components"),
        .. Parameters("template.card", Cards + "/*/components"),
    ];

    private static IEnumerable<Rule> Buttons(string id, string components)
    {
        string button = $"{components}/*?type=button";
        yield return new($"{id}.button.type", Kind, $"{button}/sub_type", new Required(), Sends);
        yield return new($"{id}.button.kind", Kind, $"{button}/sub_type",
            new OneOf(["quick_reply", "url", "copy_code", "flow", "catalog", "mpm", "voice_call"]), Sends)
        {
            Severity = RuleSeverity.Warning,
        };

        // A call button has no place among the others, and so no index.
        yield return new($"{id}.button.index", Kind, $"{components}/*?type=button/index",
            new Matches("[0-9]", "the button's place from 0 to 9, as a text"), Sends);
        foreach (string kind in (string[])["quick_reply", "url", "copy_code", "flow", "catalog", "mpm"])
        {
            yield return new($"{id}.{kind}.index", Kind, $"{components}/*?sub_type={kind}/index", new Required(), Sends);
        }

        foreach (string kind in (string[])["url", "copy_code"])
        {
            yield return new($"{id}.{kind}.count", Kind, $"{components}/*?sub_type={kind}/parameters", new Count(1, 1), Sends);
        }

        string sections = $"{components}/*?sub_type=mpm/parameters/*/action/sections";
        yield return new($"{id}.sections", Kind, sections, new Count(1, 10), Products);
        yield return new($"{id}.section.title.length", Kind, $"{sections}/*/title", new MaxLength(24), Products);
        yield return new($"{id}.products", Kind, $"{sections}/*/product_items", new Total(1, 30), Products);
        yield return new($"{id}.url.length", Kind, $"{components}/*?sub_type=url/parameters/*?type=text/text", new MaxLength(2000), Sends);
    }

    private static IEnumerable<Rule> Parameters(string id, string components)
    {
        string parameter = $"{components}/*/parameters/*";
        string text = $"{parameter}?type=text/text";
        string coupon = $"{parameter}?type=coupon_code/coupon_code";
        return
        [
            new($"{id}.parameter.type", Kind, $"{parameter}/type", new Required(), Sends),
            new($"{id}.text", Kind, text, new Required(), Sends)
            {
                Recommendation = "Give each value a text: {{Column|fallback}} takes the fallback where a cell is empty.",
            },
            new($"{id}.text.line", Kind, text, new OneLine(), Codes)
            {
                Recommendation = "Take the line breaks, tabs and long gaps out, or put such text into the template itself.",
            },
            .. CommonRules.Media(id, Kind, parameter, ["image", "video", "document"], Sends),
            .. ((string[])["latitude", "longitude", "name", "address"]).Select(field =>
                new Rule($"{id}.location.{field}", Kind, $"{parameter}?type=location/location/{field}", new Required(), Sends)),
            .. ((string[])["product_retailer_id", "catalog_id"]).Select(field =>
                new Rule($"{id}.product.{field}", Kind, $"{parameter}?type=product/product/{field}", new Required(), Products)),
            .. ((string[])["fallback_value", "code", "amount_1000"]).Select(field =>
                new Rule($"{id}.currency.{field}", Kind, $"{parameter}?type=currency/currency/{field}", new Required(), Sends)),
            new($"{id}.currency.amount", Kind, $"{parameter}?type=currency/currency/amount_1000", new IsA(JsonValueKind.Number), Sends),
            new($"{id}.date", Kind, $"{parameter}?type=date_time/date_time/fallback_value", new Required(), Sends),
            new($"{id}.payload", Kind, $"{parameter}?type=payload/payload", new Required(), Sends),
            new($"{id}.payload.length", Kind, $"{parameter}?type=payload/payload", new MaxLength(512), Sends),
            new($"{id}.coupon", Kind, coupon, new Required(), Coupons),
            new($"{id}.coupon.form", Kind, coupon, new Matches("[A-Za-z0-9]+", "letters and digits alone"), Coupons),
            new($"{id}.coupon.length", Kind, coupon, new MaxLength(20), Coupons),
            new($"{id}.coupon.short", Kind, coupon, new MaxLength(15), "Meta, Copy code buttons")
            {
                Severity = RuleSeverity.Warning,
                Recommendation = "Two pages of Meta's allow 15 characters, one allows 20.",
            },
            new($"{id}.action", Kind, $"{parameter}?type=action/action", new IsA(JsonValueKind.Object), Sends),
            new($"{id}.expiry", Kind, $"{parameter}?type=limited_time_offer/limited_time_offer/expiration_time_ms", new Required(), Offers),
            new($"{id}.expiry.kind", Kind, $"{parameter}?type=limited_time_offer/limited_time_offer/expiration_time_ms",
                new IsA(JsonValueKind.Number), Offers),
            new($"{id}.call", Kind, $"{parameter}?type=ttl_minutes/ttl_minutes", new Between(1, 43200), Calls),
        ];
    }
}
