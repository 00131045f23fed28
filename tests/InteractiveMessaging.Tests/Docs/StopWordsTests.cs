namespace InteractiveMessaging.Tests.Docs;

/// <summary>The page about who said stop lists the words as the code has them. WA_UPDATE_DOCS=1 dotnet test writes it anew.</summary>
public class StopWordsTests
{
    private const string Start = "<!-- words -->";
    private const string End = "<!-- /words -->";

    [Fact]
    public void The_page_lists_the_words_of_the_table()
    {
        string path = Path.Combine(LayersTests.Root(), "docs/suppression.md");
        string page = File.ReadAllText(path);
        int from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int to = page.IndexOf(End, StringComparison.Ordinal);
        string renewed = $"{page[..from]}\n\n{Table()}\n\n{page[to..]}";
        if (Environment.GetEnvironmentVariable("WA_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, renewed);
        }

        Assert.Equal(renewed, File.ReadAllText(path));
    }

    private static string Table() => "| language | say stop | say resume | source |\n|---|---|---|---|\n" + string.Join(
        '\n', StopWords.All.Select(words => $"| {words.Language} | {words.Stop} | {words.Resume} | {words.Source} |"));
}
