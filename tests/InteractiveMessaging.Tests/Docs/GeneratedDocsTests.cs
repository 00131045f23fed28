using System.Text.RegularExpressions;
using InteractiveMessaging.Tests.Seams;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>What the documents say of providers and rules comes from the tables. WA_UPDATE_DOCS=1 dotnet test writes it anew.</summary>
public class GeneratedDocsTests
{
    private const string Rules = "docs/rules.md";

    private static readonly string[] Folders = ["docs", "help", "module", "examples"];

    private static readonly IReadOnlyList<Provider> WithAnother = [.. ProviderCatalog.All, new Parlour()];

    public static TheoryData<string> Pages => [.. GeneratedPart.All.Select(part => part.File).Append(Rules).Distinct()];

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, GeneratedPart.All.Count)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_what_the_tables_say(string file)
    {
        string path = Path.Combine(LayersTests.Root(), file);
        string page = Written(file, ProviderCatalog.All);
        if (Environment.GetEnvironmentVariable("WA_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_new_provider_is_in_every_part(int part) =>
        Assert.Contains("Parlour", GeneratedPart.All[part].Write(WithAnother), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_new_provider_changes_every_page(string file) =>
        Assert.Contains("Parlour", Written(file, WithAnother), StringComparison.Ordinal);

    [Fact]
    public void All_that_a_new_provider_says_of_itself_is_told()
    {
        string told = string.Concat(GeneratedPart.All.Select(part => part.Write(WithAnother)));
        Assert.All(
            [
                "| Parlour | `-Room -From` | `X-Parlour: …` | `12025550100` | text, interactive | only button | 80 | none |",
                "`https://api.parlour.example/{Room}/notes`<br>`https://api.parlour.example/{Room}/choices/{Count}`",
                "| Parlour | `-Room` | the room's name in Parlour's console | `blue` | an error |",
                "Connect-WaProvider Parlour -Room blue -From 12025550111 -ApiKey $key",
                "| Parlour | the front page of its host, without the key | no |",
                "| Parlour | 201 | 401 | 400 |",
                "        Parlour    -Room -From",
                "        Parlour    none",
            ],
            line => Assert.Contains(line, told, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rules_have_a_line_for_every_row_and_provider()
    {
        string page = RulesPage.Write(ProviderCatalog.All);
        Assert.All(RuleSet.Common.Rules, rule => Assert.Contains($"| `{rule.Id}` |", page, StringComparison.Ordinal));
        Assert.All(ProviderCatalog.All, provider => Assert.Contains($"\n## {provider.Name}\n", page, StringComparison.Ordinal));
        string ofMeta = page[page.IndexOf("## MetaCloud", StringComparison.Ordinal)..];
        Assert.Contains("at most 4096 characters", ofMeta, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PingUp", "| 2xx with `success: false` | `Rejected` |")]
    [InlineData("Kaleyra", "| `E110` | the run stops | Top up the account's balance. |")]
    [InlineData("Octopods", "| 403 | the run stops |")]
    [InlineData("AiSoule", "| 429 with `retry_after_seconds` | another attempt, after the time it names |")]
    [InlineData("MetaCloud", "| `131056` | another attempt for this recipient; the others go on |")]
    [InlineData("360dialog", "Its codes are those of MetaCloud.")]
    public void A_section_says_what_becomes_of_a_message(string provider, string line)
    {
        string sections = ProviderTables.Sections(ProviderCatalog.All);
        string section = sections[sections.IndexOf($"## {provider}\n", StringComparison.Ordinal)..].Split("\n## ")[0];
        Assert.Contains(line, section, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_provider_tells_by_what_a_message_is_accepted() => Assert.All(
        ProviderCatalog.All,
        provider => Assert.Contains(provider.Replies, reply => ProviderTables.Read(provider, reply).Outcome == Outcome.Accepted));

    // Such a list would not know the next provider.
    [Fact]
    public void No_page_lists_providers_by_hand()
    {
        IEnumerable<string> known = ProviderCatalog.All.SelectMany(provider => new[] { provider.Name, provider.DisplayName });
        Regex names = new($@"\b(?:{string.Join('|', known.Select(Regex.Escape))})\b");
        IEnumerable<string> lists =
            from file in HandWritten()
            let page = File.ReadAllText(Path.Combine(LayersTests.Root(), file))
            from line in GeneratedPart.All.Where(part => part.File == file).Aggregate(page, (left, part) => part.Without(left)).Split('\n')
            where names.Matches(line).Select(match => match.Value).Distinct().Count() > 2
            select $"{file}: {line}";
        Assert.Empty(lists);
    }

    private static string Written(string file, IReadOnlyList<Provider> providers) => file == Rules
        ? RulesPage.Write(providers)
        : GeneratedPart.All.Where(part => part.File == file)
            .Aggregate(File.ReadAllText(Path.Combine(LayersTests.Root(), file)), (page, part) => part.Renew(page, providers));

    private static IEnumerable<string> HandWritten()
    {
        string root = LayersTests.Root();
        return Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".md", StringComparison.Ordinal) || file.EndsWith(".txt", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => file != Rules && file != "docs/errors.md" && !file.StartsWith("docs/cmdlets/", StringComparison.Ordinal))
            .Concat(["README.md", "CONTRIBUTING.md", "SECURITY.md", "InteractiveMessaging.psd1"]);
    }
}
