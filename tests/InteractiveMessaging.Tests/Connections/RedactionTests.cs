using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Connections;

public class RedactionTests
{
    private const string Key = "canary/4711+\"key\\=='<&%41";

    private static readonly int Echoes = Environment.GetEnvironmentVariable("WA_SLOW") == "1" ? 100_000 : 3_000;

    private static readonly Func<string, string>[] Escapers =
    [
        Echo.Forms["JSON"], Echo.Forms["JSON, slashes"], Echo.Forms["address, Uri"], Echo.Forms["address, WebUtility"],
        Echo.Forms["HTML, WebUtility"], Echo.Forms["HTML, HtmlEncoder"],
    ];

    public static TheoryData<string> Providers { get; } = [.. ProviderCatalog.All.Select(provider => provider.Name)];

    public static TheoryData<string> Forms { get; } = [.. Echo.Forms.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_provider_that_echoes_the_key_anywhere_in_its_reply_gives_none_of_it_away(string form)
    {
        string echo = Echo.Forms[form](Key);
        Secret key = Secret.Of(Key);
        foreach (Provider provider in ProviderCatalog.All)
        {
            foreach (int status in (int[])[200, 202, 400, 401, 403, 429, 500, 503])
            {
                foreach (string body in Bodies(echo))
                {
                    HttpReply reply = new HttpReply(status, Encoding.UTF8.GetBytes(body), _ => echo).Hiding(key.Redaction);
                    string read = provider.ReadReply(reply).ToString();
                    Assert.False(Echo.Tells(read, Key), $"{provider}, HTTP {status}: {read}");
                    Assert.False(Echo.Tells(reply.Header("X-Echo"), Key), reply.Header("X-Echo"));
                    Assert.False(Echo.Tells(reply.Content, Key), reply.Content);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Only_the_key_is_taken_out(string form)
    {
        string echo = Echo.Forms[form](Key);
        string left = new Redaction(Key).Redact($"Zoë says: {echo}");
        Assert.StartsWith("Zoë says: ", left, StringComparison.Ordinal);
        Assert.Contains(Redaction.Mark, left, StringComparison.Ordinal);
        Assert.False(Echo.Tells(left, Key), left);
        if (!form.StartsWith("base64", StringComparison.Ordinal))
        {
            Assert.Equal("Zoë says: ***; 100 % \\ & 1", new Redaction(Key).Redact($"Zoë says: {echo}; 100 % \\ & 1"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Parameter 'to' is not valid: 100 % wrong & \"unusable\" \\ canary/471")]
    [InlineData("wamid.HBgLMzkzMzMxMjM0NTY3FQIAERgSQTVENzY0RjYwQjQzNDA2RkEwAA==")]
    [InlineData("%zz %4 % \\u00 \\q &; &unknown; &#; &#x; &#99999999999; &amp &aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;")]
    [InlineData("%25252525252525 \\\\\\\\\\\\\\\\ &amp;amp;amp;amp;amp;")]
    public void A_text_without_the_key_is_left_as_it_is(string text) => Assert.Same(text, new Redaction(Key).Redact(text));

    [Theory]
    [InlineData("41canary+1", "%41canary%2B1", "%***")]
    [InlineData("ncanary+1", "\\ncanary\\u002B1", "\\***")]
    [InlineData("lt;canary+1", "a&lt;canary&#43;1", "a&***")]
    public void What_stands_before_the_key_does_not_swallow_its_beginning(string key, string text, string left) =>
        Assert.Equal(left, new Redaction(key).Redact(text));

    [Fact]
    public void A_key_is_found_more_than_once_and_side_by_side() =>
        Assert.Equal("******, ***", new Redaction("0123456789").Redact("01234567890123456789, 0123456789"));

    [Theory]
    [InlineData("4711", """{"success":true,"data":{"message_id":4711}}""", "***")]
    [InlineData("4711", """{"success":true,"data":{"message_id":147110}}""", "1***0")]
    [InlineData("\"", """{"success":true,"data":{"message_id":"a\"b"}}""", "a***b")]
    [InlineData("{", """{"success":true,"data":{"message_id":"a{b"}}""", "a***b")]
    public void What_is_left_is_JSON_whatever_the_key_is_made_of(string key, string body, string id)
    {
        HttpReply reply = new HttpReply(200, Encoding.UTF8.GetBytes(body)).Hiding(new(key));
        Assert.Equal(id, ProviderCatalog.Find("PingUp")!.ReadReply(reply).MessageId);
    }

    [Fact]
    public void A_reply_that_is_almost_JSON_is_not_cut_at_an_escaped_quote()
    {
        Provider kaleyra = ProviderCatalog.Find("Kaleyra")!;
        string body = $$"""{"code":"WA202" "message":"bad key {{JsonEncodedText.Encode(Key)}}, \"sorry\"" "end":1}""";
        Assert.Equal("bad key ***, \"sorry\"", kaleyra.ReadReply(new HttpReply(400, Encoding.UTF8.GetBytes(body)).Hiding(new(Key))).Error);
        Assert.Equal("a \"b\" c", kaleyra.ReadReply(new(400, """{"message":"a \"b\" c" "code":"x"}"""u8.ToArray())).Error);
    }

    /// <summary>Random keys, escaped in random ways and several times over, in random surroundings, the reply cut at random.</summary>
    [Fact]
    public void No_mutated_echo_tells_the_key()
    {
        Random random = new(4711);
        Provider[] providers = [.. ProviderCatalog.All];
        int redacted = 0;
        for (int i = 0; i < Echoes; i++)
        {
            string key = Word(random, random.Next(12, 60), "abcXYZ0189+/=-_.~%&\\\"'<>#;u");
            string echo = key;
            for (int layers = random.Next(4); layers > 0; layers--)
            {
                Func<string, string> escape = Escapers[random.Next(Escapers.Length)];
                int share = random.Next(1, 5);
                echo = random.Next(3) > 0
                    ? escape(echo)
                    : string.Concat(echo.Select(c => random.Next(share) == 0 ? Each(random, c) : escape($"{c}")));
            }

            echo = Word(random, random.Next(3), "ab1%&\\ ,") + echo + Word(random, random.Next(3), "ab1;\\ ,");
            string[] bodies = [.. Bodies(random.Next(4) == 0 ? echo : JsonSerializer.Serialize(echo)[1..^1])];
            string body = bodies[random.Next(bodies.Length)];
            body = random.Next(10) == 0 ? body[..random.Next(body.Length)] : body;
            HttpReply reply = new HttpReply(random.Next(3) == 0 ? 200 : 400, Encoding.UTF8.GetBytes(body)).Hiding(new(key));
            string read = providers[random.Next(providers.Length)].ReadReply(reply).ToString();
            Assert.False(Echo.Tells(read, key), $"Echo {i}, key {key}\n{body}\n{read}");
            redacted += read.Contains(Redaction.Mark, StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(redacted > Echoes / 4, $"Only {redacted} of {Echoes} replies showed that anything was taken out.");
    }

    private static string Word(Random random, int length, string signs) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => signs[random.Next(signs.Length)]));

    private static string Each(Random random, char c) => random.Next(6) switch
    {
        0 => $"%{(int)c:x2}",
        1 => $"%{(int)c:X2}",
        2 => $"\\u{(int)c:x4}",
        3 => $"\\u{(int)c:X4}",
        4 => $"&#{(int)c};",
        _ => $"&#x{(int)c:X};",
    };

    // The last stands where a long text is cut, so that only its beginning would be left.
    private static IEnumerable<string> Bodies(string echo) =>
    [
        $$$"""
        {"success":true,"message_id":"{{{echo}}}","request_id":"{{{echo}}}","data":{"message_id":"{{{echo}}}"},"messages":[{"id":"{{{echo}}}"}]}
        """,
        $$"""{"success":false,"code":"{{echo}}","error_code":"{{echo}}","message":"bad key {{echo}}","error":"bad key {{echo}}"}""",
        $$$"""
        {"error":{"code":"{{{echo}}}","message":"bad key {{{echo}}}","error_data":{"details":"{{{echo}}}"} },
        "data":{"message":"{{{echo}}}","error":"{{{echo}}}"},"meta":{"developer_message":"{{{echo}}}"} }
        """,
        $$"""{"code":"WA202" "message_id":"{{echo}}" "message":"{{echo}}"}""",
        $$$"""{"message":"bad","error":{"{{{echo}}}":"bad","key":"{{{echo}}}"} }""",
        $"<html>{echo}</html>",
        $$$"""{"message":"{{{new string('x', 495)}}}{{{echo}}}","error":{"message":"{{{new string('x', 495)}}}{{{echo}}}"} }""",
    ];
}
