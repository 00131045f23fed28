using System.Collections.Concurrent;

namespace InteractiveMessaging.Tests.Delivery;

public class SendRunTests
{
    [Fact]
    public void Every_message_has_exactly_one_result()
    {
        Scripted provider = new(async (to, attempt, _) =>
        {
            await Task.Yield();
            return (to[^1], attempt) switch
            {
                ('1', _) => Scripted.Reply(400),
                ('2', 1) => Scripted.NeverSent,
                ('3', _) => Scripted.Lost,
                ('4', _) => Scripted.Word("throw"),
                ('5', _) => throw new InvalidOperationException("a transport with a fault"),
                _ => Scripted.Accepted,
            };
        });
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 8, Random = () => 0 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 1000).Select(n => Items.To(n)));

        Assert.Equal(Enumerable.Range(1, 1000).Select(n => (long)n), results.Select(result => result.RowNumber).Order());
        foreach (SendResult result in results)
        {
            Assert.Equal(
                result.To![^1] switch
                {
                    '1' => SendStatus.Rejected,
                    '3' or '4' or '5' => SendStatus.InDoubt,
                    _ => SendStatus.Accepted,
                },
                result.Status);
            Assert.Equal(result.To[^1] == '2' ? 2 : 1, result.Attempts);
        }

        Assert.Equal((0, 0), (run.Progress.InFlight, run.Progress.Waiting));
        Assert.Null(run.Stopped);
    }

    [Fact]
    public void Messages_to_one_recipient_keep_their_order_and_never_overlap()
    {
        Random random = new(7);
        ConcurrentDictionary<string, int> busy = new();
        ConcurrentDictionary<string, ConcurrentQueue<string>> seen = new();
        int overlaps = 0;
        MessageDraft numbered = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "no. {{N}}" });
        Scripted provider = new(async (to, _, _) =>
        {
            overlaps += busy.AddOrUpdate(to, 1, (_, before) => before + 1) > 1 ? 1 : 0;
            int yields;
            lock (random)
            {
                yields = random.Next(20);
            }

            for (int i = 0; i < yields; i++)
            {
                await Task.Yield();
            }

            busy.AddOrUpdate(to, 0, (_, before) => before - 1);
            return yields == 7 ? Scripted.NeverSent : Scripted.Accepted;
        });
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 16, Random = () => 0, MaxRetryCount = 100 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 2000).Select(n => Items.To(n % 9, draft: numbered, row: n, values: $"{n}")));

        Assert.Equal(0, overlaps);
        Assert.All(results, result => Assert.Equal(SendStatus.Accepted, result.Status));
        foreach (IGrouping<string?, SendResult> recipient in results.GroupBy(result => result.To))
        {
            Assert.Equal(recipient.Select(result => result.RowNumber).Order(), recipient.Select(result => result.RowNumber));
        }
    }

    [Fact]
    public async Task A_slow_recipient_holds_nobody_else_up_until_too_many_wait_behind_it()
    {
        TaskCompletionSource<TransportResult> slow = new();
        Scripted provider = new((to, _, _) => to == Items.Number(0) ? slow.Task : Task.FromResult(Scripted.Accepted));
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 2 }, TimeProvider.System);

        for (int n = 0; n <= SendRun.MostParked; n++)
        {
            Assert.True(run.TryPost(Items.To(0)));
        }

        Assert.False(run.TryPost(Items.To(0)));
        Assert.Equal(SendRun.MostParked, run.Progress.Waiting);
        for (int n = 1; n < 20; n++)
        {
            Assert.True(run.TryPost(Items.To(n)));
            Assert.Equal(Items.Number(n), (await run.NextAsync()).To);
        }

        slow.SetResult(Scripted.Accepted);
        List<SendResult> results = [];
        run.Complete();
        while (run.Take(results))
        {
        }

        Assert.Equal(SendRun.MostParked + 1, results.Count);
    }

    [Fact]
    public void A_slow_consumer_slows_the_senders()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 3 }, TimeProvider.System);

        int posted = 0;
        while (run.TryPost(Items.To(posted)))
        {
            posted++;
        }

        Assert.InRange(posted, 3, 500);
        Assert.True(run.WaitForResult(default));
        Assert.True(run.TryTake(out _));
        Assert.True(run.TryPost(Items.To(posted)));
        Assert.False(run.TryPost(Items.To(posted + 1)));
    }

    [Fact]
    public void So_many_are_in_flight_and_no_more()
    {
        int now = 0, most = 0;
        Scripted provider = new(async (_, _, _) =>
        {
            int mine = Interlocked.Increment(ref now);
            lock (Items.Question)
            {
                most = Math.Max(most, mine);
            }

            for (int i = 0; i < 50; i++)
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref now);
            return Scripted.Accepted;
        });
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 5 }, TimeProvider.System);
        run.SendToAll(Enumerable.Range(1, 500).Select(n => Items.To(n)));
        Assert.InRange(most, 2, 5);
    }

    [Theory]
    [InlineData(null, 5, 4)]
    [InlineData(null, 80, 40)]
    [InlineData(null, 1000, 500)]
    [InlineData(null, 5000, 512)]
    [InlineData(null, 0, 256)]
    [InlineData(7, 80, 7)]
    public void What_is_in_flight_suits_the_rate(int? given, double rate, int expected) =>
        Assert.Equal(expected, new SendRunOptions { ThrottleLimit = given }.InFlight(rate));

    [Fact]
    public void A_runs_own_rate_lowers_what_is_in_flight() =>
        Assert.Equal(10, new SendRunOptions { RatePerSecond = 20 }.InFlight(1000));

    [Fact]
    public async Task Progress_tells_what_waits_and_how_fast_it_may_go()
    {
        FakeClock clock = new();
        Scripted provider = new((to, attempt) => to == Items.Number(1) && attempt == 1 ? Scripted.Word("pair") : Scripted.Accepted);
        using Connection connection = provider.Connect(clock, rate: 50);
        using SendRun run = new(connection, new(), clock);
        Assert.Equal(new(0, 0, 50), run.Progress);

        Assert.True(run.TryPost(Items.To(1)));
        Assert.Equal(4, (await clock.NextWaitAsync()).TotalSeconds);
        Assert.Equal(new(0, 1, 50), run.Progress);
        clock.Advance(TimeSpan.FromSeconds(4));
        await run.NextAsync();

        Assert.Equal(new(0, 0, 50), run.Progress);
    }

    [Fact]
    public void An_invalid_message_costs_no_request()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new(), TimeProvider.System);
        MessageDraft empty = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "{{Text}}" });

        List<SendResult> results = run.SendToAll([Items.To(1, draft: empty, values: ""), Items.To(2, draft: empty, values: "Hello")]);

        Assert.Equal(SendStatus.Invalid, results.Single(result => result.RowNumber == 1).Status);
        Assert.Equal(SendStatus.Accepted, results.Single(result => result.RowNumber == 2).Status);
        Assert.Single(provider.Requests);
    }

    [Fact]
    public void Warnings_come_with_the_result()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new(), TimeProvider.System);
        MessageDraft wordy = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = new('x', 31) });

        SendResult result = Assert.Single(run.SendToAll([Items.To(1, draft: wordy)]));

        Assert.Equal(SendStatus.Accepted, result.Status);
        Assert.Equal("test.body.length", Assert.Single(result.Warnings).Rule);
    }

    [Fact]
    public void What_a_provider_says_never_holds_the_key()
    {
        Scripted provider = new((to, _) => to == Items.Number(1)
            ? Scripted.Reply(400, $$"""{"error":"{{Scripted.Key}} is no good"}""")
            : new() { Failure = $"proxy said {Scripted.Key}" });
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { MaxRetryCount = 1, Random = () => 0 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll([Items.To(1), Items.To(2)]);

        Assert.Equal("*** is no good", results.Single(result => result.RowNumber == 1).Error);
        Assert.All(results, result => Assert.DoesNotContain(Scripted.Key, result.ToString(), StringComparison.Ordinal));
        Assert.All(run.Notes(), note => Assert.DoesNotContain(Scripted.Key, note, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_posted_to_a_run_that_is_complete()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new(), TimeProvider.System);
        run.Complete();
        Assert.Throws<InvalidOperationException>(() => run.TryPost(Items.To(1)));
        Assert.False(run.WaitForResult(default));
    }
}
