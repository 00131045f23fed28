using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace InteractiveMessaging.Tests;

public sealed class RunReportTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Failures_are_grouped_by_cause_the_most_frequent_first_with_what_to_do()
    {
        await WriteAsync(
            [.. Enumerable.Repeat(new JournalOutcome(JournalStatus.Rejected) { ErrorCode = "E110", HttpStatus = 402, Attempts = 1 }, 5),
            .. Enumerable.Repeat(new JournalOutcome(JournalStatus.Failed) { HttpStatus = 429, Attempts = 6 }, 2),
            new(JournalStatus.Failed) { Attempts = 6 }, new(JournalStatus.Accepted) { Attempts = 1 }]);

        RunReport report = Read();

        Assert.Equal(
            [("E110", 402, 5), (null, 429, 2), (null, null, 1)],
            report.Causes.Select(group => (group.Cause.Code, group.Cause.HttpStatus, (int)group.Count)));
        Assert.Equal("Top up the account's balance.", ReportAdvice.For(report.Causes[0].Cause));
        Assert.Contains("-RatePerSecond", ReportAdvice.For(report.Causes[1].Cause), StringComparison.Ordinal);
        Assert.Contains("could not be reached", ReportAdvice.For(report.Causes[2].Cause), StringComparison.Ordinal);
        Assert.Equal(3, report.Causes[0].Examples.Count);
        Assert.Equal(15, report.Retries);
    }

    [Theory]
    [InlineData(nameof(ReportOutcome.Invalid), nameof(ErrorCause.BadInput), null, "A cell of the row")]
    [InlineData(nameof(ReportOutcome.Invalid), nameof(ErrorCause.JournalMessageDiffers), null, "another journal for the new ones")]
    [InlineData(nameof(ReportOutcome.Invalid), "button.title", null, "breaks this rule")]
    [InlineData(nameof(ReportOutcome.NotSent), "E110", 402, "The run stopped here. Top up")]
    [InlineData(nameof(ReportOutcome.NotSent), null, 401, "did not accept the key")]
    [InlineData(nameof(ReportOutcome.NotSent), null, null, "what its last error named")]
    [InlineData(nameof(ReportOutcome.Failed), null, 503, "later")]
    [InlineData(nameof(ReportOutcome.Rejected), null, 301, "-BaseUri")]
    [InlineData(nameof(ReportOutcome.Rejected), null, 404, "not one that takes messages")]
    [InlineData(nameof(ReportOutcome.Rejected), null, 403, "permissions")]
    [InlineData(nameof(ReportOutcome.Rejected), "unknown", 400, "what the code means")]
    public void Every_cause_has_an_advice_of_its_own(string outcome, string? code, int? status, string expected)
    {
        ReportCause cause = new(Enum.Parse<ReportOutcome>(outcome), "Kaleyra", code, status);
        Assert.Contains(expected, ReportAdvice.For(cause), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Causes_that_never_repeat_do_not_grow_without_end()
    {
        await WriteAsync([.. Enumerable.Range(0, 1000).Select(n => new JournalOutcome(JournalStatus.Rejected) { ErrorCode = $"c{n}" })]);

        RunReport report = Read();

        Assert.Equal(201, report.Causes.Count);
        Assert.Equal(1000, report.Causes.Sum(group => group.Count));
    }

    [Fact]
    public async Task The_slowest_and_the_most_retried_come_first_and_are_ten_at_most()
    {
        await WriteAsync(
            [.. from n in Enumerable.Range(1, 50)
                select new JournalOutcome(JournalStatus.Accepted) { Attempts = 1 + (n % 5), Elapsed = TimeSpan.FromSeconds(n) }]);

        RunReport report = Read();

        Assert.Equal(Enumerable.Range(41, 10).Reverse(), report.Slowest.Select(entry => (int)entry.Elapsed.TotalSeconds));
        Assert.Equal(Enumerable.Range(0, 10).Select(n => 49 - (5 * n)), report.Retried.Select(entry => (int)entry.Elapsed.TotalSeconds));
        Assert.InRange(report.Durations.Percentile(0.5)!.Value.TotalSeconds, 24, 27);
        Assert.InRange(report.Durations.Percentile(0.99)!.Value.TotalSeconds, 47, 52);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(100_000)]
    public void Every_message_stands_in_one_column_and_pauses_between_runs_are_left_out(int secondsApart)
    {
        DateTimeOffset start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        JournalRun[] runs =
            [new() { Run = 1, StartedAt = start }, new() { Run = 2, StartedAt = start }, new() { Run = 3, StartedAt = start.AddYears(1) }];
        ReportTimeline timeline = new();
        for (int i = 0; i < 300; i++)
        {
            int run = i < 150 ? 1 : 3;
            JournalStatus status = i % 3 == 0 ? JournalStatus.Failed : JournalStatus.Accepted;
            DateTimeOffset at = runs[run - 1].StartedAt.AddSeconds(i % 150 * secondsApart);
            timeline.Add(new() { Hash = "", Status = status, Run = run, At = at }, runs[run - 1]);
        }

        Assert.Equal(
            (200, 100),
            (timeline.Columns.ToArray().Sum(column => column.Accepted), timeline.Columns.ToArray().Sum(column => column.Other)));
        Assert.InRange(timeline.Columns.Length, ReportTimeline.MostColumns / 2, ReportTimeline.MostColumns);
        Assert.Equal(TimeSpan.FromSeconds(298 * secondsApart), timeline.Length);
        Assert.Equal([1, 3], timeline.Starts.Select(begun => begun.Run.Run));
    }

    [Fact]
    public async Task The_page_asks_for_nothing_and_encodes_what_comes_from_outside()
    {
        await WriteAsync(
            [
                new(JournalStatus.Rejected)
                {
                    ErrorCode = "<script src=//x>'\"&",
                    HttpStatus = 400,
                    Attempts = 2,
                    Elapsed = TimeSpan.FromSeconds(3),
                },
                new(JournalStatus.InDoubt) { HttpStatus = 502, Attempts = 1 },
            ],
            to: "<b onclick=x>");

        string page = ReportPage.Write(Read());

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b ", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script src=//x&gt;&#39;&quot;&amp;", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b onclick=x&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Contains("default-src &#39;none&#39;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_well_formed_and_says_what_there_is_to_know()
    {
        JournalOutcome accepted = new(JournalStatus.Accepted) { Attempts = 1, Elapsed = TimeSpan.FromMilliseconds(200) };
        await WriteAsync([.. Enumerable.Repeat(accepted, 1999), new(JournalStatus.InDoubt) { HttpStatus = 502, Attempts = 1 }]);

        string page = ReportPage.Write(Read());

        string text = Text(page);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        string[] said =
            ["run.journal", ">99.9%", "1,999 of 2,000 messages", "1,999", "In doubt", "HTTP 502", "-RetryInDoubt", "+12025550100"];
        foreach (string expected in said)
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_report_says_what_it_does_not_know()
    {
        using RunJournal journal = _folder.Open(JournalFolder.Header with { Total = 1000 });
        await journal.IntendAsync(JournalFolder.Message(1, "+12025550100"), CancellationToken.None);
        Assert.Contains("still writing", ReportPage.Write(Read()), StringComparison.Ordinal);
        Assert.Contains("numbers so far: 1,000 of 1,000 rows are left.", ReportPage.Write(Read()), StringComparison.Ordinal);
        journal.Dispose();

        byte[] bytes = await File.ReadAllBytesAsync(_folder.Path);
        bytes[^40] ^= 1;
        await File.WriteAllBytesAsync(_folder.Path, bytes);
        string damaged = ReportPage.Write(Read());
        Assert.Contains("damaged in one place", damaged, StringComparison.Ordinal);
        Assert.Contains("Line 3 (byte ", damaged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_run_with_invalid_rows_is_not_all_accepted()
    {
        using (RunJournal journal = _folder.Open())
        {
            await AcceptAsync(journal, 848);
            for (int row = 1; row <= 152; row++)
            {
                journal.Invalid(new(row, row % 4 == 0 ? "MissingColumn" : "RecipientInvalid"));
            }

            journal.Complete(1000, finished: true);
        }

        RunReport report = Read();

        Assert.Equal(
            (1000, 848, 152, 0),
            (report.Whole, report[ReportOutcome.Accepted], report[ReportOutcome.Invalid], report[ReportOutcome.NotReached]));
        Assert.Equal([("RecipientInvalid", 114L), ("MissingColumn", 38L)], report.Causes.Select(group => (group.Cause.Code!, group.Count)));
        Assert.Equal(["row 4", "row 8", "row 12"], report.Causes[1].Examples);
        Says(
            "Finished: the run read 1,000 rows; 152 rows were invalid",
            "84.8%",
            "848 of 1,000 messages",
            "RecipientInvalid",
            "row 1",
            "Finished");
    }

    [Fact]
    public async Task A_run_that_stopped_at_a_third_is_not_all_accepted()
    {
        using (RunJournal journal = _folder.Open())
        {
            await AcceptAsync(journal, 333);
            for (int i = 0; i < 667; i++)
            {
                journal.NotReached();
            }

            journal.Complete(1000, finished: false);
        }

        Says(
            "Not finished: the run stopped, and 667 of its 1,000 rows were not reached.",
            "33.3%",
            "333 of 1,000 messages",
            "Stopped",
            "Not reached");
    }

    [Theory]
    [InlineData(null, "how many rows its list has is not known", "of a list whose length is not known")]
    [InlineData(1000, "its list has 1,000 rows", "33.3%")]
    public async Task A_run_that_was_killed_says_what_is_known(int? total, string state, string headline)
    {
        using (RunJournal journal = _folder.Open(JournalFolder.Header with { Total = total }))
        {
            await AcceptAsync(journal, 333);
        }

        string text = Says("Not finished: the run was killed", state, headline, "333", "Killed", "not known");
        Assert.DoesNotContain("100%", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "400 rows, and how many more its list has is not known; 67 of those were not reached", "length is not known")]
    [InlineData(1000, "400 rows of 1,000; 67 of those were not reached", "333 of 1,000 messages")]
    public async Task A_run_that_was_broken_off_says_how_far_it_read(int? total, string state, string headline)
    {
        using (RunJournal journal = _folder.Open(JournalFolder.Header with { Total = total }))
        {
            await AcceptAsync(journal, 333);
            for (int i = 0; i < 67; i++)
            {
                journal.NotReached();
            }

            journal.Complete(400, finished: false, readAll: false);
        }

        string text = Says(state, headline, "Broken off");
        Assert.DoesNotContain("100%", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_run_left_and_the_last_one_sent_is_done()
    {
        using (RunJournal killed = _folder.Open())
        {
            await AcceptAsync(killed, 333);
            killed.Invalid(new(5, "RecipientInvalid"));
        }

        using (RunJournal again = _folder.Open())
        {
            await AcceptAsync(again, 1000, from: 333);
            again.Complete(1000, finished: true);
        }

        Assert.Equal((1000, 1000, 0), (Read().Whole, Read()[ReportOutcome.Accepted], Read()[ReportOutcome.Invalid]));
        string text = Says("100%", "1,000 of 1,000 messages", "Finished: the run read 1,000 rows.", "Killed");
        Assert.DoesNotContain("Not finished", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_journals_make_one_report()
    {
        using JournalFolder other = new();
        using (RunJournal journal = _folder.Open())
        {
            await AcceptAsync(journal, 10);
            journal.Complete(10, finished: true);
        }

        using (RunJournal journal = other.Open())
        {
            await AcceptAsync(journal, 5);
            journal.NotReached();
            journal.Complete(6, finished: false);
        }

        using JournalReader first = JournalReader.Open(_folder.Path);
        using JournalReader second = JournalReader.Open(other.Path);
        RunReport report = RunReport.Of([second, first]);

        Assert.Equal((16, 15, 15, 1), (report.Whole, report.Tried, report[ReportOutcome.Accepted], report[ReportOutcome.NotReached]));
        Assert.False(report.IsFinished);
        Assert.Equal(2, report.Timeline.Starts.Count);
        string text = Text(ReportPage.Write(report));
        Assert.Contains("run.journal, run.journal", text, StringComparison.Ordinal);
        Assert.Contains("15 of 16 messages", text, StringComparison.Ordinal);
        using StringWriter sheet = new();
        ReportSheet.Write([first, second], sheet);
        Assert.Equal(15 + 2, sheet.ToString().Split("\r\n").Length);
    }

    [Fact]
    public async Task Callbacks_say_what_came_back_and_end_doubts()
    {
        await WriteAsync(
            [.. Enumerable.Range(0, 4).Select(n => new JournalOutcome(JournalStatus.Accepted) { MessageId = $"m{n}", Attempts = 1 }),
            new(JournalStatus.InDoubt) { Attempts = 1 }]);
        WaCallback[] came =
        [
            new WaStatus { MessageId = "m0", Status = MessageProgress.Delivered },
            new WaStatus { MessageId = "m1", Status = MessageProgress.Read },
            new WaReply { Kind = ReplyKind.Button, Type = "button_reply", AnsweredMessageId = "m2", Id = "y", Title = "=Yes" },
            new WaReply { Kind = ReplyKind.Reaction, Type = "reaction", AnsweredMessageId = "m2", Text = "👍", At = DateTimeOffset.MaxValue },
            new WaReply { Kind = ReplyKind.Reaction, Type = "reaction", AnsweredMessageId = "m0", Text = "👍" },
            new WaStatus { MessageId = "m3", Status = MessageProgress.Failed, ErrorCode = "131026" },
            new WaStatus { Reference = JournalFolder.Key(4).ToString(), Status = MessageProgress.Delivered },
            new WaReply { Kind = ReplyKind.Media, Type = "image", AnsweredMessageId = "m1", Id = "77", Text = "my illness" },
        ];
        using JournalReader reader = JournalReader.Open(_folder.Path);
        CallbackIndex callbacks = new(came);

        RunReport report = RunReport.Of([reader], callbacks);

        Assert.Equal((5, 0), (report[ReportOutcome.Accepted], report[ReportOutcome.InDoubt]));
        Assert.Equal((4, 3, 2, 1), (report.Replies!.Delivered, report.Replies.Read, report.Replies.Answered, report.Replies.Failed));

        // What was tapped, and not what a person wrote or sent.
        Assert.Equal([("=Yes", 1L)], report.Replies.Answers);
        Assert.Equal(new ReportCause(ReportOutcome.Undelivered, "Kaleyra", "131026", null), Assert.Single(report.Causes).Cause);
        string text = Text(ReportPage.Write(report));
        Assert.Contains("What came back", text, StringComparison.Ordinal);
        using StringWriter sheet = new();
        ReportSheet.Write([reader], sheet, callbacks);
        string[] lines = sheet.ToString().Split("\r\n");
        Assert.EndsWith("Journal,Progress,DeliveredAt,ReadAt,Answer,AnsweredAt,Error,Billable,Category", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",run.journal,,,,'=Yes,,,,", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("'+12025550100,Accepted,", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipients_can_be_masked_everywhere()
    {
        await WriteAsync([new(JournalStatus.InDoubt) { Attempts = 2 }, new(JournalStatus.Rejected) { ErrorCode = "1", Attempts = 1 }]);

        string page = ReportPage.Write(Read(), new(MasksRecipients: true));
        using StringWriter sheet = new();
        using JournalReader reader = JournalReader.Open(_folder.Path);
        ReportSheet.Write([reader], sheet, maskRecipients: true);

        Assert.DoesNotContain("2025550", page, StringComparison.Ordinal);
        Assert.Contains("+12•••••100", page, StringComparison.Ordinal);
        Assert.DoesNotContain("2025550", sheet.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "0%")]
    [InlineData(0, 5, "0%")]
    [InlineData(5, 5, "100%")]
    [InlineData(1, 3, "33.3%")]
    [InlineData(1, 100_000, "<0.1%")]
    [InlineData(99_999, 100_000, ">99.9%")]
    public void A_share_is_never_rounded_to_all_or_nothing(long part, long whole, string text) => Assert.Equal(
        text,
        ReportFormat.Share(part, whole));

    [Theory]
    [InlineData(999, "999 ms")]
    [InlineData(1_000, "1.0 s")]
    [InlineData(59_900, "1 min 0 s")]
    [InlineData(3_599_900, "1 h 0 min")]
    [InlineData(200_000_000, "2 d 7 h")]
    public void Durations_are_said_in_two_figures(long milliseconds, string text) => Assert.Equal(
        text,
        ReportFormat.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    private string Says(params string[] expected)
    {
        string text = Text(ReportPage.Write(Read()));
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
        return text;
    }

    // What HTML leaves open is closed here, so that an XML reader can check the rest.
    private static string Text(string page)
    {
        page = page.Replace("<!doctype html>", "", StringComparison.Ordinal);
        XElement html = XElement.Parse(Regex.Replace(page, "<(meta|link)([^>]*)>", "<$1$2/>"));
        return string.Join('\n', html.Element("body")!.DescendantNodes().OfType<XText>().Select(node => node.Value));
    }

    private static async Task AcceptAsync(RunJournal journal, int to, int from = 0)
    {
        for (int i = from; i < to; i++)
        {
            await journal.IntendAsync(JournalFolder.Message(i), CancellationToken.None);
            await journal.SettleAsync(JournalFolder.Message(i), new(JournalStatus.Accepted) { Attempts = 1 });
        }
    }

    private RunReport Read()
    {
        using JournalReader reader = JournalReader.Open(_folder.Path);
        return RunReport.Of([reader]);
    }

    private async Task WriteAsync(JournalOutcome[] outcomes, string to = "+12025550100")
    {
        using RunJournal journal = _folder.Open();
        for (int i = 0; i < outcomes.Length; i++)
        {
            await journal.IntendAsync(JournalFolder.Message(i, to), CancellationToken.None);
            await journal.SettleAsync(JournalFolder.Message(i, to), outcomes[i]);
        }

        journal.Complete(1, finished: true);
    }
}
