using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The rows about pictures, videos and documents, wherever a message holds them.</summary>
internal static class MediaRules
{
    /// <summary>What a link to media or to a page begins with.</summary>
    public static readonly ValueList<string> Web = ["http", "https"];

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
}
