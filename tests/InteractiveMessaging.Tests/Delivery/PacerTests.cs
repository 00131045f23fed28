using FsCheck;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests.Delivery;

public class PacerTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(1000)]
    public void The_rate_is_kept_when_the_timer_is_on_time(double rate)
    {
        List<double> moments = Run(rate, (int)(rate * 20), _ => TimeSpan.FromMilliseconds(1));
        double second = moments[^1] - moments[0];
        Assert.InRange((moments.Count - 1) / second / rate, 0.99, 1.0 + (Pacer.Tolerance.TotalSeconds / second));
        Assert.InRange(Most(moments, 1), 0.99 * rate, (1.01 * rate) + 1);
    }

    [Fact]
    public void What_a_late_timer_missed_is_made_up()
    {
        Random random = new(1);
        List<double> moments = Run(1000, 20_000, _ => TimeSpan.FromMilliseconds(1 + random.Next(9)));
        Assert.InRange((moments.Count - 1) / (moments[^1] - moments[0]), 990, 1001);
    }

    [Fact]
    public void In_no_window_more_leave_than_allowed() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(
            Gen.Choose(1, 2000).ToArbitrary(),
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            (rate, seed) =>
            {
                Random random = new(seed);
                List<double> moments = Run(rate, 400, _ => TimeSpan.FromMilliseconds(random.Next(20) == 0 ? random.Next(500) : random.Next(1, 6)));
                double tolerance = Pacer.Tolerance.TotalSeconds;
                for (int first = 0; first < moments.Count; first++)
                {
                    for (int last = first; last < moments.Count; last++)
                    {
                        double allowed = 1 + (rate * (moments[last] - moments[first] + tolerance));
                        if (last - first + 1 > allowed + 1e-6)
                        {
                            Assert.Fail($"{last - first + 1} from {moments[first]} to {moments[last]} s at {rate}/s");
                        }
                    }
                }
            }));

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        Pacer pacer = new(0, new FakeClock());
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(pacer.WaitAsync(default).AsTask().IsCompletedSuccessfully);
        }
    }

    [Fact]
    public async Task Who_gives_up_leaves_no_gap()
    {
        FakeClock clock = new();
        Pacer pacer = new(1, clock);
        using CancellationTokenSource impatient = new();
        Assert.True(pacer.WaitAsync(default).AsTask().IsCompletedSuccessfully);
        Task first = pacer.WaitAsync(impatient.Token).AsTask();
        Task second = pacer.WaitAsync(default).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await second.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_refusal_halves_the_pace_and_success_brings_it_back()
    {
        FakeClock clock = new();
        Pacer pacer = new(80, clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pacer.SlowDown(pacer.Now, TimeSpan.Zero));
        Assert.Equal(40, pacer.Allowed);

        int successes = 0;
        double before = pacer.Allowed;
        while (pacer.Allowed < 80)
        {
            pacer.SpeedUp();
            Assert.True(pacer.Allowed > before);
            before = pacer.Allowed;
            successes++;
        }

        // Ten seconds for the upper half, at about 60 a second.
        Assert.InRange(successes, 500, 700);
        Assert.Equal(80, pacer.Allowed);
    }

    [Fact]
    public void Refusals_of_one_round_trip_count_once()
    {
        FakeClock clock = new();
        Pacer pacer = new(100, clock);
        TimeSpan sent = pacer.Now;
        clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True(pacer.SlowDown(sent, TimeSpan.Zero));
        Assert.False(pacer.SlowDown(sent, TimeSpan.Zero));
        Assert.Equal(50, pacer.Allowed);
        Assert.True(pacer.SlowDown(pacer.Now, TimeSpan.Zero));
        Assert.Equal(25, pacer.Allowed);
    }

    [Fact]
    public void However_often_it_is_refused_a_little_still_leaves()
    {
        FakeClock clock = new();
        Pacer pacer = new(100, clock);
        for (int i = 0; i < 50; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            pacer.SlowDown(pacer.Now, TimeSpan.Zero);
        }

        Assert.Equal(1, pacer.Allowed);

        // One success is no proof that all is well again.
        pacer.SpeedUp();
        Assert.Equal(6, pacer.Allowed);
    }

    [Fact]
    public void A_slow_connection_comes_back_step_by_step_too()
    {
        FakeClock clock = new();
        Pacer pacer = new(1, clock);
        for (int i = 0; i < 50; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            pacer.SlowDown(pacer.Now, TimeSpan.Zero);
        }

        Assert.Equal(0.01, pacer.Allowed);
        pacer.SpeedUp();
        Assert.Equal(0.06, pacer.Allowed, 6);
    }

    [Fact]
    public async Task A_pause_that_is_asked_for_holds_everybody()
    {
        FakeClock clock = new();
        Pacer pacer = new(0, clock);
        pacer.SlowDown(pacer.Now, TimeSpan.FromSeconds(7));
        Task waiting = pacer.WaitAsync(default).AsTask();
        clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Without_a_limit_the_measured_pace_is_halved_and_the_limit_is_lifted_again()
    {
        FakeClock clock = new();
        Pacer pacer = new(0, clock);
        for (int i = 0; i < 200; i++)
        {
            Assert.True(pacer.WaitAsync(default).AsTask().IsCompletedSuccessfully);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        pacer.SlowDown(pacer.Now, TimeSpan.Zero);
        Assert.InRange(pacer.Allowed, 45, 55);
        for (int i = 0; i < 2000; i++)
        {
            pacer.SpeedUp();
        }

        Assert.Equal(double.PositiveInfinity, pacer.Allowed);
    }

    // So many messages that all wait at once; the clock moves by steps. When each one left, in seconds.
    private static List<double> Run(double rate, int messages, Func<int, TimeSpan> step)
    {
        FakeClock clock = new();
        Pacer pacer = new(rate, clock);
        Task[] waiting = [.. Enumerable.Range(0, messages).Select(_ => pacer.WaitAsync(default).AsTask())];
        List<double> moments = [];
        for (int steps = 0; moments.Count < messages; steps++)
        {
            while (moments.Count < messages && waiting[moments.Count].IsCompleted)
            {
                moments.Add(pacer.Now.TotalSeconds);
            }

            clock.Jump(step(steps));
        }

        return moments;
    }

    // The most that left in any window of so many seconds.
    private static int Most(List<double> moments, double window)
    {
        int most = 0;
        for (int first = 0, last = 0; last < moments.Count; last++)
        {
            while (moments[last] - moments[first] >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
