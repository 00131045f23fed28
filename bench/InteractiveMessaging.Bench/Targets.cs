using System.Globalization;

namespace InteractiveMessaging.Bench;

/// <summary>A target, and what was measured.</summary>
/// <param name="What">What it is about.</param>
/// <param name="Wanted">The target, for people.</param>
/// <param name="Measured">The figure, for people.</param>
/// <param name="IsMet">Whether it is met.</param>
internal sealed record Target(string What, string Wanted, string Measured, bool IsMet)
{
    private const double Kilobytes = 8;
    private const double MostForTemplate = 1.15;

    public static IEnumerable<Target> Of(Figures figures) =>
    [
        .. figures.Throughput is { } throughput ? OfSpeed(throughput) : [],
        .. figures.Tls is { } tls ? OfTls(tls) : [],
        .. figures.Peers is { } peers ? OfPeers(peers) : [],
        .. figures.Binding is { } binding
            ? new[]
            {
                AtMost("Binding one row: processor time", binding.Ours.Microseconds, 1.5, " µs"),
                AtMost("Binding one row: memory allocated", binding.Ours.Kilobytes, 0.5, " KB"),
            }
            : [],
        .. figures.Rates?.Select(OfRate) ?? [],
        .. figures.Memory?.Where(memory => memory.Way is not (MemoryPeak.Journal or MemoryPeak.Nobody))
            .Select(memory => AtMost(
            $"Peak memory at {figures.Plan.ManyRecipients:N0} recipients against {figures.Plan.FewRecipients:N0}, {memory.Way}",
            memory.Growth, 1.10, "×")) ?? [],
        .. figures.Memory?.Where(memory => memory.Way == MemoryPeak.Journal)
            .Select(memory => OfJournalMemory(memory, figures.Memory.First(other => other.Way == MemoryPeak.Stream), figures.Plan)) ?? [],
        .. figures.Import is { } import
            ? new[]
            {
                AtMost("Import-Module against an empty binary module", ImportTime.Ratio(import.Ours, import.Empty), 2, "×"),
                AtMost("The whole `pwsh -NoProfile -c 'Import-Module …'` against the same with the empty module",
                    ImportTime.Ratio(import.OurProcess, import.EmptyProcess), 1.15, "×"),
            }
            : [],
        .. figures.Rules?.Select(
            rules => AtLeast($"Messages checked a second on one core: {rules.What}", rules.PerSecond, 100_000, "/s", "N0")) ?? [],
        .. figures.Journal is { } journal
            ? new[]
            {
                AtLeast($"Resuming a journal of {journal.Entries:N0} messages, messages a second", journal.PerSecond, 500_000, "/s", "N0"),
                AtMost("Bytes kept in memory for each message of a journal", journal.BytesKept, 32, "", "0.0"),
            }
            : [],
        .. figures.Shared is { } shared
            ? new[]
            {
                AtLeast(
                    "One worker with a journal in PostgreSQL against one in a file, 20 ms server",
                    shared.One.Median() / shared.File.Median(), 0.85),
                AtLeast("Four workers with a journal in PostgreSQL together, 20 ms server", shared.Four.Median(), 5000, "/s", "N0"),
            }.Concat(shared.Rates.Select(OfWorkers))
            : [],
        .. figures.Suppression is { } suppression
            ? new[]
            {
                AtLeast(
                    $"Reading a suppression file of {suppression.People:N0} people, people a second",
                    suppression.PerSecond, 500_000, "/s", "N0"),
                AtMost("Bytes kept in memory for each person of a suppression file", suppression.BytesKept, 40, "", "0.0"),
            }
            : [],
    ];

    private static IEnumerable<Target> OfSpeed(Contest speed)
    {
        foreach ((string journal, string send, string engine, double flood) in new[]
        {
            ("no journal", Throughput.Send, Throughput.Engine, 0.85),
            ("journal", Throughput.SendJournal, Throughput.EngineJournal, 0.80),
            ("journal flushed to disk", Throughput.SendFlushed, Throughput.EngineFlushed, 0.70),
        })
        {
            yield return AtLeast(
                $"Send-WaMessage against raw HttpClient, loopback flood, {journal}", speed.Ratio(send, Throughput.Raw, 0), flood);
            yield return AtLeast(
                $"The engine alone against raw HttpClient, loopback flood, {journal}", speed.Ratio(engine, Throughput.Raw, 0), flood);
        }

        foreach ((int delay, double wanted) in new[] { (20, 0.97), (200, 0.99) })
        {
            yield return AtLeast(
                $"Send-WaMessage against raw HttpClient, {delay} ms server, journal",
                speed.Ratio(Throughput.SendJournal, Throughput.Raw, delay), wanted);
            yield return AtLeast(
                $"The engine alone against raw HttpClient, {delay} ms server, journal",
                speed.Ratio(Throughput.EngineJournal, Throughput.Raw, delay), wanted);
        }

        yield return AtMost(
            "Processor time of a message over raw HttpClient's, 20 ms server, journal",
            speed.Cost(Throughput.SendJournal, Throughput.Raw, 20), 1.4, "×");
        yield return AtMost(
            "Memory allocated for a message, 20 ms server, journal",
            speed.Median(Throughput.SendJournal, 20, sample => sample.AllocatedKilobytes), Kilobytes, " KB", "0.0");
        yield return AtMost(
            "Time of a template checked against its definition, over an interactive message's, loopback flood",
            speed.Ratio(Throughput.Send, Throughput.SendTemplate, 0), MostForTemplate, "×");
        yield return AtMost(
            "The same: processor time, 20 ms server", speed.Cost(Throughput.SendTemplate, Throughput.Send, 20), MostForTemplate, "×");
        yield return AtLeast(
            "Send-WaMessage against ForEach-Object -Parallel with Invoke-RestMethod, loopback",
            speed.Ratio(Throughput.Send, Throughput.Parallel, 0), 50, "×");
        yield return AtLeast(
            "Send-WaMessage, journal, against foreach with Invoke-RestMethod, 20 ms server",
            speed.Ratio(Throughput.SendJournal, Throughput.Loop, 20), 150, "×");
        yield return AtLeast(
            "Send-WaMessage against chunks with HttpClient tasks in flight, loopback",
            speed.Ratio(Throughput.Send, Throughput.ChunkedTasks, 0), 4, "×");
    }

    private static IEnumerable<Target> OfTls(Contest tls)
    {
        foreach (string version in new[] { OverTls.Http1, OverTls.Http2 })
        {
            yield return AtLeast(
                $"Send-WaMessage against raw HttpClient, {version} over TLS, 20 ms server, journal",
                tls.Ratio(OverTls.Send(version), OverTls.Raw(version), 20), 0.97);
            yield return AtLeast(
                $"The engine alone against raw HttpClient, {version} over TLS, 20 ms server, journal",
                tls.Ratio(OverTls.Engine(version), OverTls.Raw(version), 20), 0.97);
        }

        // Where replies are awaited the rates hardly differ; what differs is the cost.
        yield return AtLeast(
            "Send-WaMessage by HTTP/2, which it prefers, against the same by HTTP/1.1, over TLS, loopback flood",
            tls.Ratio(OverTls.Send(OverTls.Http2), OverTls.Send(OverTls.Http1), 0), 1, "×");
        yield return AtMost(
            "The same: processor time of a message, 20 ms server",
            tls.Cost(OverTls.Send(OverTls.Http2), OverTls.Send(OverTls.Http1), 20), 1, "×");
    }

    private static IEnumerable<Target> OfPeers(Contest peers)
    {
        yield return AtLeast(
            $"Send-WaMessage, journal, against {Peers.Node}, loopback flood", peers.Ratio(Throughput.SendJournal, Peers.Node, 0), 10, "×");
        yield return AtLeast("The same, 20 ms server", peers.Ratio(Throughput.SendJournal, Peers.Node, 20), 6, "×");
        foreach (int delay in Peers.Delays)
        {
            yield return AtMost(
                $"The same: processor time of a message, {(delay == 0 ? "loopback flood" : $"{delay} ms server")}",
                peers.Cost(Throughput.SendJournal, Peers.Node, delay), 0.1, "×");
        }
    }

    private static Target OfRate(RateKept rate)
    {
        double most = (rate.Limit * 1.01) + 1;
        return new(
            $"Rate kept at {rate.Limit:N0}/s",
            string.Create(CultureInfo.InvariantCulture, $"99–100 %, worst second ≤ {Math.Floor(most):0}"),
            string.Create(CultureInfo.InvariantCulture, $"{rate.Share * 100:0.00} %, worst second {rate.WorstSecond}"),
            rate.Share is >= 0.99 and <= 1.0005 && rate.WorstSecond <= most);
    }

    private static Target OfWorkers(RateKept rate)
    {
        double most = (rate.Limit * 1.02) + SharedJournal.Workers;
        return new(
            $"Rate kept at {rate.Limit:N0}/s by four workers, one joins late, one dies",
            string.Create(CultureInfo.InvariantCulture, $"99–100 %, worst second ≤ {Math.Floor(most):0}"),
            string.Create(CultureInfo.InvariantCulture, $"{rate.Share * 100:0.00} %, worst second {rate.WorstSecond}"),
            rate.Share is >= 0.99 and <= 1.0005 && rate.WorstSecond <= most);
    }

    private static Target OfJournalMemory(MemoryPeak with, MemoryPeak without, Plan plan) =>
        AtMost("Peak memory a journal adds for each further row",
            (with.Many - with.Few - Math.Max(0, without.Many - without.Few)) / (double)(plan.ManyRecipients - plan.FewRecipients), 32,
            " bytes", "0.0");

    private static Target AtLeast(string what, double value, double wanted, string unit = "", string format = "0.00") =>
        new(what, $"≥ {Text(wanted, unit, format)}", Text(value, unit, format), value >= wanted);

    private static Target AtMost(string what, double value, double wanted, string unit = "", string format = "0.00") =>
        new(what, $"≤ {Text(wanted, unit, format)}", Text(value, unit, format), value <= wanted);

    private static string Text(double value, string unit, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture) + (unit == "×" ? " ×" : unit);
}
