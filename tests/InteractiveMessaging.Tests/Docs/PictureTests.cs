using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>A picture of the pages is safe to show anywhere: GitHub shows it as an image, a reader may open it by itself.</summary>
public partial class PictureTests
{
    private const int MostBytes = 200 * 1024;

    private static readonly string[] Active = ["script", "foreignObject", "image", "a"];

    private static readonly string Folder = Path.Combine(LayersTests.Root(), "docs", "images");

    public static TheoryData<string> Drawings => [.. Directory.GetFiles(Folder, "*.svg").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Drawings))]
    public void A_drawing_is_small_and_runs_and_fetches_nothing(string file)
    {
        string path = Path.Combine(Folder, file);
        Assert.InRange(new FileInfo(path).Length, 1, MostBytes);
        XElement drawing = XDocument.Load(path).Root!;
        Assert.Equal("svg", drawing.Name.LocalName);
        Assert.All(drawing.DescendantsAndSelf(), element =>
        {
            Assert.DoesNotContain(element.Name.LocalName, Active);
            Assert.All(element.Attributes(), attribute =>
            {
                Assert.DoesNotMatch("^on", attribute.Name.LocalName);
                if (attribute.Name.LocalName == "href")
                {
                    Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal);
                }
            });
        });
        Assert.DoesNotMatch(@"@import|url\(", File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void A_drawing_names_nobody_and_no_machine(string file)
    {
        string[] texts = [.. XDocument.Load(Path.Combine(Folder, file)).Descendants().Where(element => !element.HasElements).Select(element => element.Value)];
        Assert.All(texts, text =>
        {
            Assert.DoesNotMatch(@"/(?:home|root|work|tmp|opt|usr|Users|private)/|[A-Za-z]:\\", text);
            Assert.All(Number().Matches(text), number => Assert.Matches(@"^\+(?:447700900\d{3}|1\d{3}55501\d\d)$", number.Value));
        });
    }

    [Fact]
    public void The_recorded_run_shows_what_it_is_for()
    {
        XElement run = XDocument.Load(Path.Combine(Folder, "run.svg")).Root!;
        string shown = string.Join('\n', run.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value));
        Assert.All(
            ["Send-WaMessage", "-Journal", "Ctrl+C", "Accepted", "Skipped", " of 30/s"],
            part => Assert.Contains(part, shown, StringComparison.Ordinal));
    }

    [Fact]
    public void The_pages_show_pictures_that_are_there_and_say_what_is_on_them()
    {
        string page = File.ReadAllText(Path.Combine(LayersTests.Root(), "README.md"));
        Match[] pictures = [.. Picture().Matches(page).Cast<Match>()];
        Assert.Contains(pictures, picture => picture.Groups["path"].Value == "docs/images/run.svg");
        Assert.All(pictures, picture =>
        {
            Assert.True(File.Exists(Path.Combine(LayersTests.Root(), picture.Groups["path"].Value)));
            Assert.InRange(picture.Groups["alt"].Length, 20, 250);
        });
    }

    [GeneratedRegex(@"\+\d{7,}")]
    private static partial Regex Number();

    [GeneratedRegex(@"!\[(?<alt>[^\]]*)\]\((?<path>[^)]+)\)")]
    private static partial Regex Picture();
}
