using System.Globalization;
using System.Text;

namespace InteractiveMessaging.Bench;

/// <summary>Writes the figures as a page.</summary>
internal static class Report
{
    public static string Write(Figures figures, string machine)
    {
        StringBuilder page = new();
        page.AppendLine("# Results of the bench").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture,
            $"Written by `./build.ps1 bench{(figures.Plan.Quick ? " -Quick" : "")}` on {DateTime.UtcNow:yyyy-MM-dd}. How to read it, and "
                + $"why a target is missed: [docs/performance.md](../docs/performance.md).").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture,
            $"Machine: {machine}. Client and server share it. What others used of it meanwhile stands with each table.");
        if (figures.Others.Values.Any(others => others > 0.1))
        {
            page.AppendLine().AppendLine("**That was much at times: such figures are noisy.** Run the bench again on an idle machine.");
        }

        AddTargets(page, figures);
        if (figures.Throughput is { } throughput)
        {
            foreach (int delay in throughput.Delays)
            {
                AddContest(
                    page, throughput, Throughput.Raw, $"Plain HTTP: {Answers(delay)}", Meanwhile(figures, "speed"), delay);
            }
        }

        if (figures.Tls is { } tls)
        {
            foreach (int delay in tls.Delays)
            {
                AddContest(page, tls, OverTls.Raw(OverTls.Http1), $"Over TLS: {Answers(delay)}", Meanwhile(figures, "tls"), delay);
            }
        }

        if (figures.Peers is { } peers)
        {
            foreach (int delay in peers.Delays)
            {
                AddContest(page, peers, Peers.Node, $"A library on node: {Answers(delay)}",
                    $"{Peers.Node} sends the same message as Meta's own interface takes it, 61 bytes longer; the server counts both alike. "
                        + Meanwhile(figures, "peer"), delay);
            }
        }

        if (figures.Binding is { } binding)
        {
            Heading(page, "One row on its way into a cmdlet", $"On one thread. {Meanwhile(figures, "binding")}");
            Table(page, ["", "processor time", "allocated"],
            [
                Bound("PowerShell's binder, the parameters of Send-WaMessage", binding.Ours),
                Bound("PowerShell's binder, one parameter that takes the row", binding.Least),
                Bound("Send-WaMessage -WhatIf: bound, read, filled, checked", binding.Sending),
            ]);
        }

        if (figures.Rates is { } rates)
        {
            Heading(page, "Rate kept by Send-WaMessage",
                $"Replies take {Plan.UsualDelay} ms; each rate for {figures.Plan.RateSeconds} s, "
                    + $"requests in flight as the module chooses. {Meanwhile(figures, "rate")}");
            Table(page, ["limit", "kept", "worst second"],
                rates.Select(rate =>
                new[] { $"{rate.Limit:N0}/s", Number(rate.Share * 100, "0.00") + " %", Number(rate.WorstSecond, "N0") }));
        }

        if (figures.Shared is { } shared)
        {
            Heading(page, "Journal in PostgreSQL",
                $"The server answers after {SharedJournal.Delay} ms; the database is on the same machine. "
                    + Meanwhile(figures, "postgres"));
            Table(page, ["", "messages a second"],
            [
                ["one worker, journal in a file", Number(shared.File.Median(), "N0")],
                ["one worker, journal in PostgreSQL", Number(shared.One.Median(), "N0")],
                [$"{SharedJournal.Workers} workers, journal in PostgreSQL", Number(shared.Four.Median(), "N0")],
            ]);
        }

        if (figures.Memory is { } memory)
        {
            Heading(page, "Peak memory of the whole PowerShell process", Meanwhile(figures, "memory"));
            Table(page, ["", $"{figures.Plan.FewRecipients:N0} recipients", $"{figures.Plan.ManyRecipients:N0} recipients", "growth"],
                memory.Select(peak =>
                    new[] { peak.Way, Number(peak.Few / 1048576d, "N0") + " MB", Number(peak.Many / 1048576d, "N0")
                    + " MB", Number(peak.Growth, "0.00") + " ×" }));
        }

        if (figures.Import is { } import)
        {
            Heading(page, "Import-Module", $"Medians of {import.Ours.Count} new processes each, in turns. {Meanwhile(figures, "import")}");
            Table(page, ["", "this module", "an empty binary module", "ratio"],
            [
                ["Import-Module", Number(import.Ours.Median(), "N0") + " ms", Number(import.Empty.Median(), "N0")
                    + " ms", Number(ImportTime.Ratio(import.Ours, import.Empty), "0.00")],
                ["whole process", Number(import.OurProcess.Median(), "N0") + " ms", Number(import.EmptyProcess.Median(), "N0")
                    + " ms", Number(ImportTime.Ratio(import.OurProcess, import.EmptyProcess), "0.00")],
            ]);
        }

        if (figures.Rules is { } rules)
        {
            Heading(page, "Messages checked on one core", $"In a second of processor time. {Meanwhile(figures, "rules")}");
            Table(page, ["", "a second"], rules.Select(speed => new[] { speed.What, Number(speed.PerSecond, "N0") }));
        }

        if (figures.Journal is { } journal)
        {
            Heading(page, "Resuming from a journal", Meanwhile(figures, "journal"));
            Table(page, ["messages", "file", "messages read a second", "bytes kept for each"],
                [[Number(journal.Entries, "N0"), Number(journal.FileBytes / 1048576d, "N0")
                    + " MB", Number(journal.PerSecond, "N0"), Number(journal.BytesKept, "0.0")]]);
        }

        if (figures.Suppression is { } suppression)
        {
            Heading(page, "Reading a suppression file", Meanwhile(figures, "suppression"));
            Table(page, ["people", "file", "people read a second", "bytes kept for each", "a question, µs"],
                [[Number(suppression.People, "N0"), Number(suppression.FileBytes / 1048576d, "N0") + " MB",
                    Number(suppression.PerSecond, "N0"), Number(suppression.BytesKept, "0.0"), Number(suppression.Microseconds, "0.00")]]);
        }

        return page.ToString();
    }

    private static void AddTargets(StringBuilder page, Figures figures)
    {
        Target[] targets = [.. Target.Of(figures)];
        Heading(page, "Targets", $"{targets.Count(target => target.IsMet)} of {targets.Length} met.");
        Table(page, ["", "target", "measured", ""],
            targets.Select(target => new[] { target.What, target.Wanted, target.Measured, target.IsMet ? "met" : "**missed**" }));
    }

    private static void AddContest(StringBuilder page, Contest contest, string reference, string title, string note, int delay)
    {
        Heading(page, title,
            "Messages a second: median, slowest and fastest round. Processor time and memory allocated are the sending process's. " + note);
        Table(page,
            ["", "messages a round", "a second", "slowest–fastest", $"of {reference}", "CPU a message", "allocated a message"],
            contest.Contenders(delay).Select(contender =>
        {
            IReadOnlyList<Sample> samples = contest.Samples(contender, delay);
            double ratio = contest.Ratio(contender, reference, delay);
            double kilobytes = contest.Median(contender, delay, sample => sample.AllocatedKilobytes);
            return new[]
            {
                contender,
                Number(samples[0].Messages, "N0"),
                Number(contest.Median(contender, delay, sample => sample.Rate), "N0"),
                $"{Number(samples.Min(sample => sample.Rate), "N0")}–{Number(samples.Max(sample => sample.Rate), "N0")}",
                Number(ratio, ratio < 0.1 ? "0.000" : "0.00"),
                Number(contest.Median(contender, delay, sample => sample.CpuMicroseconds), "N0") + " µs",
                kilobytes > 0 ? Number(kilobytes, "N1") + " KB" : "not known",
            };
        }));
    }

    private static string Answers(int delay) =>
        delay == 0 ? "the server answers at once (loopback flood)" : $"the server answers after {delay} ms";

    private static string[] Bound(string what, BoundRow row) =>
        [what, Number(row.Microseconds, "0.00") + " µs", Number(row.Kilobytes, "0.00") + " KB"];

    private static string Meanwhile(Figures figures, string part) =>
        figures.Others.TryGetValue(part, out double others) && !double.IsNaN(others)
            ? string.Create(CultureInfo.InvariantCulture, $"Others used {others * 100:0} % of the machine meanwhile.")
            : "What others used of the machine meanwhile is not known.";

    private static void Heading(StringBuilder page, string title, string text)
    {
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        if (text.Length > 0)
        {
            page.AppendLine(text).AppendLine();
        }
    }

    private static void Table(StringBuilder page, string[] head, IEnumerable<string[]> rows)
    {
        Row(head);
        Row([.. head.Select((_, column) => column == 0 ? "---" : "---:")]);
        foreach (string[] row in rows)
        {
            Row(row);
        }

        void Row(string[] cells) => page.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
