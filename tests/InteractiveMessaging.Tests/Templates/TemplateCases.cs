using System.Text.Json;

namespace InteractiveMessaging.Tests;

/// <summary>Definitions of templates of every sort, and the components that messages give them.</summary>
internal static class TemplateCases
{
    /// <summary>The time of every check: 2026-03-09 12:00 UTC.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    // A text above, two numbered values, a footer, and a button of many sorts.
    public const string Order = """
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

    // As WhatsApp shows it once it is made.
    private const string Login = """
        {"name":"login","language":"en","category":"AUTHENTICATION","components":[{"type":"BODY","text":"*{{1}}* is your code."},
        {"type":"BUTTONS","buttons":[{"type":"URL","text":"Copy","url":"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"}]}]}
        """;

    // As it is written to make the template.
    private const string SignIn = """
        {"name":"sign_in","language":"en","category":"AUTHENTICATION","components":[{"type":"BODY","add_security_recommendation":true},
        {"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE","text":"Copy"}]}]}
        """;

    private const string Receipt = """
        {"name":"receipt","language":"en","components":[{"type":"HEADER","format":"DOCUMENT"},{"type":"BODY","text":"Your receipt"}]}
        """;

    private const string Clip = """
        {"name":"clip","language":"en","components":[{"type":"header","format":"video"},{"type":"body","text":"Watch"}]}
        """;

    private const string Shop = """
        {"name":"shop","language":"en","components":[{"type":"HEADER","format":"LOCATION"},{"type":"BODY","text":"Here"},
        {"type":"BUTTONS","buttons":[{"type":"CATALOG","text":"View catalog"},{"type":"VOICE_CALL","text":"Call us"}]}]}
        """;

    private const string Item = """
        {"name":"item","language":"en","components":[{"type":"HEADER","format":"PRODUCT"},{"type":"BODY","text":"New"},
        {"type":"BUTTONS","buttons":[{"type":"SPM","text":"View"}]}]}
        """;

    private const string Cart = """
        {"name":"cart","language":"en","components":[{"type":"BODY","text":"You left some things"},
        {"type":"BUTTONS","buttons":[{"type":"MPM","text":"View items"}]}]}
        """;

    /// <summary>Each by its name.</summary>
    public static readonly IReadOnlyDictionary<string, TemplateDefinition> Definitions =
        new[] { Order, Named, Shelf, Login, SignIn, Receipt, Clip, Shop, Item, Cart }
            .Select(json => TemplateDefinition.Read(json)[0]).ToDictionary(definition => definition.Name);

    /// <summary>What the order's link, coupon and text take, whatever else a case changes.</summary>
    public static readonly string OrderButtons = $"{Link("17")},{Coupon("A1")}";

    public static string Texts(string type, params string[] texts) => Component(type, [.. texts.Select(text => Text(text))]);

    public static string Component(string type, params string[] parameters) =>
        $$"""{"type":"{{type}}","parameters":[{{string.Join(',', parameters)}}]}""";

    public static string Button(string kind, string? index, params string[] parameters) =>
        $$"""{"type":"button","sub_type":"{{kind}}",{{(index is null ? "" : $"\"index\":\"{index}\",")}}"parameters":[{{string.Join(',', parameters)}}]}""";

    public static string Text(string text, string? name = null) =>
        $$"""{"type":"text",{{(name is null ? "" : $"\"parameter_name\":\"{name}\",")}}"text":{{Json(text)}}}""";

    public static string Value(string type, string json) => $$"""{"type":"{{type}}","{{type}}":{{json}}}""";

    public static string Link(string text, string index = "1") => Button("url", index, Text(text));

    public static string Coupon(string code) => Button("copy_code", "4", Value("coupon_code", Json(code)));

    public static string File(string kind, string fields = "'link':'https://example.com/a.jpg'") =>
        Component("header", Value(kind, $"{{{fields.Replace('\'', '"')}}}"));

    public static string NamedBody(string first = "Ada") => Component("body", Text("Monday", "day"), Text(first, "first"));

    public static string Offer(string end = "1893456000000") =>
        Component("limited_time_offer", Value("limited_time_offer", $$"""{"expiration_time_ms":{{end}}}"""));

    public static string Carousel(params string[] cards) =>
        $$"""{"type":"carousel","cards":[{{string.Join(',', cards.Select(CardAt))}}]}""";

    public static string Card(string text = "9") => $"{File("image")},{Texts("body", text)},{Link("a", "0")}";

    public static string Code(string code, string? inButton = null) => $"{Texts("body", code)},{Link(inButton ?? code, "0")}";

    public static string Place(string fields = "'latitude':'45.5','longitude':'9.25','name':'Shop','address':'Street 1'") =>
        Component("header", Value("location", $"{{{fields.Replace('\'', '"')}}}"));

    public static string Items(int sections, int items, string title = "All")
    {
        string products = string.Join(',', Enumerable.Range(0, items).Select(item => $$"""{"product_retailer_id":"{{item}}"}"""));
        IEnumerable<string> all = Enumerable.Repeat($$"""{"title":"{{title}}","product_items":[{{products}}]}""", sections);
        return Button(
            "mpm", "0", Value("action", $$"""{"thumbnail_product_retailer_id":"a","sections":[{{string.Join(',', all)}}]}"""));
    }

    public static string Times(int count, string letter = "a") => string.Concat(Enumerable.Repeat(letter, count));

    public static TemplateMessage Message(string name, string components) =>
        TemplateJson.Of(name, Definitions[name].Language, JsonData.Parse($"[{components}]"));

    /// <summary>Every violation of a message: of the rules that hold for all templates, and against its definition.</summary>
    public static IReadOnlyList<RuleViolation> Check(string name, string components, bool isDraft = false) =>
        Check(Message(name, components), Definitions[name], isDraft);

    public static IReadOnlyList<RuleViolation> Check(TemplateMessage message, TemplateDefinition definition, bool isDraft = false)
    {
        using JsonDocument json = JsonDocument.Parse(MessageWriter.Write(message));
        return
        [
            .. RuleSet.Common.Check(message.Kind, message.Type, json.RootElement, isDraft),
            .. TemplateCheck.Check(message, definition, Now, isDraft),
        ];
    }

    private static string CardAt(string components, int place) => $$"""{"card_index":{{place}},"components":[{{components}}]}""";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
