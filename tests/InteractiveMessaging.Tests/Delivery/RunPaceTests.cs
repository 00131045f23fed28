namespace InteractiveMessaging.Tests.Delivery;

public class RunPaceTests
{
    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData(null, 80d)]
    [InlineData(20d, 20d)]
    [InlineData(200d, 200d)]
    [InlineData(0d, double.PositiveInfinity)]
    public void A_run_has_its_own_rate_or_the_connections(double? own, double allowed)
    {
        using Connection connection = new Scripted((_, _) => Scripted.Accepted).Connect(_clock, rate: 80);
        Assert.Equal(allowed, new RunPace(connection, own, _clock).Allowed);
    }

    [Fact]
    public async Task Runs_on_one_connection_share_its_pace()
    {
        using Connection connection = new Scripted((_, _) => Scripted.Accepted).Connect(_clock, rate: 10);
        RunPace one = new(connection, null, _clock), other = new(connection, 5, _clock);
        await one.WaitAsync(default);
        Task second = other.WaitAsync(default).AsTask();
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await second.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(one.SlowDown(one.Now, TimeSpan.Zero));
        Assert.Equal(5, one.Allowed);
        Assert.Equal(5, other.Allowed);
        Assert.True(other.SlowDown(other.Now, TimeSpan.Zero));
        Assert.Equal(2.5, one.Allowed);
    }
}
