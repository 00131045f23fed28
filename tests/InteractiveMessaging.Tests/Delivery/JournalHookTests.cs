using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests.Delivery;

public sealed partial class JournalHookTests : IDisposable
{
    private readonly Recorder _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Intent_comes_before_the_request_and_the_outcome_after_it()
    {
        Scripted provider = new((_, _) =>
        {
            _journal.Log.Add("request");
            return Scripted.Accepted;
        });
        Send(provider, Items.To(1));
        Assert.Equal(["claim", "intend +12025550001", "request", "settle Accepted m1 1"], _journal.Log);
    }

    [Fact]
    public void An_attempt_is_settled_before_the_wait_and_each_has_its_own_intent()
    {
        Scripted provider = new((_, attempt) => attempt switch { 1 => Scripted.NeverSent, 2 => Scripted.Reply(503), _ => Scripted.Accepted });
        Send(provider, Items.To(1));
        Assert.Equal(
            ["claim", "intend +12025550001", "settle Waiting  1", "intend +12025550001", "settle Waiting  2", "intend +12025550001", "settle Accepted m1 3"],
            _journal.Log);
    }

    [Fact]
    public void What_may_have_been_taken_waits_in_doubt()
    {
        Scripted provider = new((_, attempt) => attempt == 1 ? Scripted.Lost : Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, RetryInDoubt = true, Random = () => 0 }, TimeProvider.System);
        Assert.Equal(SendStatus.Accepted, Assert.Single(run.SendAll([Items.To(1)])).Status);
        Assert.Equal(["claim", "intend +12025550001", "settle InDoubt  1", "intend +12025550001", "settle Accepted m1 2"], _journal.Log);
    }

    [Fact]
    public void What_an_earlier_run_sent_or_left_in_doubt_is_told_behind_the_end_of_a_run_too()
    {
        _journal.Claims.Enqueue(new(JournalVerdict.Send));
        _journal.Claims.Enqueue(new(JournalVerdict.Settled, JournalStatus.Accepted, "m0"));
        _journal.Claims.Enqueue(new(JournalVerdict.InDoubt, JournalStatus.InDoubt));
        Scripted provider = new((_, _) => Scripted.Word("stop"));
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, ThrottleLimit = 1 }, TimeProvider.System);

        SendResult[] results = [.. run.SendAll([.. Enumerable.Range(1, 4).Select(n => Items.To(n))])];

        Assert.Equal(
            [SendStatus.NotSent, SendStatus.Skipped, SendStatus.InDoubt, SendStatus.NotSent],
            results.OrderBy(result => result.RowNumber).Select(result => result.Status));
        Assert.Single(_journal.Log, "not reached");
    }

    [Fact]
    public void Who_was_held_up_beyond_his_moment_is_settled_and_gets_another_one()
    {
        _journal.Pace = new Moments(false, true);
        Send(new((_, _) => Scripted.Accepted), Items.To(1));
        Assert.Equal(
            ["claim", "intend +12025550001", "settle Waiting  0", "intend +12025550001", "settle Accepted m1 1"],
            _journal.Log);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], _journal.Pace.Asked);
    }

    [Fact]
    public void A_journal_that_cannot_be_written_before_a_wait_stops_the_run()
    {
        _journal.Failing = "settle";
        Scripted provider = new((_, _) => Scripted.Reply(503));
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, ThrottleLimit = 1 }, TimeProvider.System);

        Assert.Equal([SendStatus.NotSent, SendStatus.NotSent], run.SendAll([Items.To(1), Items.To(2)]).Select(result => result.Status));
        Assert.Equal(ErrorCause.JournalFailed, run.Stopped!.Cause);
        Assert.Single(provider.Requests);
    }

    [Fact]
    public void What_an_earlier_run_settled_is_skipped()
    {
        _journal.Claims.Enqueue(new(JournalVerdict.Settled, JournalStatus.Accepted, "m0"));
        SendResult result = Send(new((_, _) => Scripted.Accepted), Items.To(1));
        Assert.Equal((SendStatus.Skipped, "m0", 0, null), (result.Status, result.MessageId, result.Attempts, result.Cause));
        Assert.Contains("Accepted", result.Note, StringComparison.Ordinal);
        Assert.Equal(["claim"], _journal.Log);
    }

    [Fact]
    public void A_draft_of_which_earlier_runs_know_nothing_is_refused_for_whom_they_wrote_to()
    {
        _journal.Claims.Enqueue(new(JournalVerdict.DraftDiffers));
        SendResult result = Send(new((_, _) => Scripted.Accepted), Items.To(1, key: "o1"));
        Assert.Equal((SendStatus.Invalid, ErrorCause.JournalMessageDiffers, 0), (result.Status, result.Cause, result.Attempts));
        Assert.Contains("-JournalForce", result.Recommendation, StringComparison.Ordinal);
        Assert.Equal(["claim", "invalid 1 JournalMessageDiffers +12025550001 o1"], _journal.Log);
    }

    [Fact]
    public void A_row_that_breaks_a_rule_leaves_a_trace()
    {
        MessageDraft broken = MessageDraft.Of(new TextMessage(new string('x', 5000)));
        Assert.Equal(SendStatus.Invalid, Send(new((_, _) => Scripted.Accepted), Items.To(7, draft: broken)).Status);
        Assert.Equal(["invalid 7 text.body.length +12025550007 "], _journal.Log);
    }

    [Fact]
    public void Rows_behind_the_end_of_a_run_are_counted_and_those_it_tried_are_not()
    {
        Scripted provider = new((_, _) => Scripted.Word("stop"));
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, ThrottleLimit = 1 }, TimeProvider.System);
        Assert.Equal(3, run.SendAll([Items.To(1), Items.To(2), Items.To(3)]).Count());
        Assert.Equal(
            ["claim", "intend +12025550001", "settle NotSent  1", "claim", "not reached", "claim", "not reached"], _journal.Log);
    }

    [Fact]
    public void While_the_journals_answer_is_awaited_others_go_on()
    {
        TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.Pending.Enqueue(answer.Task);
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, ThrottleLimit = 1 }, TimeProvider.System);
        Assert.True(run.TryPost(Items.To(1)));
        Assert.True(run.TryPost(Items.To(2)));
        List<SendResult> results = [];

        while (results.Count == 0 && Items.Take(run, results))
        {
        }

        Assert.Equal(2, Assert.Single(results).RowNumber);
        answer.SetResult();
        run.Complete();
        while (Items.Take(run, results))
        {
        }

        Assert.Equal([SendStatus.Accepted, SendStatus.Accepted], results.Select(result => result.Status));
    }

    [Fact]
    public void What_another_worker_has_is_asked_for_again_and_told_when_it_is_done()
    {
        TaskCompletionSource other = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.Claims.Enqueue(new(JournalVerdict.Held) { Until = other.Task });
        _journal.Claims.Enqueue(new(JournalVerdict.Elsewhere, JournalStatus.Failed));
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, ThrottleLimit = 1 }, TimeProvider.System);
        Assert.True(run.TryPost(Items.To(1)));
        SpinWait.SpinUntil(() => run.Progress.Waiting == 1, TimeSpan.FromSeconds(30));
        Assert.Equal(1, run.Progress.Waiting);

        other.SetResult();
        run.Complete();
        List<SendResult> results = [];
        while (Items.Take(run, results))
        {
        }

        Assert.Equal((SendStatus.Skipped, 0), (Assert.Single(results).Status, results[0].Attempts));
        Assert.Contains("Failed", results[0].Note, StringComparison.Ordinal);
        Assert.Equal(["claim", "claim"], _journal.Log);
    }

    [Fact]
    public void An_intent_that_another_worker_wrote_first_sends_nothing()
    {
        _journal.Takes.Enqueue(false);
        _journal.Claims.Enqueue(new(JournalVerdict.Send));
        _journal.Claims.Enqueue(new(JournalVerdict.Settled, JournalStatus.Accepted, "m0"));
        Scripted provider = new((_, _) => Scripted.Accepted);

        SendResult result = Send(provider, Items.To(1));

        Assert.Equal((SendStatus.Skipped, "m0"), (result.Status, result.MessageId));
        Assert.Empty(provider.Requests);
        Assert.Equal(["claim", "intend +12025550001", "claim"], _journal.Log);
    }

    [Fact]
    public void What_stops_a_run_is_told_to_all_workers()
    {
        Send(new((_, _) => Scripted.Word("stop")), Items.To(1));
        Assert.Equal(ErrorCause.RunStopped, Assert.Single(_journal.Stops).Cause);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ErrorCause.RunStopped)]
    public void A_stop_from_outside_ends_the_run(ErrorCause? cause)
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, ThrottleLimit = 1 }, TimeProvider.System);
        _journal.Stopper!(new("Enough.", cause, "Rest."));

        Assert.Equal(SendStatus.NotSent, Assert.Single(run.SendToAll([Items.To(1)])).Status);

        Assert.Empty(provider.Requests);
        Assert.Equal(cause is null ? "Enough." : null, run.Ended);
        Assert.Equal((cause, cause is null ? null : "Rest."), (run.Stopped?.Cause, run.Stopped?.Recommendation));
    }

    [Fact]
    public void A_duplicate_row_is_skipped()
    {
        _journal.Claims.Enqueue(new(JournalVerdict.Duplicate));
        Assert.Equal(SendStatus.Skipped, Send(new((_, _) => Scripted.Accepted), Items.To(1)).Status);
    }

    [Fact]
    public void What_an_earlier_run_left_in_doubt_stays_there()
    {
        _journal.Claims.Enqueue(new(JournalVerdict.InDoubt));
        SendResult result = Send(new((_, _) => Scripted.Accepted), Items.To(1));
        Assert.Equal((SendStatus.InDoubt, ErrorCause.InDoubt, 0), (result.Status, result.Cause, result.Attempts));
        Assert.Equal(["claim"], _journal.Log);
    }

    [Theory]
    [InlineData(200, SendStatus.Accepted)]
    [InlineData(400, SendStatus.InDoubt)]
    public void Who_accepts_the_risk_sends_it_again_and_a_refusal_settles_nothing(int status, SendStatus expected)
    {
        _journal.Claims.Enqueue(new(JournalVerdict.InDoubt));
        SendResult result = Send(new((_, _) => status == 200 ? Scripted.Accepted : Scripted.Reply(status)), Items.To(1), retryInDoubt: true);
        Assert.Equal((expected, 1), (result.Status, result.Attempts));
        Assert.StartsWith($"settle {expected}", _journal.Log[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("intend", 0, SendStatus.NotSent)]
    [InlineData("settle", 1, SendStatus.Accepted)]
    public void A_journal_that_cannot_be_written_stops_the_run(string failing, int requests, SendStatus first)
    {
        _journal.Failing = failing;
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, ThrottleLimit = 1 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 50).Select(n => Items.To(n)));

        Assert.Equal(50, results.Count);
        Assert.Equal(first, results[0].Status);
        Assert.All(results.Skip(1), result => Assert.Equal(SendStatus.NotSent, result.Status));
        Assert.Equal(requests, provider.Requests.Count);
        Assert.Equal(ErrorCause.JournalFailed, run.Stopped!.Cause);
        Assert.Contains("no space left", run.Stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_that_of_recipient_and_message_or_the_users_own()
    {
        MessageDraft named = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "Hi {{Name}}" });
        SendItem[] items =
        [
            Items.To(1, draft: named, values: "Ada"),
            Items.To(1, draft: named, values: "Ada", row: 2),
            Items.To(1, draft: named, values: "Bob"),
            Items.To(2, draft: named, values: "Ada"),
            Items.To(1, draft: named, values: "Ada", key: "order-1"),
            Items.To(2, draft: named, values: "Bob", key: "order-1"),
        ];
        Key128[] keys = [.. items.Select(item =>
        {
            Send(new((_, _) => Scripted.Accepted), item);
            return _journal.Keys[^1];
        })];
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(keys[4], keys[5]);
        Assert.Equal(4, keys.Distinct().Count());
    }

    [Fact]
    public void A_client_id_and_a_number_of_the_same_digits_are_two_messages()
    {
        SendItem number = Items.To(1);
        SendItem client = new() { Draft = number.Draft, Options = new() { ClientId = number.Number!.Value.Digits } };
        Assert.NotEqual(Hash(number), Hash(client));
        Assert.NotEqual(Hash(Items.To(1, key: number.Number.Value.Digits)), Hash(client));
    }

    [Fact]
    public void A_user_id_a_client_id_and_a_key_of_the_same_characters_are_three_messages()
    {
        SendItem person = Items.ToPerson("US.1");
        SendItem client = new() { Draft = person.Draft, Options = new() { ClientId = "US.1" } };
        Assert.Equal(3, new[] { Hash(person), Hash(client), Hash(Items.To(1, key: "US.1")) }.Distinct().Count());
        Assert.Equal(Hash(Items.To(1)), Hash(new() { Number = Items.To(1).Number, Draft = person.Draft, Options = person.Options }));
    }

    // Journals of earlier versions must go on: one byte for the kind of name, its length, its characters, then the message.
    [Theory]
    [InlineData(2, "12025550001", null)]
    [InlineData(3, null, "12345678")]
    public void The_hash_of_a_number_and_of_a_client_id_stays_what_it_was(byte kind, string? digits, string? client)
    {
        string name = digits ?? client!;
        byte[] hashed = [kind, .. BitConverter.GetBytes(name.Length), .. Encoding.Unicode.GetBytes(name), .. "{}"u8];
        SendItem item = digits is null ? new() { Draft = Items.Question, Options = new() { ClientId = client } } : Items.To(1);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(hashed))[..32], Hash(item).ToString(), ignoreCase: true);
    }

    [Fact]
    public void The_journal_names_a_person_by_the_user_id()
    {
        using Sandbox sandbox = Sandbox.Start();
        using Connection connection = Providers.Wire.Connect("360dialog", sandbox.BaseUri, sandbox.Key);
        using SendRun run = new(connection, new() { Journal = _journal }, TimeProvider.System);
        Assert.Equal("US.1", Assert.Single(run.SendToAll([Items.ToPerson("US.1")])).To);
        Assert.Equal("intend US.1", _journal.Log[1]);
    }

    [Fact]
    public void Keys_that_differ_in_halves_of_surrogate_pairs_alone_are_two_messages()
    {
        string[] keys = ["\ud800", "\ud801", "\udc00", "\ufffd", "a\ud800", "a\ufffd", "", "\0"];
        Assert.Equal(keys.Length, keys.Select(key => Hash(Items.To(1, key: key))).Distinct().Count());
    }

    [Fact]
    public void No_client_id_runs_into_the_message()
    {
        SendItem item = Items.To(1);
        SendItem Client(string id) => new() { Draft = item.Draft, Options = new() { ClientId = id } };
        Assert.NotEqual(JournalHash.Of(Client("a"), "\0b"u8, new()), JournalHash.Of(Client("ab"), default, new()));
        Assert.NotEqual(JournalHash.Of(Client("a"), "b\0"u8, new()), JournalHash.Of(Client("ab"), default, new()));
    }

    [Fact]
    public void The_key_goes_out_as_reference_unless_the_user_set_one()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        Send(provider, Items.To(1));
        Assert.Contains($"\"ref\":\"{_journal.Keys[0]}\"", provider.Requests[0], StringComparison.Ordinal);
        Assert.Matches(HexKey(), provider.Requests[0]);

        SendItem own = Items.To(2);
        Send(provider, new() { To = own.To, Number = own.Number, Draft = own.Draft, Options = new() { References = ["mine"] } });
        Assert.Contains("\"ref\":\"mine\"", provider.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_journal_no_reference_goes_out()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new(), TimeProvider.System);
        run.SendToAll([Items.To(1)]);
        Assert.DoesNotContain("\"ref\"", provider.Requests[0], StringComparison.Ordinal);
    }

    private static Key128 Hash(SendItem item) => JournalHash.Of(item, "{}"u8, new());

    private SendResult Send(Scripted provider, SendItem item, bool retryInDoubt = false)
    {
        using Connection connection = provider.Connect();
        using SendRun run = new(connection, new() { Journal = _journal, RetryInDoubt = retryInDoubt, MaxRetryCount = retryInDoubt ? 0 : 5, Random = () => 0 }, TimeProvider.System);
        return Assert.Single(run.SendToAll([item]));
    }

    [GeneratedRegex("\"ref\":\"[0-9a-f]{32}\"")]
    private static partial Regex HexKey();

    private sealed class Recorder : IRunJournal
    {
        public List<string> Log { get; } = [];

        public List<Key128> Keys { get; } = [];

        public Queue<JournalClaim> Claims { get; } = new();

        public string? Failing { get; set; }

        /// <summary>Whether intents are taken; the others are another worker's.</summary>
        public Queue<bool> Takes { get; } = new();

        public List<JournalStop> Stops { get; } = [];

        public Action<JournalStop>? Stopper { get; private set; }

        /// <summary>What the first answers wait for.</summary>
        public Queue<Task> Pending { get; } = new();

        public ValueTask<JournalClaim> ClaimAsync(in JournalMessage message, CancellationToken cancellation)
        {
            Log.Add("claim");
            Keys.Add(message.Hash);
            JournalClaim answer = Claims.TryDequeue(out JournalClaim claim) ? claim : new(JournalVerdict.Send);
            return Pending.TryDequeue(out Task? pending) ? new(AfterAsync(pending, answer)) : new(answer);
        }

        public ValueTask<bool> IntendAsync(in JournalMessage message, CancellationToken cancellation)
        {
            Log.Add($"intend {message.Recipient}");
            return Failing == "intend" ? throw new IOException("no space left") : new(!Takes.TryDequeue(out bool mine) || mine);
        }

        public ValueTask SettleAsync(in JournalMessage message, in JournalOutcome outcome)
        {
            Log.Add($"settle {outcome.Status} {outcome.MessageId} {outcome.Attempts}");
            return Failing == "settle" ? throw new IOException("no space left") : ValueTask.CompletedTask;
        }

        /// <summary>The pace that its workers keep together; null where each keeps its own.</summary>
        public Moments? Pace { get; set; }

        public IPace? SharedPace(double limit) => Pace;

        public void Invalid(in InvalidRow row) => Log.Add($"invalid {row.Row} {row.Cause} {row.Recipient} {row.Key}");

        public void NotReached() => Log.Add("not reached");

        public void Watch(Action<JournalStop> stop, Action<string> note) => Stopper = stop;

        public void Stop(JournalStop stop) => Stops.Add(stop);

        public void Complete(long rows, bool finished, bool readAll) => Log.Add("complete");

        public void Dispose() => Log.Add("dispose");

        private static async Task<JournalClaim> AfterAsync(Task pending, JournalClaim answer)
        {
            await pending;
            return answer;
        }
    }

    /// <summary>A pace with a moment each second, which is asked in turn whether it still counts.</summary>
    private sealed class Moments(params bool[] counts) : IPace
    {
        private readonly Queue<bool> _counts = new(counts);
        private int _given;

        public List<TimeSpan> Asked { get; } = [];

        public double Allowed => 1;

        public TimeSpan Now => TimeSpan.Zero;

        public ValueTask<TimeSpan> WaitAsync(CancellationToken cancellation) => new(TimeSpan.FromSeconds(++_given));

        public ValueTask<bool> LeaveAsync(TimeSpan moment)
        {
            Asked.Add(moment);
            return new(_counts.Dequeue());
        }

        public void SpeedUp()
        {
        }

        public bool SlowDown(TimeSpan sentAt, TimeSpan pause) => false;
    }
}
