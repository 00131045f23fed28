using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Writes a report as one page.</summary>
internal sealed class ReportPage
{
    private readonly HtmlWriter _html;
    private readonly RunReport _report;
    private readonly IReadOnlyList<(JournalSummary Journal, JournalRun Run)> _runs;
    private readonly ReportHead _head;
    private readonly Func<string, string> _recipient;

    private ReportPage(HtmlWriter html, RunReport report, ReportHead head)
    {
        _html = html;
        _report = report;
        _head = head;
        _runs = [.. report.Journals.SelectMany(journal => journal.Runs.Select(run => (journal, run)))];
        _recipient = head.MasksRecipients ? ReportFormat.Mask : recipient => recipient;
    }

    /// <summary>The whole page.</summary>
    public static string Write(RunReport report, ReportHead? head = null)
    {
        head ??= new();
        string name = head.Title ?? $"Delivery report: {Name(report)}";
        string title = head.BusinessName is { } business ? $"{name} – {business}" : name;
        return HtmlPage.Write(title, "Report/report.css", html => new ReportPage(html, report, head).Write());
    }

    private static string Name(RunReport report)
    {
        const int Most = 3;
        string names = string.Join(", ", report.Journals.Take(Most).Select(journal => Path.GetFileName(journal.Path)));
        return report.Journals.Count > Most ? $"{names} and {report.Journals.Count - Most} more" : names;
    }

    private void Write()
    {
        _html.Open("main");
        Top();
        Notices();
        Outcomes();
        Replies();
        Journals();
        if (_report.Costs is { } costs)
        {
            ReportCostSection.Write(_html, costs);
        }

        ReportPlot.Write(_html, _report.Timeline);
        Causes();
        Extremes();
        Doubts();
        Runs();
        const string Notes = "Written by InteractiveMessaging. All times are UTC. A message counts once, as its last attempt left it; a"
            + " person counts once, in however many journals.";
        _html.Own("\n").Element("footer", null, Notes).Close();
    }

    private void Top()
    {
        string name = Name(_report);
        string[] connections = [.. _runs.Select(run => Connection(run.Run)).Distinct()];
        DateTimeOffset? first = _report.Journals.Min(journal => journal.FirstAt);
        DateTimeOffset? last = _report.Journals.Max(journal => journal.LastAt);
        _html.Own("\n").Open("header").Open("div")
            .Element("p", "over", _head.BusinessName is { } business ? $"{business} · Delivery report" : "Delivery report")
            .Element("h1", null, _head.Title ?? name)
            .Element("p", "sub", (_head.Title is null ? "" : $"{name} ")
                + (connections.Length == 0 ? "No run is recorded." : $"through {string.Join(", ", connections)}"))
            .Close().Open("dl", "facts");
        Fact("Began", first is { } began ? ReportFormat.Instant(began) : "–");
        Fact(_report.IsOpen ? "Last record" : "Ended", last is { } ended ? ReportFormat.Instant(ended) : "–");
        Fact("Sending took", ReportFormat.Duration(_report.Timeline.Length));
        Fact("Runs", ReportFormat.Count(_runs.Count));
        Fact("People", ReportFormat.Count(_report.People.Count));
        _html.Close().Close();
    }

    private static string Connection(JournalRun run) =>
        run.Connection == run.Provider ? run.Connection : $"{run.Connection} ({run.Provider})";

    private void Fact(string label, string value) => _html.Open("div").Element("dt", null, label).Element("dd", null, value).Close();

    // What a person must know before any number: whether it is all.
    private void Notices()
    {
        foreach (JournalSummary journal in _report.Journals)
        {
            string name = _report.Journals.Count > 1 ? $"{Path.GetFileName(journal.Path)}: " : "";
            string css = journal.IsFinished || journal.IsOpen ? "notice" : "notice bad";
            _html.Own("\n").Element("p", css, name + ReportState.Describe(journal));
            if (journal.Damage is [var first, ..])
            {
                string places = journal.Damage.Count == 1 ? "in one place" : $"in {ReportFormat.Count(journal.Damage.Count)} places";
                string damaged = $"{name}The journal is damaged {places}; this report counts what is whole. {first}";
                _html.Own("\n").Element("p", "notice bad", damaged);
            }
        }

        if (_report.Replies is { AreOfOthers: true })
        {
            _html.Own("\n").Element("p", "notice bad", ReportState.ForeignCallbacks);
        }
    }

    private void Outcomes()
    {
        long accepted = _report[ReportOutcome.Accepted];
        long known = _report.Whole ?? (_report.Tried + _report[ReportOutcome.Invalid] + _report[ReportOutcome.NotReached]);
        string of = (_report.Whole is null ? "of a list whose length is not known" : $"{ReportFormat.Count(accepted)} of {Messages(known)}")
            + $", to {ReportFormat.People(_report.People.Of(ReportStage.Accepted))}";
        _html.Own("\n").Open("section", "card outcomes", ("aria-label", "Outcomes")).Open("div", "headline")
            .Open("p", "big").Text(_report.Whole is { } whole ? ReportFormat.Share(accepted, whole) : ReportFormat.Count(accepted))
            .Element("span", null, "accepted").Close()
            .Element("p", "of", of).Close();
        ReportShapes.Bar(_html, "stack", known, [.. ReportOutcomeStyle.All.Select(style => (style.Css, _report[style.Outcome]))]);
        _html.Open("ul", "legend");
        foreach (ReportOutcomeStyle style in ReportOutcomeStyle.All)
        {
            long count = _report[style.Outcome];
            if (count > 0 || style.IsAlwaysShown)
            {
                string share = _report.Whole is null ? "" : ReportFormat.Share(count, known) + " · ";
                _html.Open("li", count == 0 ? style.Css + " none" : style.Css).Element("b", null, ReportFormat.Count(count))
                    .Element("span", "label", style.Label).Element("small", null, share + style.Meaning).Close();
            }
        }

        _html.Close().Close();
    }

    private void Replies()
    {
        const int Most = 10;
        if (_report.Replies is not { } replies)
        {
            return;
        }

        long accepted = _report[ReportOutcome.Accepted];
        _html.Own("\n").Open("section", "card").Open("div", "head").Element("h2", null, "What came back")
            .Element("p", null, $"by callbacks, of {Messages(accepted)} accepted").Close().Open("ul", "legend");
        foreach ((string label, string css, long count, ReportStage stage) in (ReadOnlySpan<(string, string, long, ReportStage)>)[
            ("Sent", "accepted", replies.Sent, ReportStage.Sent),
            ("Delivered", "accepted", replies.Delivered, ReportStage.Delivered),
            ("Read", "accepted", replies.Read, ReportStage.Read),
            ("Answered", "flight", replies.Answered, ReportStage.Answered),
            ("Not delivered", "failed", replies.Failed, ReportStage.Failed)])
        {
            string people = ReportFormat.People(_report.People.Of(stage));
            _html.Open("li", count == 0 ? css + " none" : css).Element("b", null, ReportFormat.Count(count)).Element("span", "label", label)
                .Element("small", null, $"{ReportFormat.Share(count, accepted)} · {people}").Close();
        }

        _html.Close();
        if (replies.Answered > 0)
        {
            string direct = ReportFormat.Count(replies.AnsweredDirectly);
            string free = ReportFormat.Count(replies.Answered - replies.AnsweredDirectly);
            _html.Element("p", "empty", $"{direct} answered the message itself; after {free} the person wrote without referring to it.");
        }

        (string Answer, long Count)[] answers = [.. replies.Answers.Take(Most)];
        if (answers.Length > 0)
        {
            ReportTable.Open(_html, ("Tapped", null), ("Messages", "num"));
            foreach ((string answer, long count) in answers)
            {
                _html.Open("tr").Element("td", null, answer).Element("td", "num", ReportFormat.Count(count)).Close();
            }

            _html.Close().Close();
        }

        _html.Close();
    }

    // One line for each of several journals, and their sum.
    private void Journals()
    {
        if (_report.Parts.Count < 2)
        {
            return;
        }

        bool followed = _report.Replies is not null;
        _html.Own("\n").Open("section", "card journals").Open("div", "head").Element("h2", null, "Journals")
            .Element("p", null, $"{ReportFormat.Count(_report.Parts.Count)}, the one that began first before the others").Close();
        (string, string?)[] replies = followed ? [("Delivered", "num wide"), ("Read", "num wide"), ("Answered", "num")] : [];
        ReportTable.Open(_html, [
            ("Journal", null), ("Began", "wide"), ("Last run", "wide"), ("Messages", "num"), ("Accepted", "num"), ("Invalid", "num wide"),
            .. replies]);
        foreach (ReportJournal journal in _report.Parts)
        {
            JournalSummary summary = journal.Summary;
            string state = summary.Runs is [.., var last] ? ReportState.Of(last, summary.IsOpen) : "–";
            _html.Open("tr").Element("td", null, Path.GetFileName(summary.Path))
                .Element("td", "wide", summary.FirstAt is { } began ? ReportFormat.Moment(began) : "–").Element("td", "wide", state);
            Counts(summary.Messages, summary.Invalid, journal.Accepted, journal.Delivered, journal.Read, journal.Answered, followed);
        }

        _html.Open("tr", "sum").Element("td", null, "All").Element("td", "wide", "").Element("td", "wide", "");
        Counts(
            _report.Tried, _report[ReportOutcome.Invalid], _report[ReportOutcome.Accepted], _report.Replies?.Delivered ?? 0,
            _report.Replies?.Read ?? 0, _report.Replies?.Answered ?? 0, followed);
        _html.Close().Close().Close();
    }

    private void Counts(long messages, long invalid, long accepted, long delivered, long read, long answered, bool followed)
    {
        _html.Element("td", "num", ReportFormat.Count(messages)).Element("td", "num", ReportFormat.Count(accepted))
            .Element("td", "num wide", ReportFormat.Count(invalid));
        if (followed)
        {
            _html.Element("td", "num wide", ReportFormat.Count(delivered)).Element("td", "num wide", ReportFormat.Count(read))
                .Element("td", "num", ReportFormat.Count(answered));
        }

        _html.Close();
    }

    private void Causes()
    {
        IReadOnlyList<ReportGroup> causes = _report.Causes;
        long all = causes.Sum(group => group.Count);
        _html.Own("\n").Open("section", "card causes").Open("div", "head").Element("h2", null, "What went wrong, and what to do");
        if (all == 0)
        {
            _html.Close().Element("p", "empty", "Nothing: every message that was tried was accepted.").Close();
            return;
        }

        _html.Element("p", null, Messages(all)).Close().Open("ol");
        foreach (ReportGroup group in causes)
        {
            ReportOutcomeStyle style = ReportOutcomeStyle.Of(group.Cause.Outcome);
            _html.Open("li").Open("div", "cause").Element("span", "chip " + style.Css, style.Label)
                .Element("h3", null, Name(group.Cause)).Element("b", null, ReportFormat.Count(group.Count)).Close();
            ReportShapes.Bar(_html, "share", all, [(style.Css, group.Count)]);
            if (group.Said is { } said)
            {
                _html.Element("p", "said", $"“{(_head.MasksRecipients ? ReportFormat.MaskNumbers(said) : said)}”");
            }

            Advice(ReportAdvice.For(group.Cause));
            Examples(group);
            _html.Close();
        }

        _html.Close().Close();
    }

    private void Examples(ReportGroup group)
    {
        if (group.Examples.Count == 0)
        {
            return;
        }

        Func<string, string> shown = group.Cause.Outcome == ReportOutcome.Invalid ? row => row : _recipient;
        _html.Open("p", "who").Text(group.Count > group.Examples.Count ? "Such as " : "");
        for (int i = 0; i < group.Examples.Count; i++)
        {
            _html.Text(i == 0 ? "" : ", ").Element("code", null, shown(group.Examples[i]));
        }

        _html.Close();
    }

    // Names of parameters stand out, and keep their dash at a line's end.
    private void Advice(string text)
    {
        _html.Open("p");
        foreach (string word in text.Split(' '))
        {
            string bare = word.TrimEnd('.', ',', ';');
            if (bare.StartsWith('-'))
            {
                _html.Element("code", "switch", bare).Text(word[bare.Length..] + " ");
            }
            else
            {
                _html.Text(word + " ");
            }
        }

        _html.Close();
    }

    private static string Name(ReportCause cause) => (cause.Code, cause.HttpStatus) switch
    {
        ({ } code, { } http) => string.Create(CultureInfo.InvariantCulture, $"{code} (HTTP {http})"),
        ({ } code, null) => code,
        (null, { } http) => string.Create(CultureInfo.InvariantCulture, $"HTTP {http}"),
        _ when cause.Outcome == ReportOutcome.Failed => "Provider not reached",
        _ when cause.Outcome is ReportOutcome.Undelivered or ReportOutcome.Invalid => "Cause not known",
        _ => "No reply",
    };

    private void Extremes()
    {
        ReportDurations durations = _report.Durations;
        if (durations.Percentile(0.5) is not { } median)
        {
            return;
        }

        string retries = _report.Retries == 1 ? "one retry in all" : $"{ReportFormat.Count(_report.Retries)} retries in all";
        string within95 = ReportFormat.Duration(durations.Percentile(0.95)!.Value);
        string within99 = ReportFormat.Duration(durations.Percentile(0.99)!.Value);
        _html.Own("\n").Open("div", "two").Open("section", "card").Open("div", "head").Element("h2", null, "Slowest")
            .Element("p", null, $"half within {ReportFormat.Duration(median)}, 95% within {within95}, 99% within {within99}").Close();
        Table(_report.Slowest, "Took", entry => ReportFormat.Duration(entry.Elapsed));
        _html.Close().Open("section", "card").Open("div", "head").Element("h2", null, "Most attempts")
            .Element("p", null, retries).Close();
        if (_report.Retried.Count == 0)
        {
            _html.Element("p", "empty", "None: every message was settled at the first attempt.");
        }
        else
        {
            Table(_report.Retried, "Attempts", entry => ReportFormat.Count(entry.Attempts));
        }

        _html.Close().Close();
    }

    private void Table(IReadOnlyList<JournalEntry> entries, string column, Func<JournalEntry, string> value)
    {
        ReportTable.Open(_html, ("Recipient", null), ("Status", null), (column, "num"));
        foreach (JournalEntry entry in entries)
        {
            ReportOutcomeStyle style = ReportOutcomeStyle.Of(RunReport.OutcomeOf(entry));
            _html.Open("tr").Open("td").Element("code", null, To(entry)).Close()
                .Open("td").Element("span", "chip " + style.Css, style.Label).Close().Element("td", "num", value(entry)).Close();
        }

        _html.Close().Close();
    }

    private void Doubts()
    {
        long all = _report[ReportOutcome.InDoubt];
        if (all == 0)
        {
            return;
        }

        _html.Own("\n").Open("section", "card").Open("div", "head").Element("h2", null, "In doubt")
            .Element("p", null, $"{Messages(all)} that may have been delivered").Close();
        ReportTable.Open(_html, ("Recipient", null), ("Last tried", null), ("Reply", null), ("Key", "wide"));
        foreach (JournalEntry entry in _report.InDoubt)
        {
            _html.Open("tr").Open("td").Element("code", null, To(entry)).Close().Element("td", null, ReportFormat.Moment(entry.At))
                .Element("td", null, Name(new ReportCause(ReportOutcome.InDoubt, "", entry.ErrorCode, entry.HttpStatus)))
                .Open("td", "wide").Element("code", null, entry.Key ?? entry.Hash).Close().Close();
        }

        _html.Close().Close();
        if (all > _report.InDoubt.Count)
        {
            string more = ReportFormat.Count(all - _report.InDoubt.Count);
            _html.Element("p", "empty", $"{more} more are listed by Get-WaJournal -Status InDoubt.");
        }

        _html.Close();
    }

    private void Runs()
    {
        const int Most = 50;
        if (_runs.Count == 0)
        {
            return;
        }

        string which = _runs.Count > Most ? $"the last {Most} of {ReportFormat.Count(_runs.Count)}" : "oldest first";
        _html.Own("\n").Open("section", "card runs").Open("div", "head").Element("h2", null, "Runs").Element("p", null, which).Close();
        ReportTable.Open(
            _html, ("Run", null), ("Began", "wide"), ("Connection", "wide"), ("How it ended", null), ("Rows", "num"), ("Invalid", "num"),
            ("Not reached", "num"));
        foreach ((JournalSummary journal, JournalRun run) in _runs.OrderBy(run => run.Run.StartedAt).TakeLast(Most))
        {
            string name = _report.Journals.Count > 1 ? Path.GetFileName(journal.Path) + " " : "";
            bool isOpen = journal.IsOpen && run.Run == journal.Runs.Count;
            _html.Open("tr").Element("td", null, name + ReportFormat.Count(run.Run))
                .Element("td", "wide", ReportFormat.Instant(run.StartedAt)).Element("td", "wide", Connection(run))
                .Element("td", null, ReportState.Of(run, isOpen)).Element("td", "num", Known(run.Rows))
                .Element("td", "num", ReportFormat.Count(run.Invalid)).Element("td", "num", Known(run.NotReached)).Close();
        }

        _html.Close().Close().Close();
    }

    private static string Known(long? count) => count is { } known ? ReportFormat.Count(known) : "not known";

    private string To(JournalEntry entry) => entry.Recipient is { } recipient ? _recipient(recipient) : "unknown";

    private static string Messages(long count) => ReportFormat.Messages(count);
}
