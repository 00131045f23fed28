using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Connections;

public class RedactionTests
{
    private const string Key = "canary/4711+\"key\\==";

    public static TheoryData<string> Providers { get; } = [.. ProviderCatalog.All.Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_provider_that_echoes_the_key_anywhere_in_its_reply_gives_none_of_it_away(string name)
    {
        Provider provider = ProviderCatalog.Find(name)!;
        string json = JsonSerializer.Serialize(Key)[1..^1];
        string escaped = string.Concat(Key.Select(c => $"\\u{(int)c:x4}"));
        string inAddress = Uri.EscapeDataString(Key);
        foreach (string echo in (string[])[json, escaped, inAddress])
        {
            foreach (int status in (int[])[200, 202, 400, 401, 403, 429, 500, 503])
            {
                foreach (string body in Bodies(echo))
                {
                    HttpReply reply = new HttpReply(status, Encoding.UTF8.GetBytes(body), _ => Key).Hiding(Secret.Of(Key).Redact);
                    string read = provider.ReadReply(reply).ToString();
                    Assert.DoesNotContain("canary", read, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain("canary", reply.Header("X-Echo"), StringComparison.Ordinal);
                }
            }
        }
    }

    // The last stands where a long text is cut, so that only its beginning would be left.
    private static IEnumerable<string> Bodies(string echo) =>
    [
        $$$"""{"success":true,"message_id":"{{{echo}}}","request_id":"{{{echo}}}","data":{"message_id":"{{{echo}}}"},"messages":[{"id":"{{{echo}}}"}]}""",
        $$"""{"success":false,"code":"{{echo}}","error_code":"{{echo}}","message":"bad key {{echo}}","error":"bad key {{echo}}"}""",
        $$$"""{"error":{"code":"{{{echo}}}","message":"bad key {{{echo}}}","error_data":{"details":"{{{echo}}}"} },"data":{"message":"{{{echo}}}","error":"{{{echo}}}"},"meta":{"developer_message":"{{{echo}}}"} }""",
        $$"""{"code":"WA202" "message_id":"{{echo}}" "message":"{{echo}}"}""",
        $$$"""{"message":"bad","error":{"{{{echo}}}":"bad","key":"{{{echo}}}"} }""",
        $"<html>{echo}</html>",
        $$$"""{"message":"{{{new string('x', 495)}}}{{{echo}}}","error":{"message":"{{{new string('x', 495)}}}{{{echo}}}"} }""",
    ];
}
