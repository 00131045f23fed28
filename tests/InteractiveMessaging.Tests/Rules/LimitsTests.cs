namespace InteractiveMessaging.Tests;

/// <summary>The limits themselves, written down a second time: a slip of the pen in the table shows here.</summary>
public class LimitsTests
{
    private static readonly Dictionary<string, string> Documented = new()
    {
        ["text.body.length"] = "4096",
        ["body.length"] = "1024",
        ["list.body.length"] = "1024",
        ["footer.length"] = "60",
        ["header.kind"] = "text, image, video, document",
        ["list.header.kind"] = "text",
        ["product_list.header.kind"] = "text",
        ["header.text.length"] = "60",
        ["header.text.lines"] = "0",
        ["button.count"] = "1 to 3",
        ["button.title.length"] = "20",
        ["button.id.length"] = "256",
        ["list.button.length"] = "20",
        ["list.section.count"] = "1 to 10",
        ["list.section.title.length"] = "24",
        ["list.section.rows"] = "at least 1",
        ["list.row.count"] = "1 to 10",
        ["list.row.title.length"] = "24",
        ["list.row.id.length"] = "200",
        ["list.row.description.length"] = "72",
        ["cta_url.text.length"] = "20",
        ["cta_url.link.kind"] = "http, https",
        ["flow.version.kind"] = "3",
        ["flow.cta.length"] = "30",
        ["flow.mode"] = "draft, published",
        ["flow.action"] = "navigate, data_exchange",
        ["product_list.section.count"] = "1 to 10",
        ["product_list.section.title.length"] = "24",
        ["product_list.section.items"] = "at least 1",
        ["product_list.count"] = "1 to 30",
        ["card.count"] = "2 to 10",
        ["card.type.kind"] = "cta_url, product",
        ["card.header.kind"] = "image, video",
        ["card.body.length"] = "160",
        ["card.body.lines"] = "2",
        ["card.url.text.length"] = "20",
        ["card.url.link.kind"] = "http, https",
        ["card.button.count"] = "at least 1",
        ["card.button.title.length"] = "20",
        ["card.button.id.length"] = "256",
        ["address.country.kind"] = "IN",
        ["call.text.length"] = "20",
        ["call.ttl"] = "1 to 43200",
        ["call.payload.length"] = "512",
        ["image.caption.length"] = "1024",
        ["video.caption.length"] = "1024",
        ["document.caption.length"] = "1024",
        ["template.header.count"] = "exactly 1",
        ["template.header.length"] = "60",
        ["template.body.length"] = "1024",
        ["template.url.count"] = "exactly 1",
        ["template.url.length"] = "2000",
        ["template.payload.length"] = "512",
        ["template.copy_code.count"] = "exactly 1",
        ["template.coupon.length"] = "20",
        ["template.coupon.short"] = "15",
        ["template.sections"] = "1 to 10",
        ["template.section.title.length"] = "24",
        ["template.products"] = "1 to 30",
        ["template.offer"] = "exactly 1",
        ["template.call"] = "1 to 43200",
        ["template.cards"] = "2 to 10",
        ["template.card.header"] = "exactly 1",
        ["template.card.length"] = "160",
        ["template.card.url.count"] = "exactly 1",
        ["template.card.url.length"] = "2000",
        ["template.card.payload.length"] = "512",
        ["template.text.line"] = "one line",
        ["template.card.text.line"] = "one line",
    };

    [Fact]
    public void The_table_has_these_limits_and_no_others() =>
        Assert.Equal(
            Documented.OrderBy(row => row.Key, StringComparer.Ordinal),
            RuleSet.Common.Rules.Where(rule => rule.Test.Limit is not null && !IsShape(rule)).Select(rule => KeyValuePair.Create(rule.Id, rule.Test.Limit!)).OrderBy(row => row.Key, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Sandboxes.Ask.Providers), MemberType = typeof(Sandboxes.Ask))]
    public void A_list_says_more_where_Metas_own_dialect_is_spoken(string name)
    {
        Provider provider = ProviderCatalog.Find(name)!;
        RuleSet rules = provider.RuleSet;
        Assert.Equal(new MaxLength(provider is MetaApi ? 4096 : 1024), rules["list.body.length"].Test);
        Assert.Equal(new MaxLength(1024), rules["body.length"].Test);
    }

    [Fact]
    public void Ids_of_rules_are_unique() =>
        Assert.All(ProviderCatalog.All.Select(provider => provider.RuleSet).Append(RuleSet.Common), rules =>
            Assert.Equal(rules.Rules.Count, rules.Rules.Select(rule => rule.Id).Distinct().Count()));

    // The words that make up a shape (names of actions, kinds of buttons, schemes of media) are in the samples.
    private static bool IsShape(Rule rule) =>
        rule.Id.EndsWith(".name.kind", StringComparison.Ordinal) || rule.Id is "button.kind" or "card.button.kind" || rule is { Test: OneOf, Types: "template" }
        || rule is { Test: Link, Types: "template" or "image" or "video" or "document" or "audio" } || (rule.Test is Link && rule.Id.Contains("header", StringComparison.Ordinal));
}
