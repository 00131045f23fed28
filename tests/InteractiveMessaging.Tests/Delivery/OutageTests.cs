namespace InteractiveMessaging.Tests.Delivery;

/// <summary>A provider that is down ends the run before the list is burned; one that only refuses messages does not.</summary>
public class OutageTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void One_that_answers_500_to_all_leaves_few_in_doubt_and_the_rest_not_sent()
    {
        Scripted provider = new((_, _) => Scripted.Reply(500, """{"error":"out of order"}"""));
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 4 }, _clock);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 2000).Select(n => Items.To(n)));

        Assert.Equal(2000, results.Count);
        int inDoubt = results.Count(result => result.Status == SendStatus.InDoubt);
        Assert.InRange(inDoubt, 25, 25 + 3);
        Assert.Equal(2000 - inDoubt, results.Count(result => result.Status == SendStatus.NotSent));
        Assert.Equal(inDoubt, provider.Requests.Count);
        Assert.Equal(ErrorCause.OutageStopped, run.Stopped!.Cause);
        Assert.StartsWith("25 messages in a row failed or are in doubt, and none was accepted between. The last one: ", run.Stopped.Error, StringComparison.Ordinal);
        Assert.Contains("out of order", run.Stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_refuses_every_connection_ends_the_run_and_what_waits_for_another_attempt_is_not_sent()
    {
        Scripted provider = new((_, _) => Scripted.NeverSent);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 4, MaxRetryCount = 1, Random = () => 1 }, _clock);
        Task<List<SendResult>> sending = Task.Run(() => run.SendToAll(Enumerable.Range(1, 2000).Select(n => Items.To(n))));
        while (!sending.IsCompleted)
        {
            Task<TimeSpan> waiting = _clock.NextWaitAsync();
            if (await Task.WhenAny(sending, waiting) == waiting)
            {
                _clock.Advance(await waiting);
            }
        }

        List<SendResult> results = await sending;
        Assert.Equal(2000, results.Count);
        Assert.DoesNotContain(results, result => result.Status is not (SendStatus.Failed or SendStatus.NotSent));
        Assert.InRange(results.Count(result => result.Status == SendStatus.Failed), 25, 25 + 3);
        Assert.Contains(results, result => result is { Status: SendStatus.NotSent, Attempts: 1 });
        Assert.InRange(provider.Requests.Count, 25, 300);
        Assert.Equal(ErrorCause.OutageStopped, run.Stopped!.Cause);
    }

    [Fact]
    public void Failures_that_are_about_one_recipient_are_no_outage()
    {
        Scripted provider = new((_, _) => Scripted.Word("pair"));
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { StopAfterFailures = 5, MaxRetryCount = 0 }, _clock);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 20).Select(n => Items.To(n)));

        Assert.Null(run.Stopped);
        Assert.All(results, result => Assert.Equal(SendStatus.Failed, result.Status));
    }

    [Fact]
    public void What_is_accepted_between_begins_the_count_anew()
    {
        Scripted provider = new((to, _) => to.EndsWith('0') ? Scripted.Accepted : Scripted.Lost);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 1, StopAfterFailures = 10 }, _clock);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 500).Select(n => Items.To(n)));

        Assert.Null(run.Stopped);
        Assert.Equal((50, 450), (results.Count(result => result.Status == SendStatus.Accepted), results.Count(result => result.Status == SendStatus.InDoubt)));
    }

    [Fact]
    public void Rejections_count_neither_way()
    {
        // Nine are rejected between each two that are lost.
        Scripted provider = new((to, _) => to.EndsWith('0') ? Scripted.Lost : Scripted.Reply(400));
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 1, StopAfterFailures = 5 }, _clock);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 100).Select(n => Items.To(n)));

        Assert.Equal(ErrorCause.OutageStopped, run.Stopped!.Cause);
        Assert.Equal((5, 45, 50), (Count(SendStatus.InDoubt), Count(SendStatus.Rejected), Count(SendStatus.NotSent)));
        Assert.Equal(50, provider.Requests.Count);

        int Count(SendStatus status) => results.Count(result => result.Status == status);
    }

    [Fact]
    public void What_an_earlier_run_left_in_doubt_is_no_sign_of_an_outage()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { ThrottleLimit = 1, StopAfterFailures = 5, Journal = new InDoubtJournal() }, _clock);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 100).Select(n => Items.To(n)));

        Assert.Null(run.Stopped);
        Assert.All(results, result => Assert.Equal((SendStatus.InDoubt, 0), (result.Status, result.Attempts)));
    }

    [Fact]
    public void Zero_bears_any_number()
    {
        Scripted provider = new((_, _) => Scripted.Lost);
        using Connection connection = provider.Connect(_clock);
        using SendRun run = new(connection, new() { StopAfterFailures = 0 }, _clock);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 300).Select(n => Items.To(n)));

        Assert.Null(run.Stopped);
        Assert.All(results, result => Assert.Equal(SendStatus.InDoubt, result.Status));
    }

    private sealed class InDoubtJournal : IRunJournal
    {
        public ValueTask<JournalClaim> ClaimAsync(in JournalMessage message, CancellationToken cancellation) =>
            new(new JournalClaim(JournalVerdict.InDoubt, JournalStatus.InDoubt));

        public ValueTask<bool> IntendAsync(in JournalMessage message, CancellationToken cancellation) =>
            throw new InvalidOperationException("nothing is sent");

        public ValueTask SettleAsync(in JournalMessage message, in JournalOutcome outcome) => ValueTask.CompletedTask;

        public void Invalid(in InvalidRow row)
        {
        }

        public void NotReached()
        {
        }

        public void Complete(long rows, bool finished, bool readAll)
        {
        }

        public void Dispose()
        {
        }
    }
}
