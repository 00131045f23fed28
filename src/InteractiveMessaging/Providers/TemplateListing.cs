using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The request by which a provider lists the templates of an account, page by page. It changes nothing.</summary>
/// <param name="Address">Its address, with the names of settings in braces.</param>
internal sealed record TemplateListing(ProviderAddress Address)
{
    // An account can have thousands, and hundreds of requests an hour are all that Meta allows.
    public const int UsualLimit = 100;

    /// <summary>What a page is asked for with: names and values of the query behind the address.</summary>
    public required Func<TemplateQuery, IEnumerable<(string Name, string Value)>> Query { get; init; }

    /// <summary>What a good reply holds; null where it is not a page of templates.</summary>
    public required Func<HttpReply, TemplateQuery, TemplatePage?> Read { get; init; }

    /// <summary>Whether a template's language is known only where it was asked for.</summary>
    public bool ByLanguage { get; init; }

    /// <summary>What a key must be allowed to do, as its owner grants it; null where every key may.</summary>
    public string? Permission { get; init; }

    /// <summary>The address of a page.</summary>
    /// <param name="at">The address without a query.</param>
    /// <param name="query">What is asked for.</param>
    public Uri PageAt(Uri at, TemplateQuery query)
    {
        string asked = string.Join('&', Query(query).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return asked.Length == 0 ? at : new($"{at.GetLeftPart(UriPartial.Path)}?{asked}");
    }
}

/// <summary>What a page of templates is asked for.</summary>
/// <param name="Name">The name of the one template that is wanted; null for all.</param>
/// <param name="Language">The language that is wanted; null for all.</param>
/// <param name="Next">What the page before said of this one; null for the first.</param>
/// <param name="Limit">How many at most.</param>
internal readonly record struct TemplateQuery(string? Name, string? Language, string? Next, int Limit)
{
    /// <summary>The limit, as queries have it.</summary>
    public string LimitText => Limit.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One page of templates.</summary>
/// <param name="Definitions">What could be read.</param>
/// <param name="Faults">What is wrong with the others, each with its name as far as it has one.</param>
/// <param name="Next">What asks for the next page; null behind the last one.</param>
internal sealed record TemplatePage(IReadOnlyList<TemplateDefinition> Definitions, IReadOnlyList<string> Faults, string? Next)
{
    /// <summary>Reads a list of definitions; one that cannot be read costs itself alone.</summary>
    /// <param name="list">The list.</param>
    /// <param name="next">What asks for the next page.</param>
    /// <param name="toMeta">An entry in WhatsApp's own shape, where the provider has another.</param>
    public static TemplatePage Of(JsonElement list, string? next, Func<JsonElement, string>? toMeta = null)
    {
        List<TemplateDefinition> definitions = [];
        List<string> faults = [];
        foreach (JsonElement entry in list.EnumerateArray())
        {
            try
            {
                definitions.AddRange(TemplateDefinition.Read(toMeta?.Invoke(entry) ?? entry.GetRawText()));
            }
            catch (FormatException fault)
            {
                faults.Add($"{PrintableText.Quote(entry.Text("name") ?? "a template without a name")}: {fault.Message}");
            }
        }

        return new(definitions, faults, next);
    }

    /// <summary>A page as Meta's API has it: <c>data</c>, and cursors in <c>paging</c>.</summary>
    /// <param name="page">The object that holds both.</param>
    /// <param name="tellsLast">Whether the last page is the one without an address of the next.</param>
    public static TemplatePage? OfMeta(JsonElement page, bool tellsLast)
    {
        JsonElement data = page.Child("data");
        if (data.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        JsonElement paging = page.Child("paging");
        bool isLast = data.GetArrayLength() == 0 || (tellsLast && !paging.Child("next").Exists());
        return Of(data, isLast ? null : paging.Text("cursors", "after"));
    }
}
