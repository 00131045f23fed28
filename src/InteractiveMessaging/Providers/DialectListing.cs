using System.Globalization;
using System.Text.Json.Nodes;

namespace InteractiveMessaging;

/// <summary>A request that lists templates, as a provider's side sees it.</summary>
/// <param name="Query">What stands behind the question mark of the address, by name.</param>
/// <param name="Templates">The templates of the account.</param>
internal sealed record DialectListing(IReadOnlyDictionary<string, string> Query, IReadOnlyList<TemplateDefinition> Templates)
{
    private const int MetaLimit = 25;

    /// <summary>A number of the query.</summary>
    public int Number(string name, int otherwise) =>
        int.TryParse(Query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    /// <summary>A page as Meta's API has it: chosen by name and language, with a cursor for the next one.</summary>
    public JsonObject MetaPage()
    {
        TemplateDefinition[] wanted =
        [
            .. Templates.Where(template => Is("name", template.Name) && Is("language", template.Language) && Is("status", template.Status)),
        ];
        int start = Number("after", 0);
        int limit = Number("limit", MetaLimit);
        JsonObject paging = [];
        if (start < wanted.Length)
        {
            int end = Math.Min(start + limit, wanted.Length);
            paging["cursors"] = new JsonObject { ["before"] = $"{start}", ["after"] = $"{end}" };
            if (end < wanted.Length)
            {
                paging["next"] = "https://graph.facebook.com/next";
            }
        }

        return new() { ["data"] = ListOf(wanted.Skip(start).Take(limit)), ["paging"] = paging };

        bool Is(string name, string? value) => Query.GetValueOrDefault(name) is not { } asked || asked == value;
    }

    /// <summary>Templates in WhatsApp's own shape.</summary>
    public static JsonArray ListOf(IEnumerable<TemplateDefinition> templates) =>
        [.. templates.Select(template => JsonNode.Parse(template.Json))];
}
