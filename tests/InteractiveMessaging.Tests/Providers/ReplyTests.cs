using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests.Providers;

/// <summary>What every provider makes of replies that are not as its page says.</summary>
public class ReplyTests
{
    private static readonly string[] Bodies =
    [
        "", " ", "null", "true", "42", "\"text\"", "[]", "[[]]", "[1,2]", "{}", "{", "{\"success\":", "{\"success\":true,\"mess",
        "<html><body>502 Bad Gateway</body></html>", "{\"message_id\":null}", "{\"message_id\":[1]}", "{\"data\":\"text\",\"error\":\"text\"}",
        "{\"data\":[{\"message_id\":1}],\"error\":[\"x\"],\"messages\":{\"id\":1}}", "{\"error\":{\"code\":{},\"message\":[]}}", "{\"messages\":[null]}", "{\"messages\":[]}",
        "{\"code\":\"\\ud800\",\"message\":\"\\udc00\",\"message_id\":\"\\ud83d\"}", "{\"\\ud800\":1,\"success\":true}",
        "{\"error\":{\"\\ud800\":\"\\ud800\"}}", new string('[', 100_000), "{\"a\":" + new string('x', 1_000_000),
    ];

    public static TheoryData<string> Providers { get; } = [.. ProviderCatalog.All.Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void No_junk_is_an_acceptance_and_a_2xx_with_junk_is_in_doubt(string provider)
    {
        foreach (string body in Bodies)
        {
            ProviderReply reply = Sample.Read(provider, 200, body);
            Assert.True(reply.Outcome == Outcome.InDoubt, $"{reply.Outcome} for {body[..Math.Min(body.Length, 60)]}");
            Assert.False(string.IsNullOrWhiteSpace(reply.Error));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void With_junk_the_status_decides(string provider)
    {
        foreach (string body in Bodies)
        {
            Assert.Equal((Outcome.Rejected, true), (Sample.Read(provider, 401, body).Outcome, Sample.Read(provider, 401, body).StopsRun));
            Assert.Equal((Outcome.Retry, true), (Sample.Read(provider, 429, body).Outcome, Sample.Read(provider, 429, body).Throttled));
            Assert.Equal(Outcome.Retry, Sample.Read(provider, 503, body).Outcome);
            Assert.Equal(Outcome.Rejected, Sample.Read(provider, 404, body).Outcome);
            Assert.Equal(Outcome.Rejected, Sample.Read(provider, 307, body).Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_server_error_without_a_code_is_in_doubt(string provider)
    {
        foreach (int status in (int[])[500, 502, 504])
        {
            Assert.Equal(Outcome.InDoubt, Sample.Read(provider, status, "<html></html>").Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Any_bytes_can_be_read(string provider)
    {
        Provider reader = ProviderCatalog.Find(provider)!;
        Gen<byte[]> bytes = ArbMap.Default.GeneratorFor<byte[]>();
        Gen<byte[]> almostJson = from pieces in Gen.Elements("{", "}", "[", "]", ":", ",", "\"success\"", "\"data\"", "\"error\"", "\"code\"", "\"message_id\"", "\"messages\"", "\"id\"", "true", "1", "null", "\"\\ud800\"", "\"\xff\"", "\"x\"").ListOf()
                                 select Encoding.Latin1.GetBytes(string.Concat(pieces));
        Prop.ForAll(Gen.OneOf(bytes, almostJson).ToArbitrary(), Gen.Choose(100, 599).ToArbitrary(), (body, status) =>
        {
            ProviderReply reply = reader.ReadReply(new(status, body));
            return reply.Outcome == Outcome.Accepted ? status is >= 200 and < 300 : !string.IsNullOrWhiteSpace(reply.Error);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_byte_order_mark_harms_nothing(string provider)
    {
        Provider reader = ProviderCatalog.Find(provider)!;
        DialectReply accepted = reader.Dialect!.Accepted("id-1", "+12025550100");
        Assert.Equal("id-1", reader.ReadReply(new(accepted.Status, Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(accepted.Body)).ToArray())).MessageId);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_long_error_is_cut_and_put_on_one_line(string provider)
    {
        Refusal refusal = new(RefusalKind.MessageRefused, string.Join('\n', Enumerable.Repeat("word", 1000)));
        DialectReply said = ProviderCatalog.Find(provider)!.Dialect!.Refused(refusal) ?? SandboxGateway.Plain(refusal);
        ProviderReply reply = Sample.Read(provider, said.Status, said.Body);
        Assert.Contains("word word", reply.Error, StringComparison.Ordinal);
        Assert.InRange(reply.Error!.Length, 100, 550);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_status_that_HTTP_does_not_know_is_in_doubt(string provider)
    {
        foreach (int status in (int[])[0, 1, 99, 101, 600, 999])
        {
            Assert.Equal(Outcome.InDoubt, Sample.Read(provider, status, "").Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Nothing_in_a_reply_can_give_a_terminal_orders(string provider)
    {
        string orders = string.Concat("\u001b]0;title\u0007\u001b[2J\u009b1m\u0000\u007f\u202eyas\u2066\u200f\u2028\r\nend".Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"\\u{(int)c:x4}"));
        string[] bodies =
        [
            $$$"""{"success":true,"message_id":"{{{orders}}}","data":{"message_id":"{{{orders}}}"},"messages":[{"id":"{{{orders}}}"}]}""",
            $$$"""{"code":"{{{orders}}}","error_code":"{{{orders}}}","message":"{{{orders}}}","error":{"code":"{{{orders}}}","message":"{{{orders}}}"}}""",
            $$$"""{"message":"bad","error":{"{{{orders}}}":"{{{orders}}}"}}""",
            $$"""{"code":"WA202" "message_id":"{{orders}}" "message":"{{orders}}"}""",
        ];
        foreach (string body in bodies)
        {
            foreach (int status in (int[])[200, 400, 503])
            {
                ProviderReply read = Sample.Read(provider, status, body);
                string shown = $"{read.MessageId}{read.Code}{read.Error}";
                Assert.DoesNotContain(shown, c => char.IsControl(c) || c is '\u202e' or '\u2066' or '\u200f' or '\u2028');
            }
        }
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData(" 30 ", 30)]
    [InlineData("0", 0)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("2147483648", int.MaxValue)]
    [InlineData("99999999999999999999999999", int.MaxValue)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", int.MaxValue)]
    [InlineData("-5", null)]
    [InlineData("NaN", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Retry_after_in_seconds_is_a_wait_however_long(string? header, int? seconds) =>
        Assert.Equal(seconds, Sample.Read("PingUp", 503, "", header).RetryAfter?.TotalSeconds);

    [Fact]
    public void A_wait_in_the_body_is_one_however_long() => Assert.Equal(
        int.MaxValue, Sample.Read("AiSoule", 429, """{"error":{"retry_after_seconds":1e300}}""").RetryAfter?.TotalSeconds);
}
