namespace InteractiveMessaging.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("Zoë, 你好 \ud83d\ude00, \u200d and 100 % fine", "Zoë, 你好 \ud83d\ude00, \u200d and 100 % fine")]
    [InlineData("\u001b]0;title\u0007", "\ufffd]0;title\ufffd")]
    [InlineData("\u001b[2J\u009b1m\u0000\u007f", "\ufffd[2J\ufffd1m\ufffd\ufffd")]
    [InlineData("a\tb\r\nc\u0085d\u2028e\u2029f\vg\fh", "a b  c d e f g h")]
    [InlineData("\u202egnp.\u202c \u2066x\u2069 \u200e\u200f\u061c", "\ufffdgnp.\ufffd \ufffdx\ufffd \ufffd\ufffd\ufffd")]
    public void What_a_terminal_obeys_is_replaced(string text, string line) => Assert.Equal(line, PrintableText.Line(text));

    [Fact]
    public void An_error_holds_none_of_it_neither_what_is_wrong_nor_what_to_do()
    {
        WaException error = new(ErrorCause.BadInput, "a\e]0;x\a", "b\e[2J");
        Assert.Equal(("a\ufffd]0;x\ufffd", "b\ufffd[2J"), (error.Message, error.Recommendation));
    }

    [Fact]
    public void A_plain_text_is_left_as_it_is() => Assert.Same("Zoë", PrintableText.Line("Zoë"));

    [Theory]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcde…")]
    [InlineData("abcd\ud83d\ude00f", 5, "abcd…")]
    [InlineData("abc\ud83d\ude00f", 5, "abc\ud83d\ude00…")]
    public void A_long_text_is_cut_between_characters(string text, int most, string expected) =>
        Assert.Equal(expected, PrintableText.Short(text, most));

    [Fact]
    public void A_quote_is_short_and_on_one_line()
    {
        Assert.Equal("", PrintableText.Quote(null));
        Assert.Equal("a b", PrintableText.Quote("a\nb"));
        Assert.Equal(new string('x', 60) + "…", PrintableText.Quote(new string('x', 1_000_000)));
    }

    // Half a character cannot stand in an attribute.
    [Fact]
    public void Half_a_character_is_found_and_replaced()
    {
        Assert.Null(HalfCharacter.Fault(null));
        Assert.Null(HalfCharacter.Fault("a\ud83d\ude00\ud83d\ude00"));
        Found("a\ud83d", "holds half a character (U+D83D, a surrogate without its other half) at place 2", "a\ufffd");
        Found("\ud83d\ude00\ude00", "holds half a character (U+DE00, a surrogate without its other half) at place 3", "\ud83d\ude00\ufffd");
        Found("\ude00\ud83d", "holds half a character (U+DE00, a surrogate without its other half) at place 1", "\ufffd\ufffd");

        static void Found(string text, string fault, string line)
        {
            Assert.Equal(fault, HalfCharacter.Fault(text));
            Assert.Equal(line, PrintableText.Line(text));
        }
    }
}
