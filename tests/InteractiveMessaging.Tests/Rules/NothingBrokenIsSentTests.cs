using FsCheck.Fluent;
using InteractiveMessaging.Tests.Delivery;

namespace InteractiveMessaging.Tests;

public class NothingBrokenIsSentTests
{
    [Theory]
    [InlineData("360dialog")]
    [InlineData("AiSoule")]
    public void A_thousand_broken_messages_make_no_request_and_a_sound_one_among_them_makes_one(string provider)
    {
        Scripted server = new((_, _) => Scripted.Reply(200, """{"success":true,"message_id":"m1","messages":[{"id":"m1"}]}"""));
        using Connection connection = server.Connect(provider: ProviderCatalog.Find(provider));
        using SendRun run = new(connection, new() { MaxRetryCount = 0 }, TimeProvider.System);
        RuleSet rules = ProviderCatalog.Find(provider)!.RuleSet;
        MessageDraft[] broken =
        [
            .. AnyMessage.Any.Sample(4000)
                .Select(message => message.MapTexts(text => text.Replace("{{", "{{{{", StringComparison.Ordinal)))
                .Where(message => MessageCheck.Check(message).Any(violation => violation.Severity == RuleSeverity.Error))
                .Take(1000).Select(MessageDraft.Of),
        ];
        Assert.Equal(1000, broken.Length);

        List<SendResult> results = run.SendToAll([.. broken.Select((draft, n) => Items.To(n, draft: draft)), Items.To(5000)]);

        Assert.Equal(1000, results.Count(result => result.Status == SendStatus.Invalid));
        Assert.All(results.Where(result => result.Status == SendStatus.Invalid), result =>
        {
            Assert.Contains(rules.Rules, rule => rule.Id == result.ErrorCode);
            Assert.Equal(0, result.Attempts);
            Assert.NotEmpty(result.Error!);
        });
        Assert.Contains(results, result => result.Status == SendStatus.Accepted);
        Assert.Single(server.Requests);
    }
}
