using System.Security.Authentication;
using InteractiveMessaging.PostgreSql;
using InteractiveMessaging.Tests.Delivery;
using Npgsql;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>Several workers in one campaign: who gets what, who takes over, who hears of a stop.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class WorkersTests
{
    private static readonly JournalHeader Header = new("acme", "Kaleyra", "api.test", "a1", "t1");

    private readonly JournalAddress _address = Cluster.Instance.Journal($"workers {Guid.NewGuid():n}");

    [Fact]
    public async Task A_message_that_one_worker_has_is_held_for_the_others_until_it_is_done()
    {
        using PostgresJournal one = Open();
        using PostgresJournal other = Open();
        Assert.Equal(JournalVerdict.Send, (await AskAsync(one, 1)).Verdict);

        JournalClaim held = await AskAsync(other, 1);
        Assert.Equal(JournalVerdict.Held, held.Verdict);
        Assert.True(await one.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
        await one.SettleAsync(JournalFolder.Message(1), new(JournalStatus.Accepted) { MessageId = "m1" });

        await held.Until!;
        JournalClaim done = await AskAsync(other, 1);
        Assert.Equal((JournalVerdict.Elsewhere, JournalStatus.Accepted, "m1"), (done.Verdict, done.Status, done.MessageId));
    }

    [Fact]
    public async Task What_a_dead_worker_had_claimed_is_taken_over_in_the_same_run_and_what_it_had_begun_is_in_doubt()
    {
        PostgresJournal dead = Open();
        using PostgresJournal other = Open();
        await AskAsync(dead, 1);
        await AskAsync(dead, 2);
        await AskAsync(dead, 3);
        Assert.True(await dead.IntendAsync(JournalFolder.Message(2), CancellationToken.None));
        Assert.True(await dead.IntendAsync(JournalFolder.Message(3), CancellationToken.None));
        await dead.SettleAsync(JournalFolder.Message(3), new(JournalStatus.Waiting));
        Assert.True(await dead.IntendAsync(JournalFolder.Message(4), CancellationToken.None));
        JournalClaim[] held = [await AskAsync(other, 1), await AskAsync(other, 2), await AskAsync(other, 3)];
        Assert.All(held, claim => Assert.Equal(JournalVerdict.Held, claim.Verdict));

        Bury(dead);

        await Task.WhenAll(held.Select(claim => claim.Until!));
        Assert.Equal(JournalVerdict.Send, (await AskAsync(other, 1)).Verdict);
        Assert.Equal(JournalVerdict.InDoubt, (await AskAsync(other, 2)).Verdict);
        Assert.Equal(JournalVerdict.Send, (await AskAsync(other, 3)).Verdict);
        Assert.True(await other.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
        Assert.True(await other.IntendAsync(JournalFolder.Message(3), CancellationToken.None));
    }

    [Fact]
    public async Task A_worker_that_was_taken_for_dead_sends_nothing_that_another_one_took_over()
    {
        using PostgresJournal slow = Open();
        using PostgresJournal other = Open();
        await AskAsync(slow, 1);
        JournalClaim held = await AskAsync(other, 1);
        Cluster.Instance.Execute($"UPDATE interactive_messaging.worker SET ended_at = clock_timestamp() WHERE id = {slow.Id}");
        await held.Until!;
        Assert.Equal(JournalVerdict.Send, (await AskAsync(other, 1)).Verdict);
        Assert.True(await other.IntendAsync(JournalFolder.Message(1), CancellationToken.None));

        Assert.False(await slow.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
        Assert.Equal(JournalVerdict.Held, (await AskAsync(slow, 1)).Verdict);
    }

    [Fact]
    public async Task Of_many_that_intend_the_same_attempt_one_may_send()
    {
        PostgresJournal[] workers = [.. Enumerable.Range(0, 4).Select(_ => Open())];
        int sent = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (i, _) =>
        {
            // Without asking before, as if all of them had just taken it over.
            if (await workers[i % 4].IntendAsync(JournalFolder.Message(i / 4), CancellationToken.None))
            {
                Interlocked.Increment(ref sent);
            }
        });

        Assert.Equal(100, sent);
        Array.ForEach(workers, worker => worker.Dispose());
    }

    [Theory]
    [InlineData("Failed", JournalVerdict.Elsewhere)]
    [InlineData("Excluded", JournalVerdict.Elsewhere)]
    [InlineData("InDoubt", JournalVerdict.Elsewhere)]
    [InlineData("Rejected", JournalVerdict.Elsewhere)]
    [InlineData("NotSent", JournalVerdict.Elsewhere)]
    public async Task What_a_living_worker_is_done_with_no_other_worker_of_the_run_tries(string status, object verdict)
    {
        using PostgresJournal one = Open();
        using PostgresJournal other = Open();
        await AskAsync(one, 1);
        await one.IntendAsync(JournalFolder.Message(1), CancellationToken.None);
        await one.SettleAsync(JournalFolder.Message(1), new(Enum.Parse<JournalStatus>(status)));
        await AskAsync(one, 2);
        await one.IntendAsync(JournalFolder.Message(2), CancellationToken.None);

        Assert.Equal(verdict, (await AskAsync(other, 1)).Verdict);
    }

    [Fact]
    public async Task What_a_worker_did_not_send_before_it_ended_another_one_sends_in_the_same_run()
    {
        using PostgresJournal other = Open();
        using (PostgresJournal one = Open())
        {
            await AskAsync(one, 1);
            await AskAsync(one, 2);
            await one.IntendAsync(JournalFolder.Message(1), CancellationToken.None);
            await one.SettleAsync(JournalFolder.Message(1), new(JournalStatus.NotSent));
            one.Complete(2, finished: false, readAll: false);
        }

        foreach (int number in (int[])[1, 2])
        {
            JournalClaim claim = await AskAsync(other, number);
            if (claim.Until is { } until)
            {
                await until;
                claim = await AskAsync(other, number);
            }

            Assert.Equal(JournalVerdict.Send, claim.Verdict);
        }
    }

    [Fact]
    public async Task What_a_worker_gives_back_another_one_gets()
    {
        using PostgresJournal one = Open();
        using PostgresJournal other = Open();
        await AskAsync(one, 1);
        JournalClaim held = await AskAsync(other, 1);

        Assert.True(((IRunJournal)one).Release(JournalFolder.Message(1)));

        await held.Until!;
        Assert.Equal(JournalVerdict.Send, (await AskAsync(other, 1)).Verdict);
    }

    [Fact]
    public async Task Who_waits_for_another_worker_is_woken_by_the_end_of_its_run()
    {
        using PostgresJournal one = Open();
        using PostgresJournal other = Open();
        using CancellationTokenSource halt = new();
        await AskAsync(one, 1);
        JournalClaim held = await other.ClaimAsync(JournalFolder.Message(1), halt.Token);

        await halt.CancelAsync();

        await held.Until!;
        Assert.Equal(JournalVerdict.Send, (await other.ClaimAsync(JournalFolder.Message(1), halt.Token)).Verdict);
        Assert.True(await one.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
    }

    [Fact]
    public async Task A_stop_reaches_every_worker_and_the_next_run_is_another_one()
    {
        using PostgresJournal one = Open();
        using PostgresJournal other = Open();
        TaskCompletionSource<JournalStop>[] heard = [new(), new()];
        one.Watch(stop => heard[0].TrySetResult(stop), _ => { });
        other.Watch(stop => heard[1].TrySetResult(stop), _ => { });
        using Database database = new(_address);

        Assert.Equal(2, Campaigns.StopAll(database, _address, "Enough."));

        foreach (TaskCompletionSource<JournalStop> stop in heard)
        {
            Assert.Equal(new("Enough."), await stop.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        // Nobody joins a run that was stopped; what its workers are still at is waited for.
        await AskAsync(one, 1);
        Assert.True(await one.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
        using PostgresJournal next = Open();
        JournalClaim held = await AskAsync(next, 1);
        Assert.Equal(JournalVerdict.Held, held.Verdict);
        await one.SettleAsync(JournalFolder.Message(1), new(JournalStatus.Accepted));
        await held.Until!;
        Assert.Equal(JournalVerdict.Settled, (await AskAsync(next, 1)).Verdict);
    }

    [Fact]
    public async Task What_one_worker_meets_and_nobody_can_send_after_stops_the_others()
    {
        using PostgresJournal one = Open();
        using PostgresJournal other = Open();
        TaskCompletionSource<JournalStop> heard = new();
        other.Watch(stop => heard.TrySetResult(stop), _ => { });

        one.Stop(new("The key is wrong.", ErrorCause.RunStopped, "Use another one."));

        Assert.Equal(
            new("The key is wrong.", ErrorCause.RunStopped, "Use another one."), await heard.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Nobody_to_stop_and_no_such_journal_are_told_apart()
    {
        using Database database = new(_address);
        Assert.Null(Campaigns.StopAll(database, _address, ""));
        Open().Dispose();
        Assert.Equal(0, Campaigns.StopAll(database, _address, ""));
    }

    [Fact]
    public async Task Workers_send_a_whole_list_once_and_keep_the_order_for_each_person()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect();
        JournalHeader header = JournalHeader.Of(connection, null);
        MessageDraft[] drafts =
            [.. Enumerable.Range(0, 5).Select(i => MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = $"part {i}" }))];
        SendItem[] items = [.. Enumerable.Range(0, 400).Select(i => Items.To(i % 80, draft: drafts[i / 80], row: i + 1))];

        List<SendResult>[] all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            using PostgresJournal journal = PostgresJournal.Open(_address, header, new());
            using SendRun run = new(connection, new() { Journal = journal, ThrottleLimit = 8 }, TimeProvider.System);
            List<SendResult> results = run.SendToAll(items);
            journal.Complete(items.Length, finished: true);
            return results;
        }, TaskCreationOptions.LongRunning)));

        Assert.All(all, results => Assert.Equal(400, results.Count));
        Assert.Equal(400, all.Sum(results => results.Count(result => result.Status == SendStatus.Accepted)));
        Assert.Equal(1200, all.Sum(results => results.Count(result => result.Status == SendStatus.Skipped)));
        for (int person = 0; person < 80; person++)
        {
            string digits = Items.Number(person).TrimStart('+');
            Assert.Equal(
                Enumerable.Range(0, 5).Select(i => $"part {i}"),
                provider.Requests.Where(request => request.Contains(digits, StringComparison.Ordinal))
                    .Select(request => request.Substring(request.IndexOf("part ", StringComparison.Ordinal), 6)));
        }
    }

    [Fact]
    public async Task Slots_of_the_pace_never_overlap_whoever_asks()
    {
        const double Rate = 1000;
        using PostgresJournal journal = Open(Header with { Account = $"pace {Guid.NewGuid():n}" });
        using Database database = new(_address);
        string account = (string)Cluster.Instance.Execute(
            $"SELECT account FROM interactive_messaging.worker WHERE id = {journal.Id}")!;
        List<(double From, double To, double Now)> slots = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (worker, _) =>
        {
            database.Do(connection =>
            {
                for (int i = 0; i < 25; i++)
                {
                    double wanted = 1 + ((worker + i) % 7);
                    using Npgsql.NpgsqlCommand command = new(Statements.Slots, connection);
                    command.Parameters.With(account).With(wanted).With(Rate).With(0.01);
                    using Npgsql.NpgsqlDataReader reader = command.ExecuteReader();
                    reader.Read();
                    lock (slots)
                    {
                        slots.Add((reader.GetDouble(0) - (wanted * reader.GetDouble(1)), reader.GetDouble(0), reader.GetDouble(2)));
                    }
                }

                return 0;
            });
            return ValueTask.CompletedTask;
        });

        slots.Sort();
        Assert.Equal(200, slots.Count);
        Assert.All(slots.Zip(slots.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From + 1e-6, $"{pair}"));
        Assert.All(slots, slot => Assert.True(slot.From >= slot.Now - 0.02, $"{slot} lies in the past"));
    }

    [Fact]
    public async Task One_throttle_slows_all_and_a_pause_holds_for_all()
    {
        JournalHeader header = Header with { Account = $"pace {Guid.NewGuid():n}" };
        using PostgresJournal one = Open(header);
        using PostgresJournal other = Open(header);
        IPace mine = one.SharedPace(100)!;
        IPace theirs = other.SharedPace(100)!;
        await mine.WaitAsync(CancellationToken.None);
        await theirs.WaitAsync(CancellationToken.None);
        Assert.Equal(100, theirs.Allowed, 0.01);

        Assert.True(mine.SlowDown(mine.Now, TimeSpan.FromSeconds(0.3)));
        Assert.False(mine.SlowDown(TimeSpan.Zero, TimeSpan.Zero));

        // Told behind the throttle: the connection does one thing after the other.
        await mine.WaitAsync(CancellationToken.None);
        await theirs.WaitAsync(CancellationToken.None);
        Assert.InRange(mine.Allowed, 49, 60);
        Assert.InRange(theirs.Allowed, 49, 60);
        Assert.Null(one.SharedPace(double.PositiveInfinity));
    }

    [Fact]
    public async Task Who_was_held_up_for_longer_than_others_needs_another_moment()
    {
        JournalHeader header = Header with { Account = $"pace {Guid.NewGuid():n}" };
        using PostgresJournal journal = Open(header);
        IPace pace = journal.SharedPace(1000)!;
        TimeSpan moment = await pace.WaitAsync(CancellationToken.None);
        Assert.True(await pace.LeaveAsync(moment));
        Assert.True(moment <= pace.Now);
        Assert.False(await pace.LeaveAsync(pace.Now - TimeSpan.FromSeconds(1)));

        // Where all are held up alike, they are as far from each other as their moments were.
        bool mayLeave = false;
        for (int i = 0; i < 10_000 && !mayLeave; i++)
        {
            mayLeave = await pace.LeaveAsync(pace.Now - TimeSpan.FromSeconds(1));
        }

        Assert.True(mayLeave);
    }

    [Fact]
    public void The_longer_a_message_waits_for_another_worker_the_less_often_it_is_looked_at()
    {
        long before = Environment.TickCount64;
        Claimed claimed = new(JournalFolder.Message(1));
        _ = claimed.Hold(TimeSpan.Zero, CancellationToken.None);
        Assert.True(claimed.IsDue(before + 1000, isIdle: false));

        foreach ((long waited, long pause) in (IEnumerable<(long, long)>)[(0, 100), (4000, 2000), (3_600_000, 5000)])
        {
            long now = before + waited;
            claimed.LookedAt(now);
            Assert.False(claimed.IsDue(now + 99, isIdle: false));
            Assert.False(claimed.IsDue(now + (pause / 2), isIdle: false));
            Assert.True(claimed.IsDue(now + pause, isIdle: false));
            Assert.False(claimed.IsDue(now + 299, isIdle: true));
            Assert.True(claimed.IsDue(now + 300, isIdle: true));
        }

        claimed.Wake();
    }

    [Fact]
    public async Task A_campaign_goes_with_all_that_it_wrote()
    {
        using (PostgresJournal journal = Open())
        {
            await AskAsync(journal, 1);
            await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None);
            journal.Invalid(new(7, "RecipientInvalid", "+1", "k"));
            journal.Complete(1, finished: true);
        }

        object id = Cluster.Instance.Execute($"SELECT id FROM interactive_messaging.campaign WHERE name = '{_address.Journal}'")!;
        Cluster.Instance.Execute($"DELETE FROM interactive_messaging.campaign WHERE name = '{_address.Journal}'");
        foreach (string table in (string[])["record", "claim", "worker", "run", "invalid", "draft"])
        {
            Assert.Equal(0L, Cluster.Instance.Execute($"SELECT count(*) FROM interactive_messaging.{table} WHERE campaign = {id}"));
        }
    }

    [Theory]
    [InlineData("'; DROP TABLE interactive_messaging.record; --")]
    [InlineData("ö \u4e2d ' \" % _ \\")]
    public async Task Whatever_a_name_or_a_row_says_is_a_value(string text)
    {
        JournalAddress address = _address with { Journal = text + Guid.NewGuid() };
        JournalMessage message = JournalFolder.Message(1, text + "\0\ud800", key: text + "\0");
        using (PostgresJournal journal = PostgresJournal.Open(address, Header, new()))
        {
            await journal.ClaimAsync(message, CancellationToken.None);
            await journal.IntendAsync(message, CancellationToken.None);
            await journal.SettleAsync(message, new(JournalStatus.Accepted) { MessageId = text + "\0", ErrorCode = new('x', 10_000) });
            journal.Invalid(new(7, text, text, text));
            journal.Complete(1, finished: true);
        }

        using PostgresJournal next = PostgresJournal.Open(address, Header, new());
        JournalClaim claim = await next.ClaimAsync(message, CancellationToken.None);
        Assert.Equal((JournalVerdict.Settled, text + "\ufffd"), (claim.Verdict, claim.MessageId));
    }

    [Fact]
    public void Tables_of_a_newer_version_are_left_alone()
    {
        JournalAddress address = Cluster.Instance.NewDatabase("october");
        PostgresJournal.Open(address, Header, new()).Dispose();
        Cluster.Instance.Execute("UPDATE interactive_messaging.schema_version SET version = 99", address.Database);

        Assert.Equal(ErrorCause.JournalNewer, Assert.Throws<WaException>(() => PostgresJournal.Open(address, Header, new())).Cause);
    }

    [Fact]
    public async Task Many_that_come_at_once_make_the_tables_and_the_run_once()
    {
        JournalAddress address = Cluster.Instance.NewDatabase("october");
        PostgresJournal[] workers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgresJournal.Open(address, Header, new()))));

        Assert.Equal(1L, Cluster.Instance.Execute("SELECT count(*) FROM interactive_messaging.run", address.Database));
        Assert.Equal(8L, Cluster.Instance.Execute("SELECT count(DISTINCT id) FROM interactive_messaging.worker", address.Database));
        Array.ForEach(workers, worker => worker.Dispose());
    }

    [Fact]
    public async Task A_role_needs_no_more_than_the_documented_rights()
    {
        JournalAddress address = Cluster.Instance.NewDatabase("october");
        using (Database owner = new(address))
        {
            Assert.True(Campaigns.Initialize(owner, address));
            Assert.False(Campaigns.Initialize(owner, address));
        }

        string topic = File.ReadAllText(Path.Combine(LayersTests.Root(), "module", "en-US", "about_WaSeveralMachines.help.txt"));
        string role = $"role{Guid.NewGuid():n}";
        int from = topic.IndexOf("GRANT", StringComparison.Ordinal);
        int to = topic.IndexOf("One that only reads", StringComparison.Ordinal);
        Cluster.Instance.Execute($"CREATE ROLE {role} LOGIN; " + topic[from..to].Replace("TO campaigns", "TO " + role, StringComparison.Ordinal), address.Database);

        using (PostgresJournal journal = PostgresJournal.Open(address with { User = role }, Header, new()))
        {
            Assert.Equal(JournalVerdict.Send, (await AskAsync(journal, 1)).Verdict);
            Assert.True(await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None));
            journal.Invalid(new(7, "RecipientInvalid"));
            journal.Complete(1, finished: true);
        }

        string none = $"none{Guid.NewGuid():n}";
        Cluster.Instance.Execute($"CREATE ROLE {none} LOGIN");
        WaException refused = Assert.Throws<WaException>(() => PostgresJournal.Open(address with { User = none }, Header, new()));
        Assert.Equal(ErrorCause.JournalUnwritable, refused.Cause);
        Assert.Contains("Initialize-WaJournal", refused.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_not_accepted_names_the_way_out()
    {
        using Database database = new(_address with { Host = "db.example.com" });

        WaException refused = database.Refused(
            new NpgsqlException("Exception while performing SSL handshake", new AuthenticationException("rejected")));

        Assert.Equal(ErrorCause.JournalUnwritable, refused.Cause);
        Assert.Contains("db.example.com", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PGSSLROOTCERT", refused.Recommendation, StringComparison.Ordinal);
    }

    private PostgresJournal Open(JournalHeader? header = null) => PostgresJournal.Open(_address, header ?? Header, new());

    private static ValueTask<JournalClaim> AskAsync(PostgresJournal journal, int number) =>
        journal.ClaimAsync(JournalFolder.Message(number), CancellationToken.None);

    private static void Bury(PostgresJournal journal)
    {
        journal.Abandon();
        Cluster.Instance.Execute($"UPDATE interactive_messaging.worker SET ended_at = clock_timestamp() WHERE id = {journal.Id}");
    }
}
