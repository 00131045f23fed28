using System.Collections;

namespace InteractiveMessaging.Tests.Sandboxes;

public class FaultTests
{
    [Fact]
    public void The_same_seed_meets_the_same_requests()
    {
        Assert.Equal(Plan(7), Plan(7));
        Assert.NotEqual(Plan(7), Plan(8));
    }

    [Fact]
    public void Shares_are_shares_of_all_requests()
    {
        Dictionary<SandboxFault, int> counts = Plan(1).GroupBy(fault => fault).ToDictionary(group => group.Key, group => group.Count());
        Assert.InRange(counts[SandboxFault.Throttle], 900, 1100);
        Assert.InRange(counts[SandboxFault.ServerError], 430, 570);
        Assert.InRange(counts[SandboxFault.Drop], 150, 250);
        Assert.Equal(4, counts.Count);
    }

    [Fact]
    public void Slowness_is_a_chance_of_its_own_and_comes_on_top_of_the_delay()
    {
        SandboxFaults faults = SandboxFaults.Read(new Hashtable { ["Throttle"] = 0.5, ["Slow"] = 0.5, ["SlowMilliseconds"] = 30, ["Delay"] = 5 }, 3);
        var met = Enumerable.Range(1, 4000)
            .GroupBy(request => (faults.Of(request), faults.WaitOf(request).TotalMilliseconds))
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal([(SandboxFault.None, 5), (SandboxFault.None, 35), (SandboxFault.Throttle, 5), (SandboxFault.Throttle, 35)], met.Keys.Order());
        Assert.All(met.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Names_know_no_case_and_numbers_come_as_texts_too()
    {
        SandboxFaults faults = SandboxFaults.Read(new Hashtable { ["throttle"] = "1.0", ["RETRYAFTER"] = 7L }, 1);
        Assert.Equal((SandboxFault.Throttle, 7), (faults.Of(1), faults.RetryAfter));
    }

    [Fact]
    public void Without_faults_there_are_none()
    {
        SandboxFaults faults = SandboxFaults.Read(null, 1);
        Assert.All(Enumerable.Range(1, 1000), request => Assert.Equal((SandboxFault.None, TimeSpan.Zero), (faults.Of(request), faults.WaitOf(request))));
    }

    [Theory]
    [InlineData("Trottle", 0.1, "The fault 'Trottle' is unknown. Shares from 0 to 1: Unauthorized, Throttle, Unavailable, ServerError, DropBefore, Reject, Drop, Slow. Amounts: RetryAfter, SlowMilliseconds, Delay, LowBalanceAfter, StopAfter.")]
    [InlineData("Throttle", 10, "The fault 'Throttle' is '10'; it must be a share from 0 to 1, such as 0.1.")]
    [InlineData("Throttle", -0.1, "it must be a share")]
    [InlineData("Throttle", "often", "it must be a share")]
    [InlineData("Throttle", null, "it must be a share")]
    [InlineData("Delay", -1, "it must be a number, 0 or more")]
    [InlineData("Delay", double.NaN, "it must be a number, 0 or more")]
    [InlineData("StopAfter", double.PositiveInfinity, "it must be a number, 0 or more")]
    public void What_cannot_be_read_is_an_error_that_says_what_can(string name, object? value, string error) =>
        Assert.Contains(error, Assert.Throws<ArgumentException>(() => SandboxFaults.Read(new Hashtable { [name] = value }, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Shares_are_at_most_all_together()
    {
        Assert.Contains("add up to 1.2", Assert.Throws<ArgumentException>(() => SandboxFaults.Read(new Hashtable { ["Drop"] = 0.7, ["Reject"] = 0.5 }, 1)).Message, StringComparison.Ordinal);
        SandboxFaults.Read(new Hashtable { ["Drop"] = 0.7, ["Reject"] = 0.3, ["Slow"] = 1 }, 1);
    }

    private static SandboxFault[] Plan(int seed)
    {
        SandboxFaults faults = SandboxFaults.Read(new Hashtable { ["Throttle"] = 0.1, ["ServerError"] = 0.05, ["Drop"] = 0.02 }, seed);
        return [.. Enumerable.Range(1, 10_000).Select(request => faults.Of(request))];
    }
}
