using System.Text;

namespace InteractiveMessaging.Tests.Json;

/// <summary>Files are found where WhatsApp has media, and nowhere else.</summary>
public class FileLinksTests
{
    private const string Link = "file:///tmp/logo.png";

    [Theory]
    [InlineData("""{"type":"image","image":{"link":"@","caption":"a"}}""", "/image/link", "image")]
    [InlineData("""{"type":"audio","audio":{"link":"@"}}""", "/audio/link", "audio")]
    [InlineData("""{"type":"button","header":{"type":"document","document":{"link":"@","filename":"a.pdf"}},"action":{}}""", "/header/document/link", "document")]
    [InlineData("""{"type":"carousel","action":{"cards":[{},{"header":{"type":"video","video":{"link":"@"}}}]}}""", "/action/cards/1/header/video/link", "video")]
    [InlineData("""{"type":"template","template":{"name":"a","components":[{"type":"header","parameters":[{"type":"image","image":{"link":"@"}}]}]}}""", "/template/components/0/parameters/0/image/link", "image")]
    [InlineData("""{"type":"template","template":{"components":[{"type":"carousel","cards":[{"card_index":0,"components":[{"type":"header","parameters":[{"type":"image","image":{"link":"@"}}]}]}]}]}}""", "/template/components/0/cards/0/components/0/parameters/0/image/link", "image")]
    public void One_that_is_media_is_found_and_its_id_takes_its_place(string sample, string place, string kind)
    {
        byte[] json = Encoding.UTF8.GetBytes(sample.Replace("@", Link, StringComparison.Ordinal));
        NamedFile named = Assert.Single(FileLinks.Find(json));
        Assert.Equal((place, kind, Link), (named.Pointer, named.Kind, named.Link));

        string replaced = Encoding.UTF8.GetString(FileLinks.Replace(json, link => link == Link ? ("id", "17") : null).Span);
        Assert.Equal(sample.Replace("\"link\":\"@\"", "\"id\":\"17\"", StringComparison.Ordinal), replaced);
        Assert.Equal(json, FileLinks.Replace(json, _ => null).ToArray());
    }

    [Theory]
    [InlineData("""{"type":"flow","action":{"name":"flow","parameters":{"flow_action_payload":{"data":{"type":"image","image":{"link":"file:///etc/passwd"}}}}}}""")]
    [InlineData("""{"type":"template","template":{"components":[{"type":"button","sub_type":"flow","parameters":[{"type":"action","action":{"flow_action_data":{"type":"image","image":{"link":"file:///etc/passwd"}}}}]}]}}""")]
    [InlineData("""{"type":"text","text":{"body":"file:///etc/passwd","link":"file:///etc/passwd"}}""")]
    [InlineData("""{"type":"cta_url","action":{"name":"cta_url","parameters":{"url":"file:///etc/passwd"}}}""")]
    [InlineData("""{"type":"image","image":{"link":"https://example.com/?file:///etc/passwd"}}""")]
    [InlineData("""{"type":"image","image":{"link":["file:///etc/passwd"]},"video":{"link":"file:///etc/passwd"}}""")]
    [InlineData("""{"type":"button","header":{"type":"image","image":"file:///etc/passwd"}}""")]
    public void One_that_stands_anywhere_else_is_not(string json) => Assert.Empty(FileLinks.Find(Encoding.UTF8.GetBytes(json)));
}
