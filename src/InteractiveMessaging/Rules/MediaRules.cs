using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The rows about pictures, videos and documents, wherever a message holds them.</summary>
internal static class MediaRules
{
    /// <summary>What a link to media or to a page begins with.</summary>
    public static readonly ValueList<string> Web = ["http", "https"];

    private const string Pages = "Meta, Media messages";

    /// <summary>The rows of messages that are a file.</summary>
    public static IReadOnlyList<Rule> Messages { get; } =
    [
        .. OfKind(ImageMessage.KindName), .. OfKind(VideoMessage.KindName), .. OfKind(DocumentMessage.KindName),
        .. OfKind(AudioMessage.KindName),
    ];

    /// <summary>What holds for a header's picture, video or document: in a message, in a card, or among the values of a template.</summary>
    public static IEnumerable<Rule> For(string id, string types, string header, string[] kinds, string source) =>
        kinds.SelectMany<string, Rule>(kind =>
    {
        string media = $"{header}?type={kind}/{kind}";
        return
        [
            new($"{id}.{kind}", types, media, new ExactlyOneOf(["link", "id"]), source),
            new($"{id}.{kind}.link", types, $"{media}/link", new Link(Web), source),
            new($"{id}.{kind}.id", types, $"{media}/id", new IsA(JsonValueKind.String), source),
            new($"{id}.{kind}.caption", types, $"{media}/caption", new Never("A header has no caption"), source)
            {
                Recommendation = "Put the caption into the body.",
            },
            kind == "document"
                ? new($"{id}.{kind}.filename", types, $"{media}/filename", new IsA(JsonValueKind.String), source)
                : new($"{id}.{kind}.filename", types, $"{media}/filename", new Never("Only a document has a file name"), source),
        ];
    });

    private static IEnumerable<Rule> OfKind(string kind)
    {
        string file = $"/{kind}";
        yield return new($"{kind}.fields", kind, "", new NoOtherFields(["/type", file]), Pages)
        {
            Recommendation = "Leave the field out. Who gets the message is said with Send-WaMessage.",
        };
        yield return new($"{kind}.file", kind, file, new ExactlyOneOf(["link", "id"]), Pages);
        yield return new($"{kind}.link", kind, $"{file}/link", new Link(Web), Pages);
        yield return new($"{kind}.id", kind, $"{file}/id", new IsA(JsonValueKind.String), Pages);
        yield return kind == AudioMessage.KindName
            ? new($"{kind}.caption", kind, $"{file}/caption", new Never("A sound has no caption"), Pages)
            {
                Recommendation = "Send the text as a message of its own.",
            }
            : new($"{kind}.caption.length", kind, $"{file}/caption", new MaxLength(1024), Pages);
        yield return kind == DocumentMessage.KindName
            ? new($"{kind}.filename", kind, $"{file}/filename", new IsA(JsonValueKind.String), Pages)
            : new($"{kind}.filename", kind, $"{file}/filename", new Never("Only a document has a file name"), Pages);
    }
}
