namespace InteractiveMessaging.Tests;

/// <summary>Messages against the definitions of their templates: what WhatsApp would refuse is refused here, with its place and limit.</summary>
public class TemplateCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    // A text above, two numbered values, a footer, and a button of every sort.
    private const string Order = """
        {"name":"order_update","language":"en_US","status":"APPROVED","category":"UTILITY","id":"17","quality_score":{"score":"GREEN"},
        "components":[
          {"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["17"]}},
          {"type":"BODY","text":"Hi {{1}}, it comes on {{2}}. See you, {{1}}!","example":{"body_text":[["Ada","Monday"]]}},
          {"type":"FOOTER","text":"Northwind"},
          {"type":"BUTTONS","buttons":[
            {"type":"QUICK_REPLY","text":"Stop"},
            {"type":"URL","text":"Track","url":"https://example.com/{{1}}","example":["https://example.com/17"]},
            {"type":"URL","text":"Home","url":"https://example.com"},
            {"type":"PHONE_NUMBER","text":"Call","phone_number":"+12025550100"},
            {"type":"COPY_CODE","example":"SPRING"},
            {"type":"FLOW","text":"Form","flow_id":"1"}]}]}
        """;

    private const string Named = """
        {"name":"named","language":"en","parameter_format":"NAMED","components":[
          {"type":"HEADER","format":"IMAGE","example":{"header_handle":["a"]}},
          {"type":"BODY","text":"Hi {{first}}, on {{day}}"},
          {"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Soon","has_expiration":true}}]}
        """;

    private const string Shelf = """
        {"name":"shelf","language":"en","components":[{"type":"BODY","text":"New"},{"type":"CAROUSEL","cards":[
          {"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Only {{1}}"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"See","url":"https://example.com/{{1}}"}]}]},
          {"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Only {{1}}"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"See","url":"https://example.com/{{1}}"}]}]}]}]}
        """;

    private const string Login = """
        {"name":"login","language":"en","category":"AUTHENTICATION","components":[{"type":"BODY","text":"*{{1}}* is your code."},
        {"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE","text":"Copy"}]}]}
        """;

    // As it is written to make the template.
    private const string SignIn = """
        {"name":"sign_in","language":"en","category":"AUTHENTICATION","components":[{"type":"BODY","add_security_recommendation":true},
        {"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE","text":"Copy"}]}]}
        """;

    private const string Header = """{"type":"header","parameters":[{"type":"text","text":"17"}]}""";
    private const string Body = """{"type":"body","parameters":[{"type":"text","text":"Ada"},{"type":"text","text":"Monday"}]}""";
    private const string Track = """{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"17"}]}""";
    private const string Coupon = """{"type":"button","sub_type":"copy_code","index":"4","parameters":[{"type":"coupon_code","coupon_code":"A1"}]}""";
    private const string Image = """{"type":"header","parameters":[{"type":"image","image":{"link":"https://example.com/a.jpg"}}]}""";
    private const string NamedBody = """{"type":"body","parameters":[{"type":"text","parameter_name":"day","text":"Monday"},{"type":"text","parameter_name":"first","text":"Ada"}]}""";
    private const string Offer = """{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1893456000000}}]}""";
    private const string CardOne = """{"card_index":0,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]},{"type":"body","parameters":[{"type":"text","text":"9"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"a"}]}]}""";
    private const string CardTwo = """{"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"2"}}]},{"type":"body","parameters":[{"type":"text","text":"9"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"a"}]}]}""";

    private static readonly Dictionary<string, string> Definitions =
        new[] { Order, Named, Shelf, Login, SignIn }.ToDictionary(json => TemplateDefinition.Read(json)[0].Name);

    /// <summary>Definition, components, and what stands in them in place of something else.</summary>
    public static TheoryData<string, string> Sound => new()
    {
        { "order_update", $"{Header},{Body},{Track},{Coupon}" },
        { "order_update", $$$"""{{{Header}}},{{{Body}}},{{{Track}}},{{{Coupon}}},{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"p"}]}""" },
        { "order_update", $$$"""{{{Header}}},{{{Body}}},{{{Track}}},{{{Coupon}}},{"type":"button","sub_type":"flow","index":"5","parameters":[{"type":"action","action":{"flow_token":"t"}}]}""" },
        { "order_update", $"{Header.Replace("17", Times(54))},{Body},{Track},{Coupon}" },
        { "order_update", $"{Header},{Body.Replace("Ada", Times(494))},{Track},{Coupon}" },
        { "order_update", $"{Header},{Body},{Track.Replace("17", Times(1980))},{Coupon}" },
        { "order_update", $"{Header},{Body.Replace("Ada", "{{Name}}")},{Track.Replace("17", "{{Id}}")},{Coupon}" },
        { "named", $"{Image},{NamedBody},{Offer}" },
        { "named", $"{Image},{NamedBody.Replace("Ada", Times(586))},{Offer}" },
        { "shelf", $$$"""{"type":"carousel","cards":[{{{CardOne}}},{{{CardTwo}}}]}""" },
        { "shelf", $$$"""{"type":"carousel","cards":[{{{CardOne.Replace("\"9\"", $"\"{Times(155)}\"")}}},{{{CardTwo}}}]}""" },
        { "login", """{"type":"body","parameters":[{"type":"text","text":"123456789012345"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"123456789012345"}]}""" },
        { "sign_in", """{"type":"body","parameters":[{"type":"text","text":"123456"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"123456"}]}""" },
    };

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "order_update", $"{Header},{Track},{Coupon}", "definition.missing", "/template/components/3" },
        { "order_update", $"{Body},{Track},{Coupon}", "definition.missing", "/template/components/3" },
        { "order_update", $"{Header},{Body},{Coupon}", "definition.missing", "/template/components" },
        { "order_update", $"{Header},{Body},{Track}", "definition.missing", "/template/components" },
        { "order_update", $"{Header},{Body.Replace(""",{"type":"text","text":"Monday"}""", "")},{Track},{Coupon}", "definition.missing", "/template/components/1" },
        { "order_update", $"{Header},{Body.Replace("]}", ""","{"type":"text","text":"x"}]}""")},{Track},{Coupon}".Replace(",\"{", ",{"), "definition.too_many", "/template/components/1/parameters/2" },
        { "order_update", $"{Header},{Body.Replace("\"text\":\"Ada\"", "\"parameter_name\":\"a\",\"text\":\"Ada\"")},{Track},{Coupon}", "definition.named", "/template/components/1/parameters/0" },
        { "order_update", $"{Image},{Body},{Track},{Coupon}", "definition.kind", "/template/components/0/parameters/0/type" },
        { "order_update", $"{Header.Replace("17", Times(55))},{Body},{Track},{Coupon}", "definition.length", "/template/components/0" },
        { "order_update", $"{Header},{Body.Replace("Ada", Times(495))},{Track},{Coupon}", "definition.length", "/template/components/1" },
        { "order_update", $"{Header},{Body},{Track.Replace("17", Times(1981))},{Coupon}", "definition.length", "/template/components/2/parameters/0/text" },
        { "order_update", $"{Header},{Body},{Track.Replace("\"1\"", "\"2\"")},{Track},{Coupon}", "definition.too_many", "/template/components/2" },
        { "order_update", $"{Header},{Body},{Track.Replace("\"1\"", "\"3\"")},{Track},{Coupon}", "definition.too_many", "/template/components/2" },
        { "order_update", $"{Header},{Body},{Track.Replace("\"1\"", "\"6\"")},{Track},{Coupon}", "definition.too_many", "/template/components/2" },
        { "order_update", $"{Header},{Body},{Track.Replace("\"1\"", "\"0\"")},{Track},{Coupon}", "definition.button", "/template/components/2/sub_type" },
        { "order_update", $"{Header},{Body},{Track},{Coupon},{Offer}", "definition.too_many", "/template/components/4" },
        { "order_update", $$$"""{{{Header}}},{{{Body}}},{{{Track}}},{{{Coupon}}},{"type":"carousel","cards":[{{{CardOne}}},{{{CardTwo}}}]}""", "definition.cards", "/template/components/4/cards" },
        { "named", $"{NamedBody},{Offer}", "definition.missing", "/template/components/2" },
        { "named", $"{Header},{NamedBody},{Offer}", "definition.media", "/template/components/0/parameters/0/type" },
        { "named", $"{Image},{NamedBody}", "definition.missing", "/template/components/2" },
        { "named", $"{Image},{NamedBody},{Offer.Replace("1893456000000", "1767225600000")}", "definition.expired", "/template/components/2" },
        { "named", $"{Image},{Body},{Offer}", "definition.named", "/template/components/1/parameters/0" },
        { "named", $"{Image},{NamedBody.Replace("\"day\"", "\"date\"")},{Offer}", "definition.too_many", "/template/components/1/parameters/0" },
        { "named", $"{Image},{NamedBody.Replace("\"day\"", "\"date\"")},{Offer}", "definition.missing", "/template/components/1" },
        { "named", $"{Image},{NamedBody.Replace("Ada", Times(587))},{Offer}", "definition.length", "/template/components/1" },
        { "shelf", "", "definition.cards", "/template/components/0/cards" },
        { "shelf", $$$"""{"type":"carousel","cards":[{{{CardOne}}}]}""", "definition.cards", "/template/components/0/cards" },
        { "shelf", $$$"""{"type":"carousel","cards":[{{{CardOne.Replace("\"9\"", $"\"{Times(156)}\"")}}},{{{CardTwo}}}]}""", "definition.length", "/template/components/0/cards/0/components/1" },
        { "shelf", $$$"""{"type":"carousel","cards":[{{{CardOne}}},{"card_index":1,"components":[]}]}""", "definition.missing", "/template/components/0/cards/1/components" },
        { "shelf", $$$"""{{{Body}}},{"type":"carousel","cards":[{{{CardOne}}},{{{CardTwo}}}]}""", "definition.too_many", "/template/components/0" },
        { "login", """{"type":"body","parameters":[{"type":"text","text":"1"}]}""", "definition.missing", "/template/components" },
        { "login", """{"type":"body","parameters":[{"type":"text","text":"1"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"1234567890123456"}]}""", "definition.code", "/template/components/1/parameters/0/text" },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void What_WhatsApp_takes_is_taken(string name, string components) =>
        Assert.Empty(Check(name, components).Select(violation => violation.ToString()));

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_WhatsApp_refuses_is_refused_with_its_place(string name, string components, string rule, string path) =>
        Assert.Contains(Check(name, components), violation => (violation.Rule, violation.Path, violation.Severity) == (rule, path, RuleSeverity.Error)
            && violation.Source.Contains(name, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"status\":\"PAUSED\"", "definition.status")]
    [InlineData("\"name\":\"other\"", "definition.name")]
    [InlineData("\"language\":\"es\"", "definition.language")]
    [InlineData("\"score\":\"RED\"", "definition.quality")]
    public void Status_name_language_and_quality_count(string changed, string rule)
    {
        string field = changed[..changed.IndexOf(':', StringComparison.Ordinal)];
        string json = System.Text.RegularExpressions.Regex.Replace(Order, field + ":\"\\w+\"", changed);
        TemplateMessage message = Message("order_update", "en_US", $"{Header},{Body},{Track},{Coupon}");
        RuleViolation found = Assert.Single(TemplateCheck.Check(message, TemplateDefinition.Read(json)[0], Now));
        Assert.Equal((rule, rule == "definition.quality" ? RuleSeverity.Warning : RuleSeverity.Error), (found.Rule, found.Severity));
    }

    [Fact]
    public void A_message_that_was_made_from_a_definition_is_checked_wherever_it_is()
    {
        TemplateMessage message = Message("order_update", "en_US", Header) with { Definition = JsonData.Parse(Order) };
        Assert.Contains(MessageCheck.Check(message), violation => violation.Rule == "definition.missing");
        MessageView view = ViewReader.Read(message);
        Assert.Equal(("Order 17", "Hi {{1}}, it comes on {{2}}. See you, {{1}}!", "Northwind"), (view.Title!.Text, view.Body!.Text, view.Footer!.Text));
        Assert.Equal(["Stop", "Track", "Home", "Call", "COPY_CODE", "Form"], view.Buttons.Select(button => button.Label.Text));
    }

    [Fact]
    public void A_definition_says_what_it_asks_for() => Assert.Equal(
        ["header {{1}}", "body {{1}}", "body {{2}}", "button 0: quick_reply (optional)", "button 1: url", "button 4: copy_code", "button 5: flow (optional)"],
        TemplateDefinition.Read(Order)[0].Values);

    [Fact]
    public void A_page_a_list_and_one_definition_are_read()
    {
        string[] forms = [Order, $"[{Order}]", "{\"data\":[" + Order + "],\"paging\":{\"cursors\":{\"after\":\"a\"}}}"];
        Assert.All(forms, form => Assert.Equal(("order_update", "en_US", "APPROVED", "17"), Of(Assert.Single(TemplateDefinition.Read(form)))));

        static (string, string, string?, string?) Of(TemplateDefinition found) => (found.Name, found.Language, found.Status, found.Id);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("5")]
    [InlineData("""{"name":"a","components":{}}""")]
    [InlineData("""[{"name":5,"components":[]}]""")]
    public void What_is_no_definition_is_an_error(string json) => Assert.Throws<FormatException>(() => TemplateDefinition.Read(json));

    private static string Times(int count) => new('a', count);

    private static IReadOnlyList<RuleViolation> Check(string name, string components)
    {
        TemplateDefinition definition = TemplateDefinition.Read(Definitions[name])[0];
        return TemplateCheck.Check(Message(name, definition.Language, components), definition, Now);
    }

    private static TemplateMessage Message(string name, string language, string components) =>
        TemplateJson.Of(name, language, JsonData.Parse($"[{components}]"));
}
