using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>What docs/platforms.md says of other systems, as far as the source tells it on this one.</summary>
public partial class PlatformsTests
{
    private static readonly string Root = LayersTests.Root();

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        HashSet<string> tests =
        [
            .. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)),
            .. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.Tests.ps1", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)),
        ];
        string[] named = [.. Test().Matches(File.ReadAllText(Path.Combine(Root, "docs", "platforms.md"))).Select(match => match.Value)];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void What_ships_starts_no_program_and_writes_nothing_into_the_temporary_folder() => Assert.Empty(
        from file in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        from Match use in ByTheSystem().Matches(File.ReadAllText(file))
        select $"{Path.GetFileName(file)}: {use.Value}");

    [GeneratedRegex(@"\b\w+(?:Tests\.cs|\.Tests\.ps1)\b")]
    private static partial Regex Test();

    [GeneratedRegex(@"\b(?:Process\.Start|ProcessStartInfo|GetTempPath|GetTempFileName|CreateTempSubdirectory)\b")]
    private static partial Regex ByTheSystem();
}
