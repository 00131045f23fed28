using System.Text;

namespace InteractiveMessaging.Tests.Delivery;

public class ExchangeTraceTests
{
    private const string Key = "canary-key-4711";

    [Fact]
    public void Request_and_reply_are_shown_and_the_key_is_hidden_wherever_it_is_echoed()
    {
        string[] lines = Lines($$"""{"to":"+1","echo":"{{Key}}"}""", Scripted.Reply(202, $$"""{"key":"{{Key}}"}"""));
        Assert.Equal(
            [
                "Row 7 > POST https://a.example/send?key=*** (application/json; X-Key: ***)",
                """Row 7 > {"to":"+1","echo":"***"}""",
                """Row 7 < HTTP 202 {"key":"***"}""",
            ],
            lines);
    }

    [Fact]
    public void What_failed_is_shown_in_place_of_a_reply() =>
        Assert.Equal("Row 7 < refused by ***", Lines("{}", new() { Failure = $"refused by {Key}" })[2]);

    [Fact]
    public void What_a_terminal_obeys_is_replaced_and_what_is_long_is_cut()
    {
        Assert.Equal("Row 7 < HTTP 200 a\ufffd]0;title\ufffdb", Lines("{}", Scripted.Reply(200, "a\e]0;title\ab"))[2]);
        string line = Lines("{}", Scripted.Reply(200, new string('x', 100_000)))[2];
        Assert.InRange(line.Length, 8192, 8300);
        Assert.EndsWith("x…", line, StringComparison.Ordinal);
    }

    private static string[] Lines(string body, TransportResult result)
    {
        TransportRequest request = new(
            new($"https://a.example/send?key={Key}"), "X-Key", Key, Encoding.UTF8.GetBytes(body), TimeSpan.FromSeconds(1));
        return [.. ExchangeTrace.Lines(7, request, result, text => text?.Replace(Key, "***", StringComparison.Ordinal))];
    }
}
