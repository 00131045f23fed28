namespace InteractiveMessaging.Tests.Delivery;

public class StoppingTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task A_refused_account_ends_sending_at_once_and_the_rest_is_not_sent()
    {
        TaskCompletionSource<TransportResult> refused = new(), accepted = new(), refusedToo = new(), unreadable = new();
        Scripted provider = new((to, _, _) => to[^1] switch
        {
            '1' => Task.FromResult(Scripted.Reply(503, retryAfter: "60")),
            '2' => accepted.Task,
            '3' => refusedToo.Task,
            '4' => unreadable.Task,
            '5' => refused.Task,
            _ => throw new InvalidOperationException("nothing new may start"),
        });
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 4 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        Assert.Equal(60, (await _clock.NextWaitAsync()).TotalSeconds);
        for (int n = 2; n < 8; n++)
        {
            Assert.True(run.TryPost(Items.To(n)));
        }

        run.Complete();
        refused.SetResult(Scripted.Reply(400, """{"word":"stop","error":"token expired"}"""));
        List<SendResult> results = [];
        while (results.Count < 4)
        {
            await Task.Run(() => run.Take(results));
        }

        // What waited for another attempt or had not begun is out at once; what is in flight is waited for.
        Assert.Equal([1, 5, 6, 7], results.Select(result => result.RowNumber).Order());
        Assert.All(results, result => Assert.Equal((SendStatus.NotSent, (ErrorCause?)null), (result.Status, result.Cause)));
        accepted.SetResult(Scripted.Accepted);
        refusedToo.SetResult(Scripted.Word("stop"));
        unreadable.SetResult(Scripted.Reply(502));
        while (run.Take(results))
        {
        }

        Assert.Equal(7, results.Count);
        Assert.Equal([SendStatus.Accepted, SendStatus.NotSent, SendStatus.InDoubt], results.Where(result => result.RowNumber is 2 or 3 or 4).OrderBy(result => result.RowNumber).Select(result => result.Status));
        Assert.Equal(5, provider.Requests.Count);
        Assert.Equal((ErrorCause.RunStopped, "190", "Get a new key.", 5), (run.Stopped!.Cause, run.Stopped.ErrorCode, run.Stopped.Recommendation, run.Stopped.RowNumber));
        Assert.Contains("token expired", run.Stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_its_moment_is_not_sent_either()
    {
        Scripted provider = new((_, _) => Scripted.Word("stop"));
        using Connection connection = provider.Connect(_clock, rate: 1);
        TaskCompletionSource<TransportResult> held = new();
        using SendRun run = new(connection, new(), _clock);
        await connection.Pacer.WaitAsync(default);
        Assert.True(run.TryPost(Items.To(1)));
        Assert.Equal(1, (await _clock.NextWaitAsync()).TotalSeconds);
        Assert.True(run.TryPost(Items.To(2)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        List<SendResult> results = [];
        while (results.Count < 2)
        {
            await Task.Run(() => run.Take(results));
        }

        Assert.All(results, result => Assert.Equal(SendStatus.NotSent, result.Status));
        Assert.Single(provider.Requests);
    }

    [Fact]
    public void After_a_stop_the_remaining_input_is_still_read_and_reported()
    {
        Scripted provider = new((_, _) => Scripted.Word("stop"));
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 3 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 3000).Select(n => Items.To(n)));

        Assert.Equal(3000, results.Count);
        Assert.All(results, result => Assert.Equal(SendStatus.NotSent, result.Status));
        Assert.InRange(provider.Requests.Count, 1, 3);
    }

    [Fact]
    public async Task Breaking_off_waits_for_replies_that_come_in_time()
    {
        TaskCompletionSource<TransportResult> reply = new();
        Scripted provider = new((_, _, _) => reply.Task);
        using Connection connection = provider.Connect(_clock);
        SendRun run = new(connection, new() { ThrottleLimit = 1 }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        Assert.True(run.TryPost(Items.To(2)));
        SpinWait.SpinUntil(() => provider.Requests.Count == 1);

        Task disposing = Task.Run(run.Dispose);
        Assert.Equal(10, (await _clock.NextWaitAsync()).TotalSeconds);
        reply.SetResult(Scripted.Accepted);
        await disposing;

        Assert.Equal([(1, SendStatus.Accepted), (2, SendStatus.NotSent)], run.Unreported.OrderBy(result => result.RowNumber).Select(result => ((int)result.RowNumber, result.Status)));
    }

    [Theory]
    [InlineData(true, SendStatus.InDoubt)]
    [InlineData(false, SendStatus.NotSent)]
    public async Task Breaking_off_cancels_what_takes_too_long(bool bodyStarted, SendStatus status)
    {
        Scripted provider = new(async (_, _, cancellation) =>
        {
            TaskCompletionSource cancelled = new();
            using CancellationTokenRegistration registration = cancellation.Register(cancelled.SetResult);
            await cancelled.Task;
            return new() { BodyStarted = bodyStarted, Failure = "The run was broken off." };
        });
        using Connection connection = provider.Connect(_clock);
        SendRun run = new(connection, new() { Grace = TimeSpan.FromSeconds(3) }, _clock);
        Assert.True(run.TryPost(Items.To(1)));
        SpinWait.SpinUntil(() => provider.Requests.Count == 1);

        Task disposing = Task.Run(run.Dispose);
        Assert.Equal(3, (await _clock.NextWaitAsync()).TotalSeconds);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await disposing;

        Assert.Equal((status, 1), Assert.Single(run.Unreported) is var result ? (result.Status, result.Attempts) : default);
    }

    [Fact]
    public async Task A_wait_for_a_result_can_be_given_up()
    {
        TaskCompletionSource<TransportResult> reply = new();
        Scripted provider = new((_, _, _) => reply.Task);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new(), _clock);
        using CancellationTokenSource stopping = new();
        Assert.True(run.TryPost(Items.To(1)));
        Task waiting = Task.Run(() => run.WaitForResult(stopping.Token));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        reply.SetResult(Scripted.Accepted);
    }

    [Fact]
    public void A_connection_that_is_closed_stops_the_run()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        Connection connection = provider.Connect();
        using SendRun run = new(connection, new(), TimeProvider.System);
        connection.Dispose();
        List<SendResult> results = run.SendToAll([Items.To(1), Items.To(2)]);
        Assert.All(results, result => Assert.Equal(SendStatus.NotSent, result.Status));
        Assert.Equal(ErrorCause.ConnectionClosed, run.Stopped!.Cause);
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public void Once_disposed_nothing_is_left_running()
    {
        Scripted provider = new((_, _) => Scripted.NeverSent);
        using Connection connection = provider.Connect(_clock);
        SendRun run = new(connection, new() { ThrottleLimit = 2 }, _clock);
        for (int n = 1; n < 4; n++)
        {
            Assert.True(run.TryPost(Items.To(1)));
        }

        run.Dispose();
        run.Dispose();

        Assert.Equal(3, run.Unreported.Count);
        Assert.All(run.Unreported, result => Assert.Equal(SendStatus.NotSent, result.Status));
        Assert.Throws<ObjectDisposedException>(() => run.TryPost(Items.To(1)));
        Assert.Equal((0, 0), (run.Progress.InFlight, run.Progress.Waiting));
    }
}
