using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>What the README says in figures is what the bench measured. WA_UPDATE_DOCS=1 dotnet test writes it anew.</summary>
public partial class ReadmeTests
{
    private const string Start = "<!-- bench:figures -->";
    private const string End = "<!-- /bench -->";

    private static readonly string Page = Path.Combine(LayersTests.Root(), "README.md");

    private static readonly string Results = File.ReadAllText(Path.Combine(LayersTests.Root(), "bench", "RESULTS.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_figures_are_those_of_the_bench()
    {
        string page = File.ReadAllText(Page);
        string told = Figures().Replace(page, match => $"{Start}{Told()}{End}");
        if (Environment.GetEnvironmentVariable("WA_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Page, told);
        }

        Assert.Matches(Figures(), page);
        Assert.Equal(told, File.ReadAllText(Page));
    }

    private static string Told()
    {
        const string Slow = "Plain HTTP: the server answers after 20 ms";
        const string Run = "Send-WaMessage, journal";
        const string Memory = "Peak memory of the whole PowerShell process";
        return $"{Cell(Slow, Run, "a second")} messages a second to a server that answers after 20 ms, with a journal, on two cores that server and "
            + $"client share ({Cell(Slow, Run, "of raw HttpClient")} of what bare `HttpClient` sends); "
            + $"{Cell(Memory, "Import-Csv", "1,000,000 recipients")} of memory for a list of a million people, PowerShell itself included";
    }

    // A cell of a table of the bench, by its section, row and column.
    private static string Cell(string section, string row, string column)
    {
        string[] lines = [.. Results.Split($"\n## {section}\n")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith('|'))];
        int place = Array.IndexOf(Cells(lines[0]), column);
        Assert.True(place > 0, $"The table '{section}' has no column '{column}'.");
        return Assert.Single(lines.Select(Cells), cells => cells[0] == row)[place];
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex($"{Start}.*?{End}", RegexOptions.Singleline)]
    private static partial Regex Figures();
}
