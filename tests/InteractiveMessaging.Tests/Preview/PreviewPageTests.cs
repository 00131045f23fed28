using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace InteractiveMessaging.Tests.Preview;

public partial class PreviewPageTests
{
    private const string Attack = "\"><script>alert(1)</script><img src=x onerror='a'>&amp;</style>";

    [Theory]
    [MemberData(nameof(Samples.Types), MemberType = typeof(Samples))]
    public void Every_type_shows_what_it_says(string type)
    {
        string text = string.Join('\n', Body(Page(Samples.Message(type))).DescendantNodes().OfType<XText>().Select(node => node.Value));
        Assert.All(Samples.Seen(type), seen => Assert.Contains(seen, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_from_outside_becomes_markup()
    {
        Message[] messages =
        [
            Samples.Buttons(Attack, Attack) with { Header = Header.OfText(Attack), Footer = Attack },
            Samples.Buttons($"*{Attack}* `{Attack}`", "x") with { Header = Header.OfMedia("document", "https://x" + Attack) with { FileName = Attack, Caption = Attack } },
            new InteractiveMessage(new ListAction(Attack, [new ListSection(Attack, [new ListRow(Attack, Attack, Attack)])])) { Body = Attack },
            MessageReader.Read("""{"type":"x\"><script>y","body":{"text":"b"},"action":{"name":"</code><script>z"}}"""),
        ];
        foreach (Message message in messages)
        {
            string page = PreviewPage.Write(new(Attack, Attack, Attack), [new(Attack, message, MessageCheck.Check(message))]);
            XElement body = Body(page);
            string[] allowed = ["svg", "symbol", "path", "use", "header", "main", "article", "section", "nav", "footer", "fieldset", "legend", "label", "input",
                "div", "p", "h1", "h2", "h3", "ul", "li", "a", "b", "i", "em", "s", "strong", "small", "span", "bdi", "code", "mark", "body"];
            Assert.All(body.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, allowed));
            Assert.All(body.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotMatch("^(on|style|src)", attribute.Name.LocalName));
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_page_asks_for_nothing_and_runs_nothing()
    {
        string page = Page(Samples.Message("carousel"));
        string style = StyleElement().Match(page).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-{hash}&#39;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.All(Url().Matches(style), url => Assert.StartsWith("url(\"data:", url.Value, StringComparison.Ordinal));
        Assert.All(Body(page).Descendants().Attributes("href"), link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_violation_stands_right_behind_the_part_it_is_about()
    {
        InteractiveMessage message = Samples.Buttons("Body", "Fine", "Far too long for a button");
        XElement marked = Body(Page(message)).Descendants("div").Single(element => Css(element, "marked"));
        Assert.True(Css(marked, "button") && Css(marked, "error"));
        XElement note = (XElement)marked.NextNode!;
        Assert.True(Css(note, "note"));
        Assert.Contains("25 characters", note.Value, StringComparison.Ordinal);
        Assert.Contains("Limit 20 · Found 25 · Meta, Interactive reply buttons messages", note.Value, StringComparison.Ordinal);
        Assert.Equal("utton", marked.Descendants("mark").Single().Value);
    }

    [Fact]
    public void Over_the_limit_is_counted_in_characters_not_in_units_and_through_marks()
    {
        InteractiveMessage message = Samples.Buttons("*" + string.Concat(Enumerable.Repeat("👋", 1020)) + "abc* tail", "Ok");
        XElement[] over = [.. Body(Page(message)).Descendants("mark")];
        Assert.Equal(" tail", string.Concat(over.Select(mark => mark.Value)));
    }

    [Fact]
    public void What_concerns_no_part_stands_above_the_phone()
    {
        InteractiveMessage message = Samples.Buttons("Body", "Ok") with { Body = null };
        RuleViolation missing = new() { Rule = "body", Path = "/body/text", Message = "text is missing.", Severity = RuleSeverity.Error, Source = "here" };
        XElement article = Body(PreviewPage.Write(new("t", "b"), [new("l", message, [missing])])).Descendants("article").Single();
        Assert.True(Css(article.Elements("div").First(), "note"));
    }

    [Theory]
    [MemberData(nameof(Samples.Types), MemberType = typeof(Samples))]
    public void No_violation_is_left_out(string type)
    {
        MessageView view = ViewReader.Read(Samples.Message(type));
        RuleViolation[] violations = [.. view.Paths().Append("").Append("/elsewhere").Select((path, index) => new RuleViolation
        {
            Rule = $"r{index}", Path = path + "/deep", Message = $"m{index}", Severity = RuleSeverity.Warning, Source = "here",
        })];
        XElement body = Body(PreviewPage.Write(new("t", "b"), [new("l", Samples.Message(type), violations)]));
        Assert.Equal(violations.Length, body.Descendants("div").Count(element => Css(element, "note")));
    }

    [Fact]
    public void Renderings_stand_side_by_side_with_their_labels_and_are_counted()
    {
        Message good = Samples.Buttons("Body", "Ok");
        Message bad = Samples.Buttons("Body", "Far too long for a button");
        XElement body = Body(PreviewPage.Write(
            new("Title", "Harbour Clinic", "Kaleyra"), [new("Ada", good, []), new("Bob", bad, MessageCheck.Check(bad)), new("Cy", good, [])]));
        Assert.Equal(["Ada", "Bob", "Cy"], body.Descendants("span").Where(element => Css(element, "who")).Select(element => element.Value));
        Assert.Equal(["2 ready", "1 would not be sent"], body.Descendants("ul").Single().Elements("li").Select(element => element.Value));
        Assert.Equal(3, body.Descendants("b").Count(element => element.Value == "Harbour Clinic"));
        Assert.Equal("#r2", body.Descendants("nav").Single().Element("a")!.Attribute("href")!.Value);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes() => Assert.Equal(Page(Samples.Message("list")), Page(Samples.Message("list")));

    [Fact]
    public void Placeholders_of_a_template_stand_out_and_those_in_a_cell_do_not()
    {
        Message message = Samples.Buttons("Hi {{Name}}", "Ok");
        Assert.Single(Body(PreviewPage.Write(new("t", "b"), [new("l", message, [], IsDraft: true)])).Descendants("span"), element => Css(element, "hole"));
        Assert.DoesNotContain(Body(Page(message)).Descendants("span"), element => Css(element, "hole"));
    }

    private static string Page(Message message) => PreviewPage.Write(new("Title", "b"), [new("Ada", message, MessageCheck.Check(message))]);

    private static bool Css(XElement element, string name) => element.Attribute("class")?.Value.Split(' ').Contains(name) == true;

    // The body is written so that it is well-formed XML, but for elements without an end.
    private static XElement Body(string page)
    {
        string body = Inputs().Replace(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)], "<$1/>").Replace(" checked/>", "/>", StringComparison.Ordinal);
        XElement read = XElement.Parse(body.Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal), LoadOptions.PreserveWhitespace);
        return read;
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    [GeneratedRegex("url\\([^)]*")]
    private static partial Regex Url();

    [GeneratedRegex("<(input [^>]*)>")]
    private static partial Regex Inputs();
}
