namespace InteractiveMessaging.Tests.Preview;

public class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("Grüße", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("你好", 4)]
    [InlineData("ｗｉｄｅ", 8)]
    [InlineData("한국", 4)]
    [InlineData("\u1112\u1161\u11AB", 2)]
    [InlineData("👋", 2)]
    [InlineData("👋🏽", 2)]
    [InlineData("👩‍👩‍👧‍👦", 2)]
    [InlineData("🇮🇹", 2)]
    [InlineData("❤", 1)]
    [InlineData("❤\uFE0F", 2)]
    [InlineData("1\uFE0F\u20E3", 2)]
    [InlineData("✅", 2)]
    [InlineData("a\u200Bb", 2)]
    [InlineData("नमस्ते", 4)]
    [InlineData("│─", 2)]
    public void A_text_takes_the_columns_a_terminal_gives_it(string text, int columns) =>
        Assert.Equal(columns, TextWidth.Of(text));

    [Fact]
    public void A_family_is_one_cluster() => Assert.Equal(["a", "👩‍👩‍👧", "b"], TextWidth.Clusters("a👩‍👩‍👧b"));
}
