namespace InteractiveMessaging.Tests;

public class HtmlWriterTests
{
    [Theory]
    [InlineData("<script>&\"'", "&lt;script&gt;&amp;&quot;&#39;")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("\u001b[2J\u0000\u007f\u009b", "\ufffd[2J\ufffd\ufffd\ufffd")]
    public void A_text_and_an_attribute_are_encoded_and_hold_no_control_characters(string text, string encoded)
    {
        Assert.Equal($"<p>{encoded}</p>", new HtmlWriter().Element("p", null, text).ToString());
        Assert.Equal($"<p title=\"{encoded}\"></p>", new HtmlWriter().Open("p", null, ("title", text)).Close().ToString());
    }
}
