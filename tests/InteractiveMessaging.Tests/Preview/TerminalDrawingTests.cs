using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests.Preview;

public partial class TerminalDrawingTests
{
    [Fact]
    public void A_message_looks_like_a_bubble_with_buttons() => Assert.Equal(
        """
        ╭───────────────────────╮
        │ Your visit is at 9 am │
        │ on Monday.            │
        │ Northwind             │
        ├───────────────────────┤
        │ ↩ Keep                │
        ├───────────────────────┤
        │ ↩ Cancel              │
        ╰───────────────────────╯
        """.ReplaceLineEndings("\n"),
        Draw(Samples.Buttons("Your visit is at *9 am* on Monday.", "Keep", "Cancel") with { Footer = "Northwind" }, 26));

    [Fact]
    public void A_list_is_drawn_opened() => Assert.Equal(
        """
        ╭──────────────────────╮
        │ Head                 │
        │ Body                 │
        ├──────────────────────┤
        │ ≡ Choose             │
        ╰──────────────────────╯
        ╭──────────────────────╮
        │ Choose               │
        ├──────────────────────┤
        │ One                  │
        │ ○ First              │
        │   Described          │
        ├──────────────────────┤
        │ Two                  │
        │ ○ Second             │
        ╰──────────────────────╯
        """.ReplaceLineEndings("\n"),
        Draw(Samples.Message("list"), 60));

    [Fact]
    public void Cards_stand_side_by_side_where_there_is_room()
    {
        Assert.Contains("Card two", Draw(Samples.Message("carousel"), 60).Split('\n').First(line => line.Contains("Card one", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("Card two", Draw(Samples.Message("carousel"), 40).Split('\n').First(line => line.Contains("Card one", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples.Types), MemberType = typeof(Samples))]
    public void Every_type_shows_what_it_says(string type)
    {
        string drawing = Draw(Samples.Message(type), 120);
        Assert.All(Samples.Seen(type), text => Assert.Contains(text, drawing, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Samples.Types), MemberType = typeof(Samples))]
    public void No_line_is_wider_than_allowed_and_borders_meet(string type)
    {
        foreach (int width in new[] { 24, 31, 60 })
        {
            Assert.All(Draw(Samples.Message(type), width).Split('\n'), line =>
            {
                Assert.InRange(TextWidth.Of(line), 1, width);
                Assert.Contains(line.TrimEnd()[^1], "│╮╯┤");
            });
        }
    }

    [Theory]
    [InlineData("你好，世界！这是一个很长的句子，没有空格。")]
    [InlineData("👋👋🏽👩‍👩‍👧‍👦 and ❤️ and e\u0301")]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitänsmütze ahoy")]
    [InlineData("a                                          b")]
    [InlineData("- a point that is longer than the line is wide\n> and a quote that is, too")]
    public void Every_line_of_a_box_is_as_wide_as_its_border(string body)
    {
        string[] lines = Draw(Samples.Buttons(body, "Ok"), 24).Split('\n');
        Assert.All(lines, line => Assert.Equal(TextWidth.Of(lines[0]), TextWidth.Of(line)));
    }

    [Fact]
    public void Wrapping_loses_no_letter()
    {
        const string Body = "One two three, 你好世界 four-and-five https://example.com/a/long/address?with=query six";
        string drawn = string.Concat(Draw(new TextMessage(Body), 24).Split('\n').Where(line => line.StartsWith('│')).Select(line => line.Trim('│', ' ')));
        Assert.Equal(Body.Replace(" ", "", StringComparison.Ordinal), drawn.Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Samples.Types), MemberType = typeof(Samples))]
    public void Colours_change_nothing_but_colours(string type)
    {
        string coloured = TerminalDrawing.Draw(Samples.Message(type), 60, colour: true, placeholders: false);
        Assert.Contains("\e[", coloured, StringComparison.Ordinal);
        Assert.Equal(Draw(Samples.Message(type), 60), Ansi().Replace(coloured, ""));
    }

    [Fact]
    public void Styles_are_written_as_ansi_sequences()
    {
        string coloured = TerminalDrawing.Draw(new TextMessage("*b* _i_ ~s~"), 60, colour: true, placeholders: false);
        Assert.Contains("\e[1mb\e[0m \e[3mi\e[0m \e[9ms\e[0m", coloured, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_cannot_command_the_terminal()
    {
        string drawing = Draw(Samples.Buttons("a\e]0;owned\ab\tc\u009bd", "x\e[2Jy"), 60);
        Assert.DoesNotContain(drawing, c => char.IsControl(c) && c != '\n');
        Assert.Contains("x\ufffd[2Jy", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        string drawing = Draw(new InteractiveMessage(new ReplyButtonsAction([new ReplyButton("", "a")])), 60);
        Assert.Contains("(no text)", drawing, StringComparison.Ordinal);
        Assert.Contains("(empty)", drawing, StringComparison.Ordinal);
    }

    private static string Draw(Message message, int width) => TerminalDrawing.Draw(message, width, colour: false, placeholders: false);

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Ansi();
}
