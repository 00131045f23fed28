namespace InteractiveMessaging.Tests;

public class RulesPageTests
{
    // WA_UPDATE_DOCS=1 dotnet test writes the page anew; the build's tests then hold it.
    [Fact]
    public void The_page_says_what_the_tables_say()
    {
        string file = Path.Combine(LayersTests.Root(), "docs", "rules.md");
        string page = RulesPage.Write(ProviderCatalog.All.Select(provider => (provider.Name, provider.RuleSet)));
        if (Environment.GetEnvironmentVariable("WA_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, page);
        }

        Assert.Equal(page, File.ReadAllText(file));
    }

    [Fact]
    public void The_page_has_a_line_for_every_row_and_provider()
    {
        string page = RulesPage.Write(ProviderCatalog.All.Select(provider => (provider.Name, provider.RuleSet)));
        Assert.All(RuleSet.Common.Rules, rule => Assert.Contains($"| `{rule.Id}` |", page, StringComparison.Ordinal));
        Assert.All(ProviderCatalog.All, provider => Assert.Contains($"\n## {provider.Name}\n", page, StringComparison.Ordinal));
        Assert.Contains("at most 4096 characters", page[page.IndexOf("## MetaCloud", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }
}
