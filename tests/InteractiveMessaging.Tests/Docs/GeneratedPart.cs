namespace InteractiveMessaging.Tests.Docs;

/// <summary>A part of a page written by hand that is written from the catalog.</summary>
/// <param name="File">The page, from the root of the repository.</param>
/// <param name="Start">The text in front of the part, which the page holds once.</param>
/// <param name="End">The text behind it.</param>
/// <param name="Write">Writes the part.</param>
internal sealed record GeneratedPart(string File, string Start, string End, Func<IReadOnlyList<Provider>, string> Write)
{
    private const string Providers = "docs/providers.md";
    private const string Connections = "docs/connections.md";
    private const string Topic = "module/en-US/about_WaProviders.help.txt";
    private const string Manifest = "InteractiveMessaging.psd1";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GeneratedPart> All { get; } =
    [
        Block(Providers, "overview", ProviderTables.Overview),
        Block(Providers, "addresses", ProviderTables.Addresses),
        Block(Providers, "sections", ProviderTables.Sections),
        Block(Connections, "settings", ProviderTables.Settings),
        Block(Connections, "probes", ProviderTables.Probes),
        Block("docs/sandbox.md", "answers", ProviderTables.SandboxAnswers),
        new("README.md", "<!-- providers:names -->", "<!-- /providers -->", ProviderTables.Names),
        new(Topic, "may be left out:\n\n", "\n\n", ProviderTables.SettingLines),
        new(Topic, "never dropped in silence:\n\n", "\n\n", ProviderTables.OptionLines),
        new(Manifest, "to a list of a million, through ", ". Knows", ProviderTables.NamesInQuotes),
        new(Manifest, "<# providers #>", "<# /providers #>", ProviderTables.Tags),
    ];

    /// <summary>The page with the part as it should be.</summary>
    public string Renew(string page, IReadOnlyList<Provider> providers)
    {
        (int from, int to) = Find(page);
        return page[..from] + Write(providers) + page[to..];
    }

    /// <summary>The page without the part.</summary>
    public string Without(string page)
    {
        (int from, int to) = Find(page);
        return page[..from] + page[to..];
    }

    private static GeneratedPart Block(string file, string name, Func<IReadOnlyList<Provider>, string> write) =>
        new(file, $"<!-- providers:{name} -->", "<!-- /providers -->", providers => $"\n\n{write(providers)}\n\n");

    private (int From, int To) Find(string page)
    {
        int start = page.IndexOf(Start, StringComparison.Ordinal);
        int from = start + Start.Length;
        bool isOnce = start >= 0 && page.IndexOf(Start, from, StringComparison.Ordinal) < 0;
        return isOnce && page.IndexOf(End, from, StringComparison.Ordinal) is > 0 and int to
            ? (from, to)
            : throw new InvalidOperationException($"{File} must hold '{Start}' once, and '{End}' behind it.");
    }
}
