using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Writes a report as one page.</summary>
internal sealed class ReportPage
{
    // The statuses in the order in which a person asks for them.
    private static readonly (JournalStatus Status, string Css, string Label, string Meaning)[] Statuses =
    [
        (JournalStatus.Accepted, "accepted", "Accepted", "the provider took it"),
        (JournalStatus.Rejected, "rejected", "Rejected", "the provider refused it"),
        (JournalStatus.Failed, "failed", "Failed", "surely not taken, retries used up"),
        (JournalStatus.InDoubt, "doubt", "In doubt", "may have been taken"),
        (JournalStatus.NotSent, "unsent", "Not sent", "held back, the run had stopped"),
        (JournalStatus.InFlight, "flight", "In flight", "being sent right now"),
        (JournalStatus.Waiting, "flight", "Waiting", "surely not taken, tried again soon"),
    ];

    private readonly HtmlWriter _html;
    private readonly RunReport _report;
    private readonly JournalSummary _summary;
    private readonly Func<string, string> _recipient;

    private ReportPage(HtmlWriter html, RunReport report, bool maskRecipients)
    {
        _html = html;
        _report = report;
        _summary = report.Summary;
        _recipient = maskRecipients ? ReportFormat.Mask : recipient => recipient;
    }

    /// <summary>The whole page.</summary>
    public static string Write(RunReport report, bool maskRecipients = false)
    {
        string name = Path.GetFileName(report.Summary.Path);
        return HtmlPage.Write($"Delivery report: {name}", "Report/report.css", html => new ReportPage(html, report, maskRecipients).Write(name));
    }

    private void Write(string name)
    {
        _html.Open("main");
        Top(name);
        Notices();
        Outcomes();
        Rate();
        Causes();
        Extremes();
        Doubts();
        Runs();
        _html.Own("\n").Element("footer", null, "Written by InteractiveMessaging. All times are UTC. A message counts once, as its last attempt left it.")
            .Close();
    }

    private void Top(string name)
    {
        JournalRun? last = _summary.Runs is [.., var run] ? run : null;
        _html.Own("\n").Open("header").Open("div")
            .Element("p", "over", "Delivery report")
            .Element("h1", null, name)
            .Element("p", "sub", last is null ? "No run is recorded." : $"through {last.Connection}{(last.Connection == last.Provider ? "" : $" ({last.Provider})")}")
            .Close().Open("dl", "facts");
        Fact("Began", _summary.FirstAt is { } first ? ReportFormat.Instant(first) : "–");
        Fact(_summary.IsOpen ? "Last record" : "Ended", _summary.LastAt is { } ended ? ReportFormat.Instant(ended) : "–");
        Fact("Sending took", ReportFormat.Duration(_report.Timeline.Length));
        Fact("Runs", ReportFormat.Count(_summary.Runs.Count));
        _html.Close().Close();
    }

    private void Fact(string label, string value) => _html.Open("div").Element("dt", null, label).Element("dd", null, value).Close();

    private void Notices()
    {
        if (_summary.IsOpen)
        {
            _html.Own("\n").Element("p", "notice", "A run is still writing to this journal; these are the numbers so far.");
        }

        if (_summary.Damage is [var first, ..])
        {
            string places = _summary.Damage.Count == 1 ? "in one place" : $"in {ReportFormat.Count(_summary.Damage.Count)} places";
            _html.Own("\n").Element("p", "notice bad", $"The journal is damaged {places}; this report counts what is whole. {first}");
        }
    }

    private void Outcomes()
    {
        long all = _summary.Messages;
        _html.Own("\n").Open("section", "card outcomes", ("aria-label", "Outcomes")).Open("div", "headline")
            .Open("p", "big").Text(ReportFormat.Share(_summary.Accepted, all)).Element("span", null, "accepted").Close()
            .Element("p", "of", $"{ReportFormat.Count(_summary.Accepted)} of {Messages(all)}").Close();
        Bar("stack", all, [.. Statuses.Select(status => (status.Css, _summary[status.Status]))]);
        _html.Open("ul", "legend");
        foreach ((JournalStatus status, string css, string label, string meaning) in Statuses)
        {
            if (_summary[status] is > 0 and var count || status is JournalStatus.Accepted or JournalStatus.Rejected or JournalStatus.Failed or JournalStatus.InDoubt)
            {
                count = _summary[status];
                _html.Open("li", count == 0 ? css + " none" : css).Element("b", null, ReportFormat.Count(count)).Element("span", "label", label)
                    .Element("small", null, $"{ReportFormat.Share(count, all)} · {meaning}").Close();
            }
        }

        _html.Close().Close();
    }

    // Parts of a whole side by side. A part that is there is never too thin to be seen.
    private void Bar(string css, long whole, IReadOnlyList<(string Css, long Count)> parts)
    {
        (string Css, double Share)[] shown = [.. parts.Where(part => part.Count > 0).Select(part => (part.Css, Math.Max(0.6, 100.0 * part.Count / whole)))];
        double scale = 100 / Math.Max(100, shown.Sum(part => part.Share));
        double left = 0;
        _html.Open("svg", css, ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        foreach ((string part, double share) in shown)
        {
            Rectangle(part, left, 0, share * scale, 10);
            left += share * scale;
        }

        _html.Close();
    }

    private void Rectangle(string css, double x, double y, double width, double height) =>
        _html.Open("rect", css, ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height))).Close();

    private void Rate()
    {
        ReportTimeline timeline = _report.Timeline;
        if (timeline.Starts.Count == 0)
        {
            return;
        }

        ReadOnlySpan<ReportTimeline.Column> columns = timeline.Columns;
        double seconds = timeline.Width.TotalSeconds;
        long most = 0;
        long all = 0;
        foreach (ReportTimeline.Column column in columns)
        {
            most = Math.Max(most, column.Accepted + column.Other);
            all += column.Accepted + column.Other;
        }

        double top = Ceiling(most / seconds);
        double average = all / Math.Max(timeline.Length.TotalSeconds, seconds);
        _html.Own("\n").Open("section", "card rate").Open("div", "head").Element("h2", null, "Rate over time")
            .Element("p", null, $"{ReportFormat.Rate(average)} messages a second on average, {ReportFormat.Rate(most / seconds)} at best").Close()
            .Open("div", "plot").Open("div", "scale", ("aria-hidden", "true"))
            .Element("span", null, ReportFormat.Rate(top)).Element("span", null, ReportFormat.Rate(top / 2)).Element("span", null, "0").Close()
            .Open("svg", null, ("viewBox", $"0 0 {columns.Length} 100"), ("preserveAspectRatio", "none"), ("role", "img"),
                ("aria-label", $"Messages settled a second over {ReportFormat.Duration(timeline.Length)}: {ReportFormat.Rate(average)} on average, {ReportFormat.Rate(most / seconds)} at best."));
        for (int line = 0; line <= 2; line++)
        {
            _html.Open("line", "grid", ("x1", "0"), ("x2", $"{columns.Length}"), ("y1", $"{line * 50}"), ("y2", $"{line * 50}")).Close();
        }

        for (int i = 0; i < columns.Length; i++)
        {
            double accepted = columns[i].Accepted / seconds / top * 100;
            double other = columns[i].Other / seconds / top * 100;
            double gap = columns.Length > 40 ? 0.12 : 0.06;
            if (accepted > 0)
            {
                Rectangle("accepted", i + gap, 100 - accepted, 1 - (2 * gap), accepted);
            }

            if (other > 0)
            {
                Rectangle("other", i + gap, 100 - accepted - other, 1 - (2 * gap), other);
            }
        }

        foreach (ReportTimeline.RunStart start in timeline.Starts.Skip(1))
        {
            string x = Number(start.At / timeline.Width);
            _html.Open("line", "seam", ("x1", x), ("x2", x), ("y1", "0"), ("y2", "100")).Close();
        }

        _html.Close().Close();
        Times(timeline);
        _html.Open("p", "key").Element("span", "accepted", "accepted").Element("span", "other", "anything else");
        if (timeline.Starts.Count > 1)
        {
            _html.Element("span", "seam", "another run begins; pauses between runs are left out");
        }

        _html.Close().Close();
    }

    // A long run has the clock under it; a short one, and several of them, how long they had been sending.
    private void Times(ReportTimeline timeline)
    {
        const int Marks = 4;
        TimeSpan span = timeline.Width * timeline.Columns.Length;
        _html.Open("div", "times", ("aria-hidden", "true"));
        for (int i = 0; i <= Marks; i++)
        {
            TimeSpan at = span * i / Marks;
            _html.Element("span", null, timeline.Starts.Count == 1 && span.TotalMinutes >= 1 ? ReportFormat.Clock(timeline.Starts[0].Run.StartedAt + at) : i == 0 ? "0" : ReportFormat.Duration(at));
        }

        _html.Close();
    }

    // The next of 1, 2, 5, 10, …
    private static double Ceiling(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10);
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
            (_, string css, string label, _) = Statuses.First(status => status.Status == group.Cause.Status);
            _html.Open("li").Open("div", "cause").Element("span", "chip " + css, label).Open("h3").Text(Name(group.Cause)).Close()
                .Element("b", null, ReportFormat.Count(group.Count)).Close();
            Bar("share", all, [(css, group.Count)]);
            Advice(ReportAdvice.For(group.Cause));
            if (group.Examples.Count > 0)
            {
                _html.Open("p", "who").Text(group.Count > group.Examples.Count ? "Such as " : "");
                for (int i = 0; i < group.Examples.Count; i++)
                {
                    _html.Text(i == 0 ? "" : ", ").Element("code", null, _recipient(group.Examples[i]));
                }

                _html.Close();
            }

            _html.Close();
        }

        _html.Close().Close();
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
        _ when cause.Status == JournalStatus.Failed => "Not reached",
        _ => "No reply",
    };

    private void Extremes()
    {
        ReportDurations durations = _report.Durations;
        if (durations.Percentile(0.5) is not { } median)
        {
            return;
        }

        _html.Own("\n").Open("div", "two").Open("section", "card").Open("div", "head").Element("h2", null, "Slowest")
            .Element("p", null, $"half within {ReportFormat.Duration(median)}, 95% within {ReportFormat.Duration(durations.Percentile(0.95)!.Value)}, 99% within {ReportFormat.Duration(durations.Percentile(0.99)!.Value)}").Close();
        Table(_report.Slowest, "Took", entry => ReportFormat.Duration(entry.Elapsed));
        _html.Close().Open("section", "card").Open("div", "head").Element("h2", null, "Most attempts")
            .Element("p", null, _report.Retries == 1 ? "one retry in all" : $"{ReportFormat.Count(_report.Retries)} retries in all").Close();
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
        _html.Open("table").Open("thead").Open("tr").Element("th", null, "Recipient").Element("th", null, "Status").Element("th", "num", column).Close().Close().Open("tbody");
        foreach (JournalEntry entry in entries)
        {
            (_, string css, string label, _) = Statuses.First(status => status.Status == entry.Status);
            _html.Open("tr").Open("td").Element("code", null, To(entry)).Close().Open("td").Element("span", "chip " + css, label).Close()
                .Element("td", "num", value(entry)).Close();
        }

        _html.Close().Close();
    }

    private void Doubts()
    {
        if (_summary.InDoubt == 0)
        {
            return;
        }

        _html.Own("\n").Open("section", "card").Open("div", "head").Element("h2", null, "In doubt")
            .Element("p", null, $"{Messages(_summary.InDoubt)} that may have been delivered").Close()
            .Open("table").Open("thead").Open("tr").Element("th", null, "Recipient").Element("th", null, "Last tried").Element("th", null, "Reply").Element("th", "wide", "Journal key").Close().Close().Open("tbody");
        foreach (JournalEntry entry in _report.InDoubt)
        {
            _html.Open("tr").Open("td").Element("code", null, To(entry)).Close().Element("td", null, ReportFormat.Moment(entry.At))
                .Element("td", null, Name(new(entry.Status, "", entry.ErrorCode, entry.HttpStatus))).Open("td", "wide").Element("code", null, entry.Key ?? entry.Hash).Close().Close();
        }

        _html.Close().Close();
        if (_summary.InDoubt > _report.InDoubt.Count)
        {
            _html.Element("p", "empty", $"{ReportFormat.Count(_summary.InDoubt - _report.InDoubt.Count)} more are listed by Get-WaJournal -Status InDoubt.");
        }

        _html.Close();
    }

    private void Runs()
    {
        const int Most = 50;
        if (_summary.Runs.Count < 2)
        {
            return;
        }

        _html.Own("\n").Open("section", "card").Open("div", "head").Element("h2", null, "Runs").Element("p", null, _summary.Runs.Count > Most ? $"the last {Most} of {ReportFormat.Count(_summary.Runs.Count)}" : "oldest first").Close()
            .Open("table").Open("thead").Open("tr").Element("th", "num", "Run").Element("th", null, "Began").Element("th", null, "Connection").Element("th", "num wide", "Process").Close().Close().Open("tbody");
        foreach (JournalRun run in _summary.Runs.TakeLast(Most))
        {
            _html.Open("tr").Element("td", "num", ReportFormat.Count(run.Run)).Element("td", null, ReportFormat.Instant(run.StartedAt))
                .Element("td", null, run.Connection).Element("td", "num wide", run.ProcessId.ToString(CultureInfo.InvariantCulture)).Close();
        }

        _html.Close().Close().Close();
    }

    private string To(JournalEntry entry) => entry.Recipient is { } recipient ? _recipient(recipient) : "unknown";

    private static string Messages(long count) => count == 1 ? "1 message" : $"{ReportFormat.Count(count)} messages";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
