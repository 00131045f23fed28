namespace InteractiveMessaging.Tests.Values;

public class FileLinkTests
{
    [Theory]
    [InlineData("/home/ada/logo.png", "file:///home/ada/logo.png")]
    [InlineData("/a b/100%/{{x}}.png", "file:///a%20b/100%25/%7B%7Bx%7D%7D.png")]
    [InlineData("/a#b?c/d\\e'f&g.png", "file:///a%23b%3Fc/d%5Ce%27f%26g.png")]
    [InlineData("/Grüße/你好.png", "file:///Gr%C3%BC%C3%9Fe/%E4%BD%A0%E5%A5%BD.png")]
    public void A_path_is_read_out_of_its_link(string path, string link)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Equal(link, FileLink.Of(path));
        Assert.True(FileLink.Is(link));
        Assert.Equal(path, FileLink.PathOf(link));
        Assert.Equal(System.IO.Path.GetFileName(path), FileLink.NameOf(link));
    }

    [Theory]
    [InlineData("https://example.com/a.png")]
    [InlineData("file:logo.png")]
    [InlineData("FILE:///logo.png")]
    [InlineData("file://")]
    [InlineData("file:///a%00b")]
    [InlineData("provider://file:///a")]
    public void What_leads_to_no_whole_path_is_none(string text) => Assert.False(FileLink.Is(text));
}
