namespace InteractiveMessaging.Tests.Delivery;

public class RunPaceTests
{
    private static Connection At(double rate, FakeClock clock) => new Scripted((_, _, _) => throw new InvalidOperationException()).Connect(clock, rate);

    [Fact]
    public void Without_a_rate_of_its_own_a_run_goes_at_the_connections() =>
        Assert.Equal(80, new RunPace(At(80, new()), null, new FakeClock()).Allowed);

    [Theory]
    [InlineData(80, 20, 20)]
    [InlineData(80, 500, 500)]
    [InlineData(0, 20, 20)]
    public void A_rate_of_its_own_is_what_counts(double connection, double own, double allowed)
    {
        FakeClock clock = new();
        Assert.Equal(allowed, new RunPace(At(connection, clock), own, clock).Allowed);
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        FakeClock clock = new();
        Assert.Equal(double.PositiveInfinity, new RunPace(At(80, clock), 0, clock).Allowed);
    }

    [Fact]
    public async Task A_lower_rate_still_takes_its_turns_of_the_connections()
    {
        FakeClock clock = new();
        using Connection connection = At(80, clock);
        await new RunPace(connection, 20, clock).WaitAsync(default);

        // The connection's next slot is taken up, so another run has to wait for the one after it.
        Task other = connection.Pacer.WaitAsync(default);
        other = other.IsCompleted ? connection.Pacer.WaitAsync(default) : other;
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public void A_slow_down_holds_for_the_run_and_for_the_connection()
    {
        FakeClock clock = new();
        using Connection connection = At(80, clock);
        RunPace pace = new(connection, 20, clock);
        Assert.True(pace.SlowDown(pace.Now, TimeSpan.Zero));
        Assert.Equal(10, pace.Allowed);
        Assert.Equal(40, connection.Pacer.Allowed);
    }
}
