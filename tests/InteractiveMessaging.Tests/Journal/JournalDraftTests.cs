using System.Text.Json;

namespace InteractiveMessaging.Tests;

/// <summary>A run whose rows choose their message, in a journal that knows other runs.</summary>
public sealed class JournalDraftTests : IDisposable
{
    private static readonly JournalHeader Choosing = JournalFolder.Header with { Draft = null };
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_draft_is_written_down_once_before_its_first_message()
    {
        await SendAsync(Choosing, (1, "p1", "it"), (2, "p2", "en"), (3, "p3", "it"));
        await SendAsync(Choosing, (4, "p4", "en"), (5, "p5", "de"));

        IEnumerable<string> said =
            from line in await File.ReadAllLinesAsync(_folder.Path)
            let json = JsonDocument.Parse(line).RootElement
            where json.GetProperty("type").GetString() is "draft" or "intent"
            select json.GetProperty(json.TryGetProperty("draft", out _) ? "draft" : "to").GetString();
        Assert.Equal(["it", "p1", "en", "p2", "p3", "p4", "de", "p5"], said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_draft_goes_to_new_people_alone_whatever_the_order_of_the_rows(bool backwards)
    {
        await SendAsync(Choosing, (1, "p1", "it"), (2, "p2", "en"));
        (int Number, string To, string Draft, JournalVerdict Verdict)[] rows =
        [
            (1, "p1", "it", JournalVerdict.Settled),
            (12, "p2", "en2", JournalVerdict.DraftDiffers),
            (13, "p3", "en2", JournalVerdict.Send),
            (14, "p4", "it", JournalVerdict.Send),
            (15, "p1", "it", JournalVerdict.Send),
            (16, "p4", "en2", JournalVerdict.Send),
        ];

        using RunJournal journal = _folder.Open(Choosing);
        foreach ((int number, string to, string draft, JournalVerdict verdict) in backwards ? Enumerable.Reverse(rows) : rows)
        {
            JournalMessage message = JournalFolder.Message(number, to, draft);
            Assert.Equal((number, verdict), (number, journal.Claim(message).Verdict));
            if (verdict == JournalVerdict.Send)
            {
                await journal.IntendAsync(message, CancellationToken.None);
                await journal.SettleAsync(message, new(JournalStatus.Accepted));
            }
        }
    }

    [Theory]
    [InlineData("Accepted", JournalVerdict.DraftDiffers)]
    [InlineData("InDoubt", JournalVerdict.DraftDiffers)]
    [InlineData(null, JournalVerdict.DraftDiffers)]
    [InlineData("Failed", JournalVerdict.Send)]
    [InlineData("NotSent", JournalVerdict.Send)]
    [InlineData("Waiting", JournalVerdict.Send)]
    [InlineData("Rejected", JournalVerdict.Send)]
    public async Task Who_surely_has_no_message_may_get_one_of_a_new_draft(string? status, object verdict)
    {
        await _folder.RunAsync((1, status));

        using RunJournal journal = _folder.Open(Choosing);

        Assert.Equal(verdict, journal.Claim(JournalFolder.Message(2, to: JournalFolder.Message(1).Recipient, draft: "t2")).Verdict);
    }

    [Fact]
    public async Task Force_sends_it_all_the_same_and_with_a_key_it_is_refused_as_one_message_for_all_is()
    {
        await SendAsync(Choosing, (1, "p1", "it"));
        using (RunJournal forced = _folder.Open(Choosing, force: true))
        {
            Assert.Equal(JournalVerdict.Send, forced.Claim(JournalFolder.Message(2, "p1", "it2")).Verdict);
        }

        using JournalFolder keyed = new();
        JournalHeader header = Choosing with { KeyColumn = "Order" };
        using (RunJournal first = keyed.Open(header))
        {
            await first.IntendAsync(JournalFolder.Message(1, "p1", "it", "o1"), CancellationToken.None);
        }

        using (RunJournal again = keyed.Open(header))
        {
            Assert.Equal(JournalVerdict.InDoubt, again.Claim(JournalFolder.Message(1, "p1", "it2", "o1")).Verdict);
            Assert.Equal(JournalVerdict.DraftDiffers, again.Claim(JournalFolder.Message(2, "p1", "it2", "o2")).Verdict);
            Assert.Equal(JournalVerdict.Send, again.Claim(JournalFolder.Message(3, "p1", "it", "o3")).Verdict);
        }

        using RunJournal keyedByForce = keyed.Open(header, force: true);
        Assert.Equal(JournalVerdict.Send, keyedByForce.Claim(JournalFolder.Message(2, "p1", "it2", "o2")).Verdict);
    }

    [Fact]
    public async Task A_run_of_one_message_goes_on_where_all_runs_used_it_alone_and_is_refused_else()
    {
        await SendAsync(Choosing, (1, "p1", "it"));
        JournalHeader one = JournalFolder.Header with { Draft = "it" };
        using (RunJournal alone = _folder.Open(one))
        {
            Assert.Equal(JournalVerdict.Send, alone.Claim(JournalFolder.Message(3, "p3", "it")).Verdict);
        }

        // Whoever has the other message would get this one as well.
        await SendAsync(Choosing, (2, "p2", "en"));
        Assert.All((string[])["it", "de"], draft => Assert.Equal(
            ErrorCause.JournalMessageDiffers,
            Assert.Throws<WaException>(() => _folder.Open(one with { Draft = draft })).Cause));
        using RunJournal forced = _folder.Open(one, force: true);
        Assert.Equal(JournalVerdict.Send, forced.Claim(JournalFolder.Message(3, "p2", "it")).Verdict);
    }

    [Fact]
    public async Task A_recipient_that_is_kept_in_part_is_found_again()
    {
        string client = new('é', 300);
        await SendAsync(Choosing, (1, client, "it"), (2, "a\ud800", "it"));

        using RunJournal journal = _folder.Open(Choosing);

        Assert.Equal(JournalVerdict.DraftDiffers, journal.Claim(JournalFolder.Message(3, client, "en")).Verdict);
        Assert.Equal(JournalVerdict.DraftDiffers, journal.Claim(JournalFolder.Message(4, "a\ud800", "en")).Verdict);
        Assert.Equal(JournalVerdict.Send, journal.Claim(JournalFolder.Message(5, "a", "en")).Verdict);
    }

    [Fact]
    public async Task Messages_made_for_each_row_fill_neither_memory_nor_let_anything_out_twice()
    {
        (int Number, string To, string Draft)[] rows = [.. Enumerable.Range(1, 10_100).Select(n => (n, $"p{n}", $"d{n}"))];
        await SendAsync(Choosing, rows);

        using RunJournal journal = _folder.Open(Choosing);

        Assert.All(
            rows,
            row => Assert.Equal(JournalVerdict.Settled, journal.Claim(JournalFolder.Message(row.Number, row.To, row.Draft)).Verdict));
        Assert.Equal(JournalVerdict.DraftDiffers, journal.Claim(JournalFolder.Message(20_000, "p10050", "d10050")).Verdict);
        Assert.Equal(
            10_000,
            (await File.ReadAllLinesAsync(_folder.Path)).Count(line => line.Contains("\"type\":\"draft\"", StringComparison.Ordinal)));
    }

    private async Task SendAsync(JournalHeader header, params (int Number, string To, string Draft)[] rows)
    {
        using RunJournal journal = _folder.Open(header);
        List<Task> written = [];
        foreach ((int number, string to, string draft) in rows)
        {
            JournalMessage message = JournalFolder.Message(number, to, draft);
            written.Add(journal.IntendAsync(message, CancellationToken.None).AsTask());
            await journal.SettleAsync(message, new(JournalStatus.Accepted));
        }

        await Task.WhenAll(written);
        journal.Complete(rows.Length, finished: true);
    }
}
