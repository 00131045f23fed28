using System.Globalization;
using System.Text;

namespace InteractiveMessaging.Bench;

/// <summary>Writes the figures as a page.</summary>
internal static class Report
{
    public static string Write(Figures figures, string machine, double others)
    {
        StringBuilder page = new();
        page.AppendLine("# Results of the bench").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture,
            $"Written by `./build.ps1 bench{(figures.Plan.Quick ? " -Quick" : "")}` on {DateTime.UtcNow:yyyy-MM-dd}. How to read it, and "
                + $"why a target is missed: [docs/performance.md](../docs/performance.md).").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture,
            $"Machine: {machine}. Client and server share it. Others used {others * 100:0} % of it just before the bench began.");
        if (others > 0.1)
        {
            page.AppendLine().AppendLine("**That is much: these figures are noisy.** Run the bench again on an idle machine.");
        }

        AddTargets(page, figures);
        if (figures.Throughput is { } throughput)
        {
            foreach (int delay in Plan.Delays)
            {
                AddThroughput(page, throughput, delay);
            }
        }

        if (figures.Rates is { } rates)
        {
            Heading(page, "Rate kept by Send-WaMessage",
                $"Replies take {Plan.UsualDelay} ms; each rate for {figures.Plan.RateSeconds} s, "
                    + "requests in flight as the module chooses.");
            Table(page, ["limit", "kept", "worst second"],
                rates.Select(rate =>
                new[] { $"{rate.Limit:N0}/s", Number(rate.Share * 100, "0.00") + " %", Number(rate.WorstSecond, "N0") }));
        }

        if (figures.Memory is { } memory)
        {
            Heading(page, "Peak memory of the whole PowerShell process", "");
            Table(page, ["", $"{figures.Plan.FewRecipients:N0} recipients", $"{figures.Plan.ManyRecipients:N0} recipients", "growth"],
                memory.Select(peak =>
                    new[] { peak.Way, Number(peak.Few / 1048576d, "N0") + " MB", Number(peak.Many / 1048576d, "N0")
                    + " MB", Number(peak.Growth, "0.00") + " ×" }));
        }

        if (figures.Import is { } import)
        {
            Heading(page, "Import-Module", $"Medians of {import.Ours.Count} new processes each, in turns.");
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
            Heading(page, "Messages checked on one core", "In a second of processor time.");
            Table(page, ["", "a second"], rules.Select(speed => new[] { speed.What, Number(speed.PerSecond, "N0") }));
        }

        if (figures.Journal is { } journal)
        {
            Heading(page, "Resuming from a journal", "");
            Table(page, ["messages", "file", "messages read a second", "bytes kept for each"],
                [[Number(journal.Entries, "N0"), Number(journal.FileBytes / 1048576d, "N0")
                    + " MB", Number(journal.PerSecond, "N0"), Number(journal.BytesKept, "0.0")]]);
        }

        if (figures.Suppression is { } suppression)
        {
            Heading(page, "Reading a suppression file", "");
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

    private static void AddThroughput(StringBuilder page, Contest throughput, int delay)
    {
        Heading(page, delay == 0 ? "Loopback flood: the server answers at once" : $"The server answers after {delay} ms",
            "Messages a second: median, slowest and fastest round. Processor time and memory allocated are the sending process's.");
        Table(page, ["", "messages a round", "a second", "slowest–fastest", "of raw", "CPU a message", "allocated a message"],
            throughput.Contenders(delay).Select(contender =>
        {
            IReadOnlyList<Sample> samples = throughput.Samples(contender, delay);
            double ratio = throughput.Ratio(contender, Throughput.Raw, delay);
            return new[]
            {
                contender,
                Number(samples[0].Messages, "N0"),
                Number(throughput.Median(contender, delay, sample => sample.Rate), "N0"),
                $"{Number(samples.Min(sample => sample.Rate), "N0")}–{Number(samples.Max(sample => sample.Rate), "N0")}",
                Number(ratio, ratio < 0.1 ? "0.000" : "0.00"),
                Number(throughput.Median(contender, delay, sample => sample.CpuMicroseconds), "N0") + " µs",
                Number(throughput.Median(contender, delay, sample => sample.AllocatedKilobytes), "N1") + " KB",
            };
        }));
    }

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
