using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>The page about templates knows every rule of definitions.</summary>
public partial class TemplatesPageTests
{
    [Fact]
    public void Every_rule_of_definitions_has_its_line()
    {
        string page = File.ReadAllText(Path.Combine(LayersTests.Root(), "docs", "templates.md"));
        string[] told = [.. Rule().Matches(page).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        string[] used =
        [
            .. Directory.GetFiles(Path.Combine(LayersTests.Root(), "src", "InteractiveMessaging", "Templates"), "*.cs")
                .SelectMany(file => UsedRule().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)
                .Distinct().Order(StringComparer.Ordinal),
        ];
        Assert.True(used.Length > 10, "Too few rules were found for this test to mean anything.");
        Assert.Equal(used, told);
    }

    [GeneratedRegex("`(definition\\.[a-z_.]+)`")]
    private static partial Regex Rule();

    [GeneratedRegex("\"(definition\\.[a-z_.]+)\"")]
    private static partial Regex UsedRule();
}
