namespace InteractiveMessaging.Tests;

public class NaiveRulesTests
{
    [Fact]
    public void The_table_and_a_naive_second_implementation_agree_on_every_message() => RoundTripTests.For(AnyMessage.Any, message =>
    {
        IReadOnlyList<RuleViolation> found = MessageCheck.Check(message, MessageWriter.Write(message), RuleSet.Common);
        Assert.Equal(NaiveRules.Check(message), new SortedSet<string>(found.Select(violation => $"{violation.Rule} {violation.Path}"), StringComparer.Ordinal));
    }, tests: Environment.GetEnvironmentVariable("WA_SLOW") is null ? 1500 : 100_000);
}
