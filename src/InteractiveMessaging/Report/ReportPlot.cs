namespace InteractiveMessaging;

/// <summary>Draws how many messages were settled a second.</summary>
internal static class ReportPlot
{
    /// <summary>The section of the page; nothing where nothing was settled.</summary>
    public static void Write(HtmlWriter html, ReportTimeline timeline)
    {
        if (timeline.Starts.Count == 0)
        {
            return;
        }

        double seconds = timeline.Width.TotalSeconds;
        long most = 0;
        long all = 0;
        foreach (ReportTimeline.Column column in timeline.Columns)
        {
            most = Math.Max(most, column.Accepted + column.Other);
            all += column.Accepted + column.Other;
        }

        double top = Ceiling(most / seconds);
        string average = ReportFormat.Rate(all / Math.Max(timeline.Length.TotalSeconds, seconds));
        string best = ReportFormat.Rate(most / seconds);
        string length = ReportFormat.Duration(timeline.Length);
        string described = $"Messages settled a second over {length}: {average} on average, {best} at best.";
        string box = $"0 0 {timeline.Columns.Length} 100";
        html.Own("\n").Open("section", "card rate").Open("div", "head").Element("h2", null, "Rate over time")
            .Element("p", null, $"{average} messages a second on average, {best} at best").Close()
            .Open("div", "plot").Open("div", "scale", ("aria-hidden", "true"))
            .Element("span", null, ReportFormat.Rate(top)).Element("span", null, ReportFormat.Rate(top / 2)).Element("span", null, "0")
            .Close()
            .Open("svg", null, ("viewBox", box), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", described));
        Draw(html, timeline, seconds * top / 100);
        html.Close().Close();
        Times(html, timeline);
        html.Open("p", "key").Element("span", "accepted", "accepted").Element("span", "other", "anything else");
        if (timeline.Starts.Count > 1)
        {
            html.Element("span", "seam", "another run begins; pauses between runs are left out");
        }

        html.Close().Close();
    }

    // One per cent of the height stands for so many messages.
    private static void Draw(HtmlWriter html, ReportTimeline timeline, double unit)
    {
        ReadOnlySpan<ReportTimeline.Column> columns = timeline.Columns;
        double gap = columns.Length > 40 ? 0.12 : 0.06;
        for (int line = 0; line <= 100; line += 50)
        {
            ReportShapes.Line(html, "grid", 0, line, columns.Length, line);
        }

        for (int i = 0; i < columns.Length; i++)
        {
            double accepted = columns[i].Accepted / unit;
            double other = columns[i].Other / unit;
            if (accepted > 0)
            {
                ReportShapes.Rectangle(html, "accepted", i + gap, 100 - accepted, 1 - (2 * gap), accepted);
            }

            if (other > 0)
            {
                ReportShapes.Rectangle(html, "other", i + gap, 100 - accepted - other, 1 - (2 * gap), other);
            }
        }

        foreach (ReportTimeline.RunStart start in timeline.Starts.Skip(1))
        {
            double x = start.At / timeline.Width;
            ReportShapes.Line(html, "seam", x, 0, x, 100);
        }
    }

    // A long run has the clock under it; a short one, and several of them, how long they had been sending.
    private static void Times(HtmlWriter html, ReportTimeline timeline)
    {
        const int Marks = 4;
        TimeSpan span = timeline.Width * timeline.Columns.Length;
        bool clock = timeline.Starts.Count == 1 && span.TotalMinutes >= 1;
        html.Open("div", "times", ("aria-hidden", "true"));
        for (int i = 0; i <= Marks; i++)
        {
            TimeSpan at = span * i / Marks;
            string mark = clock ? ReportFormat.Clock(timeline.Starts[0].Run.StartedAt + at) : i == 0 ? "0" : ReportFormat.Duration(at);
            html.Element("span", null, mark);
        }

        html.Close();
    }

    // The next of 1, 2, 5, 10, …
    private static double Ceiling(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10);
    }
}
