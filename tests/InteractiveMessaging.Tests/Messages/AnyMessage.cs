using FsCheck;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests;

/// <summary>Generates messages of every type: sound ones, and ones that are a little or wildly wrong.</summary>
internal static class AnyMessage
{
    private static readonly int[] Limits = [3, 20, 24, 30, 60, 72, 160, 200, 256, 512, 1024, 4096];

    private static readonly string[] Odd =
    [
        "", " ", "\t\n", "plain", "two words", " edge", "edge ", "\"quoted\" \\ back", "{", "}}", "a*b*c", "*bold* text", "_it_", "line\nbreak", "a\r\nb\nc\nd",
        "😀", "👩‍👩‍👧", "e\u0301", "\u0001", "https://example.com/a", "http://example.com", "ftp://example.com", "store/x://y", "https://a b", "navigate", "data_exchange",
        "draft", "published", "IN", "SG", "3", "same", "same", "</script>", "\u2028",
    ];

    /// <summary>Texts, many of them just at, below or above a limit, in letters, emoji or letters with combining marks.</summary>
    public static Gen<string> Text { get; } = Gen.Frequency(
        (6, Gen.Elements(Odd)),
        (2, from limit in Gen.Elements(Limits)
            from over in Gen.Choose(-1, 1)
            from letter in Gen.Elements("a", "😀", "e\u0301")
            select string.Concat(Enumerable.Repeat(letter, letter.Length == 2 && letter[0] == 'e' ? (limit + over) / 2 : limit + over))),
        (2, from letters in Gen.ArrayOf(Gen.Elements("a", "Z", "ß", "漢", "😀", " ", "\n", "\"", "\\", "{", "*")) select string.Concat(letters)));

    public static Gen<string?> Optional { get; } = Gen.Frequency<string?>((1, Gen.Constant<string?>(null)), (1, Text.Select<string, string?>(text => text)));

    public static Gen<Header?> Header { get; } = Gen.Frequency<Header?>(
        (2, Gen.Constant<Header?>(null)),
        (2, Text.Select<string, Header?>(InteractiveMessaging.Header.OfText)),
        (3, from type in Gen.Elements("image", "video", "document")
            from link in Gen.Elements("https://example.com/a", "ftp://x", null)
            from id in Gen.Elements("12345", null)
            from file in Gen.Frequency((4, Gen.Constant<string?>(null)), (1, Optional))
            from caption in Gen.Frequency((4, Gen.Constant<string?>(null)), (1, Optional))
            select (Header?)(InteractiveMessaging.Header.Of(type)! with { Link = link, MediaId = id, FileName = file, Caption = caption })));

    public static Gen<JsonData?> Data { get; } = Gen.Elements<JsonData?>(
        null,
        JsonData.Parse("{}"),
        JsonData.Parse("""{"a":"b","n":[1,2.50,-3e5,null,true],"o":{"ä":"😀\"\\"}}"""),
        JsonData.Parse("""[{"id":"1"}]"""),
        JsonData.Parse("5"),
        JsonData.Parse("null"));

    // Of a type that nobody knows there must be something more than the type.
    private static readonly JsonData SomethingMore = JsonData.Parse("{}");

    public static Gen<MessageAction> Action { get; } = Gen.OneOf<MessageAction>(
        Buttons().Select(action => (MessageAction)action),
        from button in Text
        from sections in ListOf(from title in Optional from rows in ListOf(Row(), 6) select new ListSection(title, rows), 11)
        select (MessageAction)new ListAction(button, sections),
        from cta in Text
        from id in Optional
        from name in Optional
        from version in Gen.Elements("3", "4", null)
        from token in Optional
        from mode in Gen.Elements("draft", "published", "other", null)
        from action in Gen.Elements("navigate", "data_exchange", "other", null)
        from screen in Optional
        from data in Data
        select (MessageAction)new FlowAction(cta) { FlowId = id, FlowName = name, MessageVersion = version, Token = token, Mode = mode, FlowActionName = action, Screen = screen, Data = data },
        Url().Select(action => (MessageAction)action),
        Product().Select(action => (MessageAction)action),
        from catalog in Text
        from sections in ListOf(from title in Optional from products in ListOf(Text, 12) select new ProductSection(title, products), 11)
        select (MessageAction)new ProductListAction(catalog, sections),
        Optional.Select(thumbnail => (MessageAction)new CatalogAction(thumbnail)),
        from cards in ListOf(Card(), 12) select (MessageAction)new CarouselAction(cards),
        Gen.Elements<MessageAction>(new LocationRequestAction(), new CallPermissionAction(), new ContactInfoRequestAction()),
        from country in Text
        from values in Data
        from saved in Data
        from errors in Data
        select (MessageAction)new AddressRequestAction(country) { Values = values, SavedAddresses = saved, ValidationErrors = errors },
        from text in Optional
        from minutes in Gen.Elements<int?>(null, 0, 1, 43200, 43201, -5)
        from payload in Optional
        select (MessageAction)new VoiceCallAction { DisplayText = text, TtlMinutes = minutes, Payload = payload },
        from kind in Gen.Elements("order_details", "order_status", "hologram")
        from data in Data
        select (MessageAction)new RawAction(kind, kind == "hologram" ? data ?? SomethingMore : data));

    public static Gen<InteractiveMessage> Interactive { get; } =
        from action in Action
        from header in Header
        from body in Optional
        from footer in Optional
        select new InteractiveMessage(action) { Header = header, Body = body, Footer = footer };

    public static Gen<Message> Any { get; } = Gen.Frequency(
        (15, Interactive.Select(message => (Message)message)),
        (1, Text.Select(text => (Message)new TextMessage(text))));

    private static Gen<ReplyButtonsAction> Buttons() =>
        ListOf(from title in Text from id in Text select new ReplyButton(title, id), 4).Select(buttons => new ReplyButtonsAction(buttons));

    private static Gen<ListRow> Row() => from title in Text from id in Text from description in Optional select new ListRow(title, id, description);

    private static Gen<UrlAction> Url() => from text in Text from url in Text select new UrlAction(text, url);

    private static Gen<ProductAction> Product() => from catalog in Gen.Elements("1", "1", "2", "") from id in Text select new ProductAction(catalog, id);

    private static Gen<CarouselCard> Card() =>
        from action in Gen.OneOf(Buttons().Select(action => (MessageAction)action), Url().Select(action => (MessageAction)action), Product().Select(action => (MessageAction)action))
        from header in Header
        from body in Optional
        select new CarouselCard(action) { Header = header, Body = body };

    private static Gen<ValueList<T>> ListOf<T>(Gen<T> item, int most) =>
        from count in Gen.Choose(0, most)
        from items in item.ArrayOf(count)
        select ValueList.From(items);
}
