using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace InteractiveMessaging.Tests;

/// <summary>A report about a campaign: people, what came back, what it cost, over several journals.</summary>
public sealed partial class ReportCampaignTests
{
    private const string Card =
        "Market,Currency,Marketing,Utility,Authentication,Authentication-International\n"
        + "Italy,USD,0.07,0.03,0.03,0.04\nNorth America,USD,0.02,0.004,0.004,n/a\nOther,USD,0.06,0.01,0.01,n/a\n";

    private const string Ada = "+393331234567";
    private const string Bob = "+12025550101";
    private const string Cem = "+905551234567";
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_rate_card_is_read_with_its_quotes_and_falls_back_to_the_region_and_to_all_others()
    {
        RateCard card = RateCard.Read("\"Prices, \"\"list\"\"\"\nMarket,Currency,Marketing,Utility\n\"Rest of \"\"Asia\"\", all\",USD,0.02,n/a\nItaly,USD,$0.07,0.03\n");
        Assert.Equal(0.07m, card.PriceOf("Italy", "Western Europe", "MARKETING"));
        Assert.Equal(0.02m, card.PriceOf("Nowhere", "Rest of \"Asia\", all", "Marketing"));
        Assert.Null(card.PriceOf("Nowhere", "Rest of \"Asia\", all", "Utility"));
        Assert.Null(card.PriceOf("Nowhere", "No region", "Marketing"));
    }

    [Fact]
    public void A_person_counts_once_over_several_journals()
    {
        RunReport report = RunReport.Of(
            [Journal("a.journal", Message("1", Ada), Message("2", Bob), Message("3", Bob)), Journal("b.journal", Message("4", Ada), Message("5", Cem, JournalStatus.Rejected))],
            new([Delivered("1"), Delivered("2") with { Status = MessageProgress.Read }, Delivered("3"), Delivered("4") with { Status = MessageProgress.Sent }, Failed("4", "131026", "Message undeliverable")]));

        Assert.Equal(3, report.People.Count);
        Assert.Equal((4, 2), (report[ReportOutcome.Accepted], report.People.Of(ReportStage.Accepted)));
        Assert.Equal((3, 2), (report.Replies!.Delivered, report.People.Of(ReportStage.Delivered)));
        Assert.Equal((4, 1, 1), (report.Replies.Sent, report.Replies.Read, report.People.Of(ReportStage.Read)));
        Assert.Equal((3, 3, 1, 0), Of(report.Parts[0]));
        Assert.Equal((1, 0, 0, 0), Of(report.Parts[1]));
        Says(report, "4 of 5 messages, to 2 people", "Journals", "a.journal", "b.journal", "131026", "“Message undeliverable”", "All");
    }

    [Fact]
    public void An_answer_counts_whether_it_refers_to_the_message_or_not()
    {
        RunReport report = RunReport.Of(
            [Journal("a.journal", Message("1", Ada), Message("2", Bob))],
            new([
                new WaReply { Kind = ReplyKind.Button, Type = "button", Title = "Yes", AnsweredMessageId = "1", From = Ada, At = Noon.AddMinutes(1) },
                new WaReply { Kind = ReplyKind.Text, Type = "text", Text = "When?", From = Bob, At = Noon.AddMinutes(1) }]));

        Assert.Equal((2, 1), (report.Replies!.Answered, report.Replies.AnsweredDirectly));

        // Who only writes may not have read it.
        Assert.Equal((1, 1), (report.Replies.Read, report.Replies.Delivered));
        Says(report, "1 answered the message itself; after 1 the person wrote without referring to it.");
        Assert.DoesNotContain("When?", ReportPage.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_cost_is_what_callbacks_say_is_billed_at_the_price_of_the_card()
    {
        WaStatus marketing = Delivered("1") with { IsBillable = true, PricingCategory = "marketing" };
        RunReport report = RunReport.Of(
            [Journal("a.journal",
                Message("1", Ada), Message("2", Ada), Message("3", Bob), Message("4", Cem), Message("5", "client-7"), Message("6", Bob),
                Message("7", Bob), Message("8", Bob, JournalStatus.Rejected), Message("9", Bob), Message("10", Ada))],
            new([
                marketing, marketing with { MessageId = "2" },
                marketing with { MessageId = "3", PricingCategory = "service" },
                marketing with { MessageId = "4", IsBillable = false, PricingCategory = "utility" },
                marketing with { MessageId = "5", PricingCategory = "authentication_international", Phone = Ada },
                marketing with { MessageId = "6", Status = MessageProgress.Sent },
                marketing with { MessageId = "9", PricingModel = "CBP" },
                Delivered("10")]),
            RateCard.Read(Card));

        Assert.Equal(
            [("Italy", "marketing", true, 2, "0.14"), ("Italy", "authentication_international", true, 1, "0.04"),
                ("United States and Canada", "service", true, 1, "0.004"), ("Italy", null, null, 1, null), ("Turkey", null, false, 1, "0")],
            report.Costs!.Parts.Select(part =>
                (part.Country!, part.Category, part.IsBillable, (int)part.Messages, part.Sum?.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal((2, 1), (report.Costs.NotDelivered, report.Costs.InConversations));
        Says(
            report,
            "0.18 USD for 4 billed, 1 free",
            "no callback says delivered, so not counted here: 2 messages.",
            "billed as a whole, not counted here: 1 message.",
            "The callbacks of 1 message do not say what they are billed as.");
    }

    [Fact]
    public void What_the_cost_cannot_be_is_said()
    {
        IJournalReader journal = Journal("a.journal", Message("1", Ada), Message("2", "US.13491208655302741918"));
        RunReport unknown = RunReport.Of([journal], card: RateCard.Read(Card));
        string text = Says(unknown, "Cost", "not known without callbacks", "A journal does not know what a message is billed as: give -Callback.");
        Assert.DoesNotContain("USD", text, StringComparison.Ordinal);
        Assert.Equal([("Italy", 1L), (null, 1L)], unknown.Costs!.Parts.Select(part => (part.Country, part.Messages)));

        WaStatus billed = Delivered("2") with { IsBillable = true, PricingCategory = "marketing" };
        Says(RunReport.Of([journal], new([billed])), "1 billed, 0 free", "The prices are not known: give a rate card with -RateCard.");
        Says(
            RunReport.Of([journal], new([billed]), RateCard.Read(Card)),
            "0.00 USD or more for 1 billed, 0 free",
            "Billed at a price that is not known: 1 message.");
        Assert.Null(RunReport.Of([journal]).Costs);
    }

    [Fact]
    public void Callbacks_that_are_about_other_messages_are_told()
    {
        IJournalReader journal = Journal("a.journal", Message("1", Ada));
        Says(RunReport.Of([journal], new([Delivered("77")])), "None of the callbacks is about a message of these journals.");
        foreach (CallbackIndex callbacks in new CallbackIndex[] { new([]), new([new WaUnknownCallback("")]), new([Delivered("77"), Delivered("1")]) })
        {
            Assert.DoesNotContain("None of the callbacks", ReportPage.Write(RunReport.Of([journal], callbacks)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void People_outside_the_window_are_not_those_whom_a_stopped_run_left()
    {
        RunReport report = RunReport.Of([Journal(
            "a.journal",
            Message("1", Ada, JournalStatus.NotSent) with { ErrorCode = "OutsideWindow" },
            Message("2", Bob, JournalStatus.NotSent) with { ErrorCode = "131031" })]);

        Assert.Equal((1, 1), (report[ReportOutcome.OutsideWindow], report[ReportOutcome.NotSent]));
        Says(report, "Outside the window", "had not written within the last 24 hours", "-Fallback", "131031");
    }

    [Fact]
    public void The_page_has_the_campaigns_title_and_the_businesss_name()
    {
        RunReport report = RunReport.Of([Journal("a.journal", Message("1", Ada))]);

        string page = ReportPage.Write(report, new("Winter <sale>", "Harbour & Sons"));

        Assert.Contains("<title>Winter &lt;sale&gt; – Harbour &amp; Sons</title>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Winter &lt;sale&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Harbour &amp; Sons · Delivery report", page, StringComparison.Ordinal);
        Assert.Contains("a.journal through acme (Kaleyra)", page, StringComparison.Ordinal);
        Assert.Contains("<h1>a.journal</h1>", ReportPage.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_provider_says_shows_no_number_where_recipients_are_masked()
    {
        RunReport report = RunReport.Of(
            [Journal("a.journal", Message("1", Ada))], new([Failed("1", "131026", "Recipient 393331234567 (+393331234567) is not there")]));

        Assert.Contains("393331234567", ReportPage.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain("33123456", ReportPage.Write(report, new(MasksRecipients: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sheet_has_the_price_of_each_message()
    {
        using StringWriter sheet = new();
        ReportSheet.Write(
            [Journal("a.journal", Message("1", Ada), Message("2", Bob), Message("3", Bob))],
            sheet,
            new([
                Delivered("1") with { IsBillable = true, PricingCategory = "marketing" },
                Delivered("2") with { IsBillable = false, PricingCategory = "service" },
                Failed("3", "131026", "=cmd"),
            ]),
            RateCard.Read(Card));

        string[] lines = sheet.ToString().Split("\r\n");
        Assert.EndsWith(",Answer,AnsweredAt,Error,Billable,Category,Country,Price,Currency", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",True,marketing,Italy,0.07,USD", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",False,service,United States and Canada,0,USD", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",Failed,,,,,'=cmd,,,United States and Canada,,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_of_cost_that_never_repeat_do_not_grow_without_end()
    {
        JournalEntry[] entries = [.. Enumerable.Range(0, 5000).Select(n => Message($"{n}", Ada))];
        CallbackIndex callbacks = new([.. entries.Select(entry =>
            Delivered(entry.MessageId!) with { IsBillable = true, PricingCategory = $"c{entry.MessageId}" })]);

        RunReport report = RunReport.Of([Journal("a.journal", entries)], callbacks);

        Assert.Equal((2001, 5000), (report.Costs!.Parts.Count, report.Costs.Parts.Sum(part => part.Messages)));
    }

    private static (long Accepted, long Delivered, long Read, long Answered) Of(ReportJournal journal) =>
        (journal.Accepted, journal.Delivered, journal.Read, journal.Answered);

    private static JournalEntry Message(string id, string to, JournalStatus status = JournalStatus.Accepted) => new()
    {
        Hash = new Key128(ulong.Parse(id, CultureInfo.InvariantCulture), 1).ToString(),
        MessageId = id,
        Recipient = to,
        Status = status,
        Attempts = 1,
        FirstTriedAt = Noon,
        At = Noon,
        Run = 1,
    };

    private static WaStatus Delivered(string id) =>
        new() { MessageId = id, Status = MessageProgress.Delivered, At = Noon.AddSeconds(5), PricingModel = "PMP" };

    private static WaStatus Failed(string id, string code, string said) =>
        new() { MessageId = id, Status = MessageProgress.Failed, ErrorCode = code, Error = said };

    private static HeldJournal Journal(string name, params JournalEntry[] entries) => new(name, entries);

    private static string Says(RunReport report, params string[] expected)
    {
        string page = ReportPage.Write(report).Replace("<!doctype html>", "", StringComparison.Ordinal);
        XElement html = XElement.Parse(Unclosed().Replace(page, "<$1$2/>"));
        string text = string.Join('\n', html.Element("body")!.DescendantNodes().OfType<XText>().Select(node => node.Value));
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
        return text;
    }

    [GeneratedRegex("<(meta|link)([^>]*)>")]
    private static partial Regex Unclosed();

    /// <summary>A journal in memory: a report asks no more of one.</summary>
    private sealed class HeldJournal(string name, JournalEntry[] entries) : IJournalReader
    {
        public JournalSummary Summary { get; } = new()
        {
            Path = name,
            Messages = entries.Length,
            Accepted = entries.Count(entry => entry.Status == JournalStatus.Accepted),
            FirstAt = Noon.AddMinutes(-1),
            LastAt = Noon,
            Runs =
            [
                new()
                {
                    Run = 1, StartedAt = Noon.AddMinutes(-1), EndedAt = Noon, Connection = "acme", Provider = "Kaleyra", IsFinished = true,
                    HasReadAll = true, Rows = entries.Length, NotReached = 0,
                },
            ],
            Damage = [],
        };

        public IEnumerable<JournalEntry> Read(params JournalStatus[] statuses) =>
            entries.Where(entry => statuses.Length == 0 || statuses.Contains(entry.Status));

        public void Dispose()
        {
        }
    }
}
