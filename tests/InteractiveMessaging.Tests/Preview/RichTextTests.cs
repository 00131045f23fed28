using System.Text;

namespace InteractiveMessaging.Tests.Preview;

public class RichTextTests
{
    // Each style is written as a letter in front of its text in brackets: b[bold].
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a *b* c", "a b[b] c")]
    [InlineData("_i_ ~s~ `c`", "i[i] s[s] c[c]")]
    [InlineData("*a _b_ c*", "b[a ]bi[b]b[ c]")]
    [InlineData("*all*!", "b[all]!")]
    [InlineData("(*x*)", "(b[x])")]
    [InlineData("5*6*7", "5*6*7")]
    [InlineData("snake_case_name", "snake_case_name")]
    [InlineData("* not bold*", "• not bold*")]
    [InlineData("*not bold *", "*not bold *")]
    [InlineData("*open", "*open")]
    [InlineData("**", "**")]
    [InlineData("*a\nb*", "*a¶b*")]
    [InlineData("`*no*`", "c[*no*]")]
    [InlineData("```x *y*\nz```", "c[x *y*]¶c[z]")]
    [InlineData("see https://example.com/a_b_c.", "see l[https://example.com/a_b_c].")]
    [InlineData("*https://example.com*", "bl[https://example.com]")]
    [InlineData("- one\n* two\n1. three\n> four", "• one¶• two¶1. three¶▎ four")]
    [InlineData("-no\n1.no\n>no", "-no¶1.no¶>no")]
    [InlineData("a\r\n\r\nb", "a¶¶b")]
    [InlineData("", "")]
    [InlineData("*a _b *c* d_ e*", "b[a _b *c] d_ e*")]
    [InlineData("*a _b ~c *d~ e_ f*", "b[a ]bi[b ]bis[c *d]bi[ e]b[ f]")]
    [InlineData("*no _yes_", "*no i[yes]")]
    [InlineData("*no\n*yes*", "*no¶b[yes]")]
    public void Marks_are_read_as_a_phone_reads_them(string text, string shown) => Assert.Equal(shown, Show(RichText.Parse(text)));

    [Fact]
    public void In_titles_marks_mean_nothing() => Assert.Equal("*a* _b_", Show(RichText.Literal("*a* _b_")));

    [Theory]
    [InlineData("Hi *{{First name|you}}*!", "Hi bp[{{First name|you}}]!")]
    [InlineData("{{a}}{{b}}", "p[{{a}}]p[{{b}}]")]
    [InlineData("{{{{ and {{open", "{{{{ and {{open")]
    public void Placeholders_stand_out_in_a_template(string text, string shown) => Assert.Equal(shown, Show(RichText.Parse(text, placeholders: true)));

    [Fact]
    public void Once_rendered_braces_are_text() => Assert.Equal("{{a}}", Show(RichText.Parse("{{a}}")));

    [Theory]
    [InlineData("a *b* `c` ~d~\n- e _f_ https://example.com")]
    [InlineData("```x\ny``` *z*")]
    public void Every_run_knows_where_it_stands(string text) =>
        Assert.All(RichText.Parse(text).SelectMany(line => line.Runs), run => Assert.Equal(run.Text, text.Substring(run.Start, run.Text.Length)));

    [Theory]
    [InlineData("*a ")]
    [InlineData("*_~")]
    [InlineData(" *_~x")]
    [InlineData("`a *b")]
    [InlineData("```")]
    [InlineData("http://")]
    public void A_text_full_of_marks_is_read_to_its_end(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 100_000));
        Assert.NotEmpty(RichText.Parse(text, placeholders: true));
    }

    private static string Show(IReadOnlyList<TextLine> lines)
    {
        StringBuilder shown = new();
        foreach (TextLine line in lines)
        {
            shown.Append(shown.Length > 0 || line != lines[0] ? "¶" : "").Append(line.Marker).Append(line.Marker.Length > 0 ? " " : "");
            foreach (TextRun run in line.Runs)
            {
                string style = (run.Style.HasFlag(TextStyle.Bold) ? "b" : "") + (run.Style.HasFlag(TextStyle.Italic) ? "i" : "")
                    + (run.Style.HasFlag(TextStyle.Strike) ? "s" : "") + (run.Style.HasFlag(TextStyle.Code) ? "c" : "")
                    + (run.Style.HasFlag(TextStyle.Link) ? "l" : "") + (run.Style.HasFlag(TextStyle.Placeholder) ? "p" : "");
                shown.Append(style.Length > 0 ? $"{style}[{run.Text}]" : run.Text);
            }
        }

        return shown.ToString();
    }
}
