using static InteractiveMessaging.Tests.TemplateCases;

namespace InteractiveMessaging.Tests;

/// <summary>Messages against the definitions of their templates: what WhatsApp would refuse is refused here, with its place and limit.</summary>
public class TemplateCheckTests
{
    private static readonly string Heading = Texts("header", "17");
    private static readonly string Body = Texts("body", "Ada", "Monday");
    private static readonly string Whole = $"{Heading},{Body},{OrderButtons}";

    /// <summary>Definition and components.</summary>
    public static TheoryData<string, string> Sound => new()
    {
        { "order_update", Whole },
        { "order_update", $"{Whole},{Button("quick_reply", "0", Value("payload", "\"p\""))}" },
        { "order_update", $"{Whole},{Button("quick_reply", "0", Value("payload", $"\"{Times(512)}\""))}" },
        { "order_update", $"{Whole},{Button("flow", "5", Value("action", """{"flow_token":"t"}"""))}" },
        { "order_update", $"{Texts("header", Times(54))},{Body},{OrderButtons}" },
        { "order_update", $"{Texts("header", Times(54, "😀"))},{Body},{OrderButtons}" },
        { "order_update", $"{Heading},{Texts("body", Times(494), "Mondays")},{OrderButtons}" },
        { "order_update", $"{Heading},{Texts("body", Times(494, "é"), "Mondays")},{OrderButtons}" },
        { "order_update", $"{Heading},{Texts("body", "A    B", "Monday")},{OrderButtons}" },
        { "order_update", $"{Heading},{Texts("body", "{{1}}", "{{Name}}")},{OrderButtons}" },
        { "order_update", $"{Heading},{Component("body", Value("currency", """{"fallback_value":"$1","code":"USD","amount_1000":1000}"""), Value("date_time", """{"fallback_value":"Monday"}"""))},{OrderButtons}" },
        { "order_update", $"{Heading},{Body},{Link(Times(1980))},{Coupon("A1")}" },
        { "order_update", $"{Heading},{Body},{Link(Times(330, "é"))},{Coupon("A1")}" },
        { "order_update", $"{Heading},{Body},{Link("17")},{Coupon(Times(15))}" },
        { "named", $"{File("image")},{NamedBody()},{Offer()}" },
        { "named", $"{File("image", "'id':'1'")},{NamedBody(Times(586))},{Offer()}" },
        { "named", $"{File("image")},{NamedBody(Times(586, "ß"))},{Offer("1773057600001")}" },
        { "shelf", Carousel(Card(), Card()) },
        { "shelf", Carousel(Card(Times(155)), Card(Times(155, "ü"))) },
        { "login", Code("123456789012345") },
        { "sign_in", Code("123456789012345") },
        { "sign_in", Code("A1-B2") },
        { "receipt", File("document", "'link':'https://example.com/a.pdf','filename':'Receipt.PDF'") },
        { "receipt", File("document", "'link':'https://example.com/receipt.php?id=17.docx'") },
        { "clip", File("video", "'link':'https://example.com/a.mp4?t=1'") },
        { "shop", Place() },
        { "shop", $"{Place()},{Button("catalog", "0", Value("action", """{"thumbnail_product_retailer_id":"a"}"""))}" },
        { "shop", $"{Place()},{Button("voice_call", null, Value("ttl_minutes", "1"), Value("payload", $"\"{Times(512)}\""))}" },
        { "shop", $"{Place()},{Button("voice_call", null, Value("ttl_minutes", "43200"))}" },
        { "item", Component("header", Value("product", """{"product_retailer_id":"a","catalog_id":"1"}""")) },
        { "cart", Items(10, 3, Times(24)) },
        { "cart", Items(1, 30) },
    };

    /// <summary>Definition, components, rule, place, limit, and what stands there; "-" for a rule without a limit.</summary>
    public static TheoryData<string, string, string, string, string, string> Broken => new()
    {
        // Every value there, and none too many.
        { "order_update", $"{Heading},{OrderButtons}", "definition.missing", "/template/components/3", "{{1}}, {{2}}", "missing" },
        { "order_update", $"{Body},{OrderButtons}", "definition.missing", "/template/components/3", "{{1}}", "missing" },
        { "order_update", $"{Heading},{Body},{Coupon("A1")}", "definition.missing", "/template/components", "url", "missing" },
        { "order_update", $"{Heading},{Body},{Link("17")}", "definition.missing", "/template/components", "copy_code", "missing" },
        { "order_update", $"{Heading},{Texts("body", "Ada")},{OrderButtons}", "definition.missing", "/template/components/1", "{{1}}, {{2}}", "missing" },
        { "order_update", $"{Heading},{Texts("body", "Ada", "Monday", "x")},{OrderButtons}", "definition.too_many", "/template/components/1/parameters/2", "{{1}}, {{2}}", "3" },
        { "order_update", $"{Texts("header", "17", "18")},{Body},{OrderButtons}", "definition.too_many", "/template/components/0/parameters/1", "{{1}}", "2" },
        { "order_update", $"{Texts("header", "17", "18")},{Body},{OrderButtons}", "template.header.count", "/template/components/0/parameters", "exactly 1", "2" },
        { "order_update", $"{Whole},{Body}", "definition.too_many", "/template/components/4", "1", "2" },
        { "order_update", $"{Whole},{Offer()}", "definition.too_many", "/template/components/4", "none", "limited_time_offer" },
        { "order_update", $"{Whole},{Carousel(Card(), Card())}", "definition.cards", "/template/components/4/cards", "0", "2" },
        { "shelf", $"{Texts("body", "x")},{Carousel(Card(), Card())}", "definition.too_many", "/template/components/0", "none", "1" },

        // Names and numbers as defined.
        { "order_update", $"{Heading},{Component("body", Text("Ada", "a"), Text("Monday"))},{OrderButtons}", "definition.named", "/template/components/1/parameters/0", "{{1}}, {{2}}", "a" },
        { "named", $"{File("image")},{Texts("body", "Ada", "Monday")},{Offer()}", "definition.named", "/template/components/1/parameters/0", "{{first}}, {{day}}", "no name" },
        { "named", $"{File("image")},{Component("body", Text("Ada", "first"), Text("Monday"))},{Offer()}", "definition.named", "/template/components/1/parameters/1", "{{first}}, {{day}}", "no name" },
        { "named", $"{File("image")},{Component("body", Text("Ada", "first"), Text("Monday", "date"))},{Offer()}", "definition.too_many", "/template/components/1/parameters/1", "{{first}}, {{day}}", "date" },
        { "named", $"{File("image")},{Component("body", Text("Ada", "first"), Text("Monday", "date"))},{Offer()}", "definition.missing", "/template/components/1", "{{first}}, {{day}}", "missing" },
        { "named", $"{File("image")},{Component("body", Text("Ada", "first"), Text("Bob", "first"), Text("Monday", "day"))},{Offer()}", "definition.too_many", "/template/components/1/parameters/1", "{{first}}, {{day}}", "first" },

        // Filled lengths, in code points.
        { "order_update", $"{Texts("header", Times(55))},{Body},{OrderButtons}", "definition.length", "/template/components/0", "60", "61" },
        { "order_update", $"{Texts("header", Times(55, "😀"))},{Body},{OrderButtons}", "definition.length", "/template/components/0", "60", "61" },
        { "order_update", $"{Heading},{Texts("body", Times(494), "Mondays!")},{OrderButtons}", "definition.length", "/template/components/1", "1024", "1025" },
        { "named", $"{File("image")},{NamedBody(Times(587))},{Offer()}", "definition.length", "/template/components/1", "600", "601" },
        { "shelf", Carousel(Card(Times(156)), Card()), "definition.length", "/template/components/0/cards/0/components/1", "160", "161" },
        { "order_update", $"{Texts("header", Times(61))},{Body},{OrderButtons}", "template.header.length", "/template/components/0/parameters/0/text", "60", "61" },
        { "order_update", $"{Heading},{Texts("body", Times(1025), "Monday")},{OrderButtons}", "template.body.length", "/template/components/1/parameters/0/text", "1024", "1025" },
        { "shelf", Carousel(Card(), Card(Times(161))), "template.card.length", "/template/components/0/cards/1/components/1/parameters/0/text", "160", "161" },

        // A value is one line, and not empty.
        { "order_update", $"{Heading},{Texts("body", "Ada\nB", "Monday")},{OrderButtons}", "template.text.line", "/template/components/1/parameters/0/text", "one line", "Ada B" },
        { "order_update", $"{Heading},{Texts("body", "Ada", "Mon\rday")},{OrderButtons}", "template.text.line", "/template/components/1/parameters/1/text", "one line", "Mon day" },
        { "order_update", $"{Texts("header", "1\t7")},{Body},{OrderButtons}", "template.text.line", "/template/components/0/parameters/0/text", "one line", "1 7" },
        { "order_update", $"{Heading},{Texts("body", "A     B", "Monday")},{OrderButtons}", "template.text.line", "/template/components/1/parameters/0/text", "one line", "A     B" },
        { "shelf", Carousel(Card("9\u2028"), Card()), "template.card.text.line", "/template/components/0/cards/0/components/1/parameters/0/text", "one line", "9 " },
        { "order_update", $"{Heading},{Texts("body", "", "Monday")},{OrderButtons}", "template.text", "/template/components/1/parameters/0/text", "-", "empty" },
        { "order_update", $"{Heading},{Texts("body", "Ada", " \u00a0 ")},{OrderButtons}", "template.text", "/template/components/1/parameters/1/text", "-", "empty" },
        { "order_update", $"{Heading},{Component("body", Text("Ada"), """{"type":"text"}""")},{OrderButtons}", "template.text", "/template/components/1/parameters/1/text", "-", "missing" },

        // Kinds of values.
        { "order_update", $"{File("image")},{Body},{OrderButtons}", "definition.kind", "/template/components/0/parameters/0/type", "text", "image" },
        { "order_update", $"{Heading},{Component("body", Text("Ada"), Value("payload", "\"p\""))},{OrderButtons}", "definition.kind", "/template/components/1/parameters/1/type", "text", "payload" },
        { "order_update", $"{Heading},{Component("body", Text("Ada"), Value("currency", """{"fallback_value":"$1","code":"USD"}"""))},{OrderButtons}", "template.currency.amount_1000", "/template/components/1/parameters/1/currency/amount_1000", "-", "missing" },
        { "named", $"{NamedBody()},{Offer()}", "definition.missing", "/template/components/2", "image", "missing" },
        { "named", $"{File("video")},{NamedBody()},{Offer()}", "definition.media", "/template/components/0/parameters/0/type", "image", "video" },
        { "named", $"{Heading},{NamedBody()},{Offer()}", "definition.media", "/template/components/0/parameters/0/type", "image", "text" },
        { "clip", File("image"), "definition.media", "/template/components/0/parameters/0/type", "video", "image" },
        { "receipt", File("image"), "definition.media", "/template/components/0/parameters/0/type", "document", "image" },
        { "named", $"{File("image", "'link':'https://example.com/a.jpg','id':'1'")},{NamedBody()},{Offer()}", "template.image", "/template/components/0/parameters/0/image", "-", "2" },
        { "named", $"{File("image", "'link':'ftp://example.com/a.jpg'")},{NamedBody()},{Offer()}", "template.image.link", "/template/components/0/parameters/0/image/link", "http, https", "ftp://example.com/a.jpg" },
        { "shop", "", "definition.missing", "/template/components/0", "location", "missing" },
        { "shop", Place("'longitude':'9.25','name':'Shop','address':'Street 1'"), "template.location.latitude", "/template/components/0/parameters/0/location/latitude", "-", "missing" },
        { "item", Component("header", Value("product", """{"product_retailer_id":"a"}""")), "template.product.catalog_id", "/template/components/0/parameters/0/product/catalog_id", "-", "missing" },
        { "item", File("image"), "definition.media", "/template/components/0/parameters/0/type", "product", "image" },

        // Buttons.
        { "order_update", $"{Whole},{Link("17", "2")}", "definition.too_many", "/template/components/4", "none", "2" },
        { "order_update", $"{Whole},{Button("quick_reply", "3", Value("payload", "\"p\""))}", "definition.too_many", "/template/components/4", "none", "3" },
        { "order_update", $"{Whole},{Link("17", "6")}", "definition.too_many", "/template/components/4", "6 buttons", "6" },
        { "order_update", $"{Whole},{Link("17")}", "definition.too_many", "/template/components/4", "1", "1" },
        { "item", $"{Component("header", Value("product", """{"product_retailer_id":"a","catalog_id":"1"}"""))},{Button("spm", "0")}", "definition.too_many", "/template/components/1", "none", "0" },
        { "order_update", $"{Whole},{Link("17", "0")}", "definition.button", "/template/components/4/sub_type", "quick_reply", "url" },
        { "order_update", $"{Heading},{Body},{Button("url", "1", Value("payload", "\"17\""))},{Coupon("A1")}", "definition.kind", "/template/components/2/parameters/0/type", "text", "payload" },
        { "order_update", $"{Whole},{Button("quick_reply", "0", Text("p"))}", "definition.kind", "/template/components/4/parameters/0/type", "payload", "text" },
        { "order_update", $"{Heading},{Body},{Link("17")},{Button("copy_code", "4", Text("A1"))}", "definition.kind", "/template/components/3/parameters/0/type", "coupon_code", "text" },
        { "order_update", $"{Whole},{Button("flow", "5", Text("t"))}", "definition.kind", "/template/components/4/parameters/0/type", "action", "text" },
        { "order_update", $"{Whole},{Button("flow", "5", Value("action", "\"t\""))}", "template.action", "/template/components/4/parameters/0/action", "-", "a text" },
        { "order_update", $"{Heading},{Body},{Button("url", "x", Text("17"))},{Coupon("A1")}", "template.button.index", "/template/components/2/index", "-", "x" },
        { "order_update", $"{Heading},{Body},{Button("url", null, Text("17"))},{Coupon("A1")}", "template.url.index", "/template/components/2/index", "-", "missing" },
        { "order_update", $"{Whole},{Button("quick_reply", "0", Value("payload", $"\"{Times(513)}\""))}", "template.payload.length", "/template/components/4/parameters/0/payload", "512", "513" },
        { "order_update", $"{Whole},{Button("quick_reply", "0", Value("payload", "\"\""))}", "template.payload", "/template/components/4/parameters/0/payload", "-", "empty" },
        { "shop", $"{Place()},{Button("voice_call", null, Value("ttl_minutes", "0"))}", "template.call", "/template/components/1/parameters/0/ttl_minutes", "1 to 43200", "0" },
        { "shop", $"{Place()},{Button("voice_call", null, Value("ttl_minutes", "43201"))}", "template.call", "/template/components/1/parameters/0/ttl_minutes", "1 to 43200", "43201" },
        { "shop", $"{Place()},{Button("voice_call", null, Value("payload", $"\"{Times(513)}\""))}", "template.payload.length", "/template/components/1/parameters/0/payload", "512", "513" },
        { "shop", $"{Place()},{Button("catalog", "0", Value("payload", "\"p\""))}", "definition.kind", "/template/components/1/parameters/0/type", "action", "payload" },
        { "cart", "", "definition.missing", "/template/components", "mpm", "missing" },
        { "cart", Items(11, 1), "template.sections", "/template/components/0/parameters/0/action/sections", "1 to 10", "11" },
        { "cart", Items(1, 31), "template.products", "/template/components", "1 to 30", "31" },
        { "cart", Items(1, 1, Times(25)), "template.section.title.length", "/template/components/0/parameters/0/action/sections/0/title", "24", "25" },

        // Addresses, as they will stand there.
        { "order_update", $"{Heading},{Body},{Link(Times(1981))},{Coupon("A1")}", "definition.length", "/template/components/2/parameters/0/text", "2000", "2001" },
        { "order_update", $"{Heading},{Body},{Link(Times(331, "é"))},{Coupon("A1")}", "definition.length", "/template/components/2/parameters/0/text", "2000", "2006" },
        { "order_update", $"{Heading},{Body},{Link("")},{Coupon("A1")}", "template.text", "/template/components/2/parameters/0/text", "-", "empty" },

        // Coupons and codes.
        { "order_update", $"{Heading},{Body},{Link("17")},{Coupon(Times(21))}", "template.coupon.length", "/template/components/3/parameters/0/coupon_code", "20", "21" },
        { "order_update", $"{Heading},{Body},{Link("17")},{Coupon("A-1")}", "template.coupon.form", "/template/components/3/parameters/0/coupon_code", "-", "A-1" },
        { "order_update", $"{Heading},{Body},{Link("17")},{Coupon("")}", "template.coupon", "/template/components/3/parameters/0/coupon_code", "-", "empty" },
        { "login", Texts("body", "1"), "definition.missing", "/template/components", "url", "missing" },
        { "sign_in", Link("1", "0"), "definition.missing", "/template/components/1", "{{1}}", "missing" },
        { "login", Code("1234567890123456"), "definition.code", "/template/components/1/parameters/0/text", "15", "16" },
        { "sign_in", Code("1234567890123456"), "definition.code", "/template/components/0/parameters/0/text", "15", "16" },
        { "login", Code("1", "2"), "definition.code.same", "/template/components/1/parameters/0/text", "the same code", "another code" },

        // Offers and cards.
        { "named", $"{File("image")},{NamedBody()}", "definition.missing", "/template/components/2", "limited_time_offer", "missing" },
        { "named", $"{File("image")},{NamedBody()},{Offer("1773057600000")}", "definition.expired", "/template/components/2", "after 2026-03-09 12:00", "2026-03-09 12:00" },
        { "named", $"{File("image")},{NamedBody()},{Offer("1767225600000")}", "definition.expired", "/template/components/2", "after 2026-03-09 12:00", "2026-01-01 00:00" },
        { "named", $"{File("image")},{NamedBody()},{Offer("\"soon\"")}", "template.expiry.kind", "/template/components/2/parameters/0/limited_time_offer/expiration_time_ms", "-", "a text" },
        { "shelf", "", "definition.cards", "/template/components/0/cards", "2", "0" },
        { "shelf", Carousel(Card()), "definition.cards", "/template/components/0/cards", "2", "1" },
        { "shelf", Carousel(Card(), Card(), Card()), "definition.cards", "/template/components/0/cards", "2", "3" },
        { "shelf", Carousel([.. Enumerable.Repeat(Card(), 11)]), "template.cards", "/template/components/0/cards", "2 to 10", "11" },
        { "shelf", Carousel(Card(), $"{Texts("body", "9")},{Link("a", "0")}"), "definition.missing", "/template/components/0/cards/1/components/2", "image", "missing" },
        { "shelf", Carousel(Card(), $"{File("video")},{Texts("body", "9")},{Link("a", "0")}"), "definition.media", "/template/components/0/cards/1/components/0/parameters/0/type", "image", "video" },
        { "shelf", Carousel($"{File("image")},{Texts("body", "9")}", Card()), "definition.missing", "/template/components/0/cards/0/components", "url", "missing" },
    };

    /// <summary>What is sent, and worth a word.</summary>
    public static TheoryData<string, string, string, string, string, string> Doubtful => new()
    {
        { "order_update", $"{Heading},{Body},{Link("17")},{Coupon(Times(16))}", "template.coupon.short", "/template/components/3/parameters/0/coupon_code", "15", "16" },
        { "order_update", $"{Heading},{Body},{Link("https://example.com/17")},{Coupon("A1")}", "definition.address", "/template/components/2/parameters/0/text", "https://example.com/{{1}}", "https://example.com/17" },
        { "receipt", File("document", "'link':'https://example.com/a.docx'"), "definition.file", "/template/components/0/parameters/0/document", "document", "docx" },
        { "receipt", File("document", "'id':'1','filename':'Receipt.xlsx'"), "definition.file", "/template/components/0/parameters/0/document", "document", "xlsx" },
        { "clip", File("video", "'link':'https://example.com/a.mov'"), "definition.file", "/template/components/0/parameters/0/video", "video", "mov" },
        { "named", $"{File("image", "'link':'https://example.com/a.PDF'")},{NamedBody()},{Offer()}", "definition.file", "/template/components/0/parameters/0/image", "image", "PDF" },
        { "shop", $"{Place()},{Button("VOICE_CALL", "1", Value("ttl_minutes", "5"))}", "template.button.kind", "/template/components/1/sub_type", "quick_reply, url, copy_code, flow, catalog, mpm, voice_call", "VOICE_CALL" },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void What_WhatsApp_takes_is_taken(string name, string components) =>
        Assert.DoesNotContain(Check(name, components), violation => violation.Severity == RuleSeverity.Error);

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_WhatsApp_refuses_is_refused_with_its_place(
        string name, string components, string rule, string path, string limit, string actual) =>
        Says(Check(name, components), name, (rule, path, RuleSeverity.Error, limit, actual));

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void What_WhatsApp_may_refuse_is_a_warning(string name, string components, string rule, string path, string limit, string actual)
    {
        IReadOnlyList<RuleViolation> found = Check(name, components);
        Says(found, name, (rule, path, RuleSeverity.Warning, limit, actual));
        Assert.DoesNotContain(found, violation => violation.Severity == RuleSeverity.Error);
    }

    [Fact]
    public void The_tables_are_as_long_as_they_should_be()
    {
        Assert.InRange(Sound.Count, 30, int.MaxValue);
        Assert.InRange(Broken.Count, 60, int.MaxValue);
        Assert.Equal(Broken.Count, Broken.Select(row => string.Join(' ', row)).Distinct().Count());
    }

    [Theory]
    [InlineData("PENDING")]
    [InlineData("REJECTED")]
    [InlineData("PAUSED")]
    [InlineData("DISABLED")]
    [InlineData("IN_APPEAL")]
    [InlineData("FLAGGED")]
    [InlineData("LOCKED")]
    [InlineData("LIMIT_EXCEEDED")]
    [InlineData("PENDING_DELETION")]
    [InlineData("DELETED")]
    [InlineData("ARCHIVED")]
    public void Only_an_approved_template_is_sent(string status)
    {
        RuleViolation found = OneFault(Order.Replace("APPROVED", status, StringComparison.Ordinal));
        Assert.Equal(
            ("definition.status", "/template/name", RuleSeverity.Error, "APPROVED", status),
            (found.Rule, found.Path, found.Severity, found.Limit, found.Actual));
    }

    [Theory]
    [InlineData("\"order_update\"", "\"other\"", "definition.name", "/template/name", RuleSeverity.Error, "other", "order_update")]
    [InlineData("\"en_US\"", "\"es\"", "definition.language", "/template/language/code", RuleSeverity.Error, "es", "en_US")]
    [InlineData("GREEN", "YELLOW", "definition.quality", "/template/name", RuleSeverity.Warning, "GREEN", "YELLOW")]
    [InlineData("GREEN", "red", "definition.quality", "/template/name", RuleSeverity.Warning, "GREEN", "RED")]
    public void Name_language_and_quality_count(
        string said, string instead, string rule, string path, RuleSeverity severity, string limit, string actual)
    {
        RuleViolation found = OneFault(Order.Replace(said, instead, StringComparison.Ordinal));
        Assert.Equal((rule, path, severity, limit, actual), (found.Rule, found.Path, found.Severity, found.Limit, found.Actual));
    }

    [Theory]
    [InlineData("APPROVED", "approved")]
    [InlineData("GREEN", "UNKNOWN")]
    [InlineData("\"language\":\"en_US\",", "")]
    [InlineData("\"name\":\"order_update\",\"language\":\"en_US\",\"status\":\"APPROVED\",\"category\":\"UTILITY\",\"id\":\"17\"", "\"name\":\"by_id\",\"id\":\"order_update\"")]
    public void What_a_definition_does_not_say_is_not_asked_for(string said, string instead)
    {
        string json = Order.Replace(said, instead, StringComparison.Ordinal);
        Assert.NotEqual(Order, json);
        Assert.Empty(Check(Message("order_update", Whole), TemplateDefinition.Read(json)[0]));
    }

    [Fact]
    public void Every_fault_comes_at_once()
    {
        string components = string.Join(
            ',', File("image"), Texts("body", Times(1025), "a\nb", "c"), Link(Times(2001), "1"), Link("17", "9"), Offer("1"));
        TemplateDefinition paused = TemplateDefinition.Read(Order.Replace("APPROVED", "PAUSED", StringComparison.Ordinal))[0];
        Assert.Equal(
            [
                "template.body.length", "template.url.length", "template.text.line", "definition.status", "definition.kind",
                "definition.too_many", "definition.length", "definition.length", "definition.too_many", "definition.missing", "definition.too_many",
            ],
            Check(Message("order_update", components), paused)
                .Where(violation => violation.Severity == RuleSeverity.Error).Select(violation => violation.Rule));

        string cards = Carousel($"{File("video")},{Texts("body", Times(157), "2")}", $"{Texts("body")},{Link("a", "7")}", Card());
        Assert.Equal(
            [
                "definition.cards", "definition.media", "definition.too_many", "definition.length", "definition.missing", "definition.missing",
                "definition.missing", "definition.too_many", "definition.missing",
            ],
            Check("shelf", cards).Where(violation => violation.Rule.StartsWith("definition.", StringComparison.Ordinal))
                .Select(violation => violation.Rule));
    }

    [Fact]
    public void A_draft_is_judged_by_what_stands_beside_its_placeholders_and_a_message_by_what_it_says()
    {
        string components = $"{Texts("header", Times(52) + "{{Id}}")},{Texts("body", "{{Name}}", "{{Day}}")},{Link("{{Id}}")},{Coupon("{{Code}}")}";
        Assert.DoesNotContain(Check("order_update", components, isDraft: true), violation => violation.Severity == RuleSeverity.Error);
        Says(Check("order_update", components), "order_update", ("definition.length", "/template/components/0", RuleSeverity.Error, "60", "64"));
    }

    [Theory]
    [InlineData("order_update", "Give it with -Button @{ 1 = @{ Url = … } }.")]
    [InlineData("order_update", "Give it with -Button @{ 4 = @{ CouponCode = … } }.")]
    [InlineData("cart", "Give it with -Button @{ 0 = @{ Thumbnail = … } }.")]
    [InlineData("login", "Give the code with -Code.")]
    public void What_is_missing_says_how_to_give_it(string name, string recommendation) =>
        Assert.Contains(Check(name, ""), violation => violation.Rule == "definition.missing" && violation.Recommendation == recommendation);

    [Fact]
    public void A_code_that_differs_is_not_shown() => Assert.DoesNotContain(
        Check("login", Code("271828", "314159")), violation => violation.ToString().Contains("271828", StringComparison.Ordinal)
            || violation.ToString().Contains("314159", StringComparison.Ordinal) || violation.Actual is "271828" or "314159");

    [Fact]
    public void A_message_that_was_made_from_a_definition_is_checked_wherever_it_is()
    {
        TemplateMessage message = Message("order_update", Heading) with { Definition = JsonData.Parse(Order) };
        Assert.Contains(MessageCheck.Check(message), violation => violation.Rule == "definition.missing");
        MessageView view = ViewReader.Read(message);
        Assert.Equal(("Order 17", "Hi {{1}}, it comes on {{2}}. See you, {{1}}!", "Northwind"), (view.Title!.Text, view.Body!.Text, view.Footer!.Text));
        Assert.Equal(["Stop", "Track", "Home", "Call", "COPY_CODE", "Form"], view.Buttons.Select(button => button.Label.Text));
    }

    [Fact]
    public void A_definition_says_what_it_asks_for()
    {
        Assert.Equal(
            ["header {{1}}", "body {{1}}", "body {{2}}", "button 0: quick_reply (optional)", "button 1: url", "button 4: copy_code", "button 5: flow (optional)"],
            Definitions["order_update"].Values);
        Assert.Equal(["body {{1}}", "button 0: url"], Definitions["sign_in"].Values);
    }

    private static RuleViolation OneFault(string definition) =>
        Assert.Single(Check(Message("order_update", Whole), TemplateDefinition.Read(definition)[0]));

    // The source is the definition, where that says so, and a page where it does not.
    private static void Says(
        IReadOnlyList<RuleViolation> found, string name, (string Rule, string Path, RuleSeverity Severity, string Limit, string Actual) wanted)
    {
        (string, string, RuleSeverity, string, string?)[] said =
            [.. found.Select(one => (one.Rule, one.Path, one.Severity, one.Limit ?? "-", one.Actual))];
        Assert.Contains(wanted, said.Select(one => (one.Item1, one.Item2, one.Item3, one.Item4, one.Item5 ?? "")));
        Assert.All(found, one => Assert.Equal(
            one.Rule.StartsWith("definition.", StringComparison.Ordinal),
            one.Source == $"the definition of {Definitions[name]}"));
    }
}
