using System.Globalization;

namespace InteractiveMessaging.Tests.Delivery;

public class RetryTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task What_was_never_sent_is_tried_again_after_waits_that_double()
    {
        Scripted provider = new((_, _) => Scripted.NeverSent);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { MaxRetryCount = 4, Random = () => 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));

        Assert.Equal([0.05, 0.1, 0.2, 0.4], await WaitsAsync(4));
        SendResult result = await run.NextAsync();

        Assert.Equal((SendStatus.Failed, 5), (result.Status, result.Attempts));
        Assert.Equal(TimeSpan.FromSeconds(0.75), result.Elapsed);
        Assert.Equal(ErrorCause.Failed, result.Cause);
        Assert.Equal(4, run.Notes().Count);
    }

    [Fact]
    public async Task A_throttled_message_waits_longer_up_to_twenty_seconds()
    {
        Scripted provider = new((_, _) => Scripted.Reply(429));
        using Connection connection = provider.Connect(_clock, rate: 1000);
        using SendRun run = new(connection, new() { MaxRetryCount = 6, Random = () => 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));

        Assert.Equal([1, 2, 4, 8, 16, 20], await WaitsAsync(6));
        Assert.Equal(SendStatus.Failed, (await run.NextAsync()).Status);
        Assert.True(connection.Pacer.Allowed < 1000);
    }

    [Fact]
    public void The_jitter_is_full() =>
        Assert.Equal(TimeSpan.Zero, RetryPolicy.Wait(new(Outcome.Retry) { Throttled = true }, 5, 0));

    [Theory]
    [InlineData("7", 7)]
    [InlineData("300", 300)]
    [InlineData("Tue, 01 Jan 2030 00:01:30 GMT", 90)]
    public async Task Retry_After_wins_in_seconds_and_as_a_date(string retryAfter, double seconds)
    {
        Scripted provider = new((_, attempt) => attempt == 1 ? Scripted.Reply(503, retryAfter: retryAfter, clock: _clock) : Scripted.Accepted);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new(), _clock);
        Assert.True(run.TryPost(Items.To(1)));

        Assert.Equal([seconds], await WaitsAsync(1));
        Assert.Equal((SendStatus.Accepted, 2), (await run.NextAsync()) is var result ? (result.Status, result.Attempts) : default);
    }

    [Fact]
    public async Task Retry_After_wins_in_the_body()
    {
        Scripted provider = new((_, attempt) => attempt == 1 ? Scripted.Reply(429, """{"word":"later","seconds":"12.5"}""") : Scripted.Accepted);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new(), _clock);
        Assert.True(run.TryPost(Items.To(1)));

        Assert.Equal([12.5], await WaitsAsync(1));
        Assert.Equal(SendStatus.Accepted, (await run.NextAsync()).Status);
    }

    [Theory]
    [InlineData("Mon, 31 Dec 2029 23:59:00 GMT")]
    [InlineData("0")]
    public async Task A_Retry_After_that_is_over_costs_no_wait(string retryAfter)
    {
        Scripted provider = new((_, attempt) => attempt == 1 ? Scripted.Reply(503, retryAfter: retryAfter, clock: _clock) : Scripted.Accepted);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new(), _clock);
        Assert.True(run.TryPost(Items.To(1)));
        Assert.Equal(SendStatus.Accepted, (await run.NextAsync()).Status);
    }

    [Theory]
    [InlineData("301", "2030-01-01 00:05:01 UTC")]
    [InlineData("Wed, 02 Jan 2030 00:00:00 GMT", "2030-01-02 00:00:00 UTC")]
    [InlineData("2147483648", "2098-01-19 03:14:07 UTC")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "2098-01-19 03:14:07 UTC")]
    public async Task More_than_five_minutes_are_not_waited_for(string retryAfter, string until)
    {
        Scripted provider = new((_, _) => Scripted.Reply(429, retryAfter: retryAfter, clock: _clock));
        using Connection connection = provider.Connect(_clock, rate: 10);
        using SendRun run = new(connection, new(), _clock);
        Assert.True(run.TryPost(Items.To(1)));

        SendResult result = await run.NextAsync();

        Assert.Equal((SendStatus.Failed, 1), (result.Status, result.Attempts));
        Assert.Contains(until, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pair_limit_waits_four_to_the_nth_and_holds_no_worker()
    {
        Scripted provider = new((to, attempt) => to == Items.Number(1) && attempt < 4 ? Scripted.Word("pair") : Scripted.Accepted);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        for (int n = 2; n < 10; n++)
        {
            Assert.True(run.TryPost(Items.To(n)));
            Assert.Equal(Items.Number(n), (await run.NextAsync()).To);
        }

        Assert.Equal([4, 16, 64], await WaitsAsync(3));
        SendResult limited = await run.NextAsync();
        Assert.Equal((SendStatus.Accepted, 4), (limited.Status, limited.Attempts));
    }

    [Fact]
    public async Task A_pair_limit_that_lasts_fails_that_recipient_alone()
    {
        Scripted provider = new((_, _) => Scripted.Word("pair"));
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { MaxRetryCount = 50 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        Assert.Equal([4, 16, 64, 256], await WaitsAsync(4));
        SendResult result = await run.NextAsync();
        Assert.Equal((SendStatus.Failed, "131056"), (result.Status, result.ErrorCode));
    }

    [Fact]
    public async Task A_throttled_run_pauses_as_long_as_the_provider_asks()
    {
        Scripted provider = new((to, attempt) => to == Items.Number(1) && attempt == 1 ? Scripted.Reply(429, retryAfter: "9") : Scripted.Accepted);
        using Connection connection = provider.Connect(_clock, rate: 100);
        using SendRun run = new(connection, new(), _clock);
        Assert.True(run.TryPost(Items.To(1)));
        Assert.Equal(9, (await _clock.NextWaitAsync()).TotalSeconds);
        Assert.True(run.TryPost(Items.To(2)));
        Assert.Equal(9, (await _clock.NextWaitAsync()).TotalSeconds);
        Assert.Single(provider.Requests);

        _clock.Advance(TimeSpan.FromSeconds(10));
        List<SendResult> results = [];
        run.Complete();
        while (run.Take(results))
        {
        }

        Assert.All(results, result => Assert.Equal(SendStatus.Accepted, result.Status));
        Assert.Contains(run.Notes(), note => note.Contains("50 messages a second", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("504")]
    [InlineData("200")]
    public async Task What_is_in_doubt_is_not_tried_again(string how)
    {
        Scripted provider = new((_, _) => how == "lost" ? Scripted.Lost : Scripted.Reply(int.Parse(how, CultureInfo.InvariantCulture), "<html>"));
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new(), _clock);
        Assert.True(run.TryPost(Items.To(1)));
        SendResult result = await run.NextAsync();
        Assert.Equal((SendStatus.InDoubt, 1, ErrorCause.InDoubt), (result.Status, result.Attempts, result.Cause));
    }

    [Fact]
    public async Task Who_accepts_the_risk_has_it_tried_again()
    {
        Scripted provider = new((_, attempt) => attempt < 3 ? Scripted.Lost : Scripted.Accepted);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { RetryInDoubt = true, Random = () => 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        await WaitsAsync(2);
        SendResult result = await run.NextAsync();
        Assert.Equal((SendStatus.Accepted, 3), (result.Status, result.Attempts));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(503)]
    public async Task What_was_in_doubt_once_stays_so_whatever_a_later_attempt_meets(int later)
    {
        Scripted provider = new((_, attempt) => attempt == 1 ? Scripted.Lost : Scripted.Reply(later));
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { RetryInDoubt = true, MaxRetryCount = 1, Random = () => 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        await WaitsAsync(1);
        SendResult result = await run.NextAsync();
        Assert.Equal((SendStatus.InDoubt, 2), (result.Status, result.Attempts));
    }

    [Fact]
    public void In_an_outage_the_retries_are_used_up_and_messages_fail_after_one_attempt()
    {
        Scripted provider = new((_, _) => Scripted.Reply(503));
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 4, StopAfterFailures = 0, Random = () => 0 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 500).Select(n => Items.To(n)));

        Assert.All(results, result => Assert.Equal(SendStatus.Failed, result.Status));
        Assert.Equal(500 + 100, provider.Requests.Count);
        Assert.Equal(1, results.Single(result => result.To == Items.To(500).To).Attempts);
    }

    [Fact]
    public void Success_gives_retries_back()
    {
        RetryQuota quota = new(1);
        int spent = 0;
        while (quota.TrySpend())
        {
            spent++;
        }

        Assert.Equal(100, spent);
        for (int i = 0; i < 5; i++)
        {
            Assert.False(quota.TrySpend());
            quota.Succeeded(afterRetry: false);
        }

        Assert.True(quota.TrySpend());
        Assert.False(quota.TrySpend());
        quota.Succeeded(afterRetry: true);
        Assert.True(quota.TrySpend());
    }

    // Each wait of the run, ended as soon as it began.
    private async Task<List<double>> WaitsAsync(int count)
    {
        List<double> waits = [];
        for (int i = 0; i < count; i++)
        {
            TimeSpan wait = await _clock.NextWaitAsync();
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
        }

        return waits;
    }
}
