using System.Globalization;

namespace InteractiveMessaging.Bench;

/// <summary>A target, and what was measured.</summary>
/// <param name="What">What it is about.</param>
/// <param name="Wanted">The target, for people.</param>
/// <param name="Measured">The figure, for people.</param>
/// <param name="IsMet">Whether it is met.</param>
internal sealed record Target(string What, string Wanted, string Measured, bool IsMet)
{
    private const double Kilobytes = 10;
    private const double Microseconds = 45;
    private const double MostForTemplate = 1.15;

    public static IEnumerable<Target> Of(Figures figures) =>
    [
        .. figures.Throughput is { } throughput ? OfSpeed(throughput) : [],
        .. figures.Rates?.Select(OfRate) ?? [],
        .. figures.Memory?.Where(memory => memory.Way != MemoryPeak.Journal)
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
            ("no journal", Throughput.Send, Throughput.Engine, 0.90),
            ("journal", Throughput.SendJournal, Throughput.EngineJournal, 0.80),
            ("journal flushed to disk", Throughput.SendFlushed, Throughput.EngineFlushed, 0.65),
        })
        {
            yield return AtLeast(
                $"Send-WaMessage against raw HttpClient, loopback flood, {journal}", speed.Ratio(send, Throughput.Raw, 0), flood);
            yield return AtLeast(
                $"The engine alone against raw HttpClient, loopback flood, {journal}", speed.Ratio(engine, Throughput.Raw, 0), flood);
        }

        yield return AtLeast(
            "Send-WaMessage against raw HttpClient, 20 ms server, journal", speed.Ratio(Throughput.SendJournal, Throughput.Raw, 20), 0.95);
        yield return AtLeast(
            "The engine alone against raw HttpClient, 20 ms server, journal", speed.Ratio(Throughput.EngineJournal, Throughput.Raw, 20),
            0.95);
        yield return AtLeast(
            "Send-WaMessage against raw HttpClient, 200 ms server, journal", speed.Ratio(Throughput.SendJournal, Throughput.Raw, 200),
            0.98);
        yield return AtLeast(
            "Send-WaMessage with the journal against without, 20 ms server", speed.Ratio(Throughput.SendJournal, Throughput.Send, 20),
            0.97);
        yield return AtLeast("The same, flushed to disk", speed.Ratio(Throughput.SendFlushed, Throughput.Send, 20), 0.93);
        yield return AtLeast(
            "Send-WaMessage with the journal against without, loopback flood", speed.Ratio(Throughput.SendJournal, Throughput.Send, 0),
            0.88);
        yield return AtLeast("The same, flushed to disk", speed.Ratio(Throughput.SendFlushed, Throughput.Send, 0), 0.72);
        yield return AtMost(
            "Time of a template checked against its definition, over an interactive message's, loopback flood",
            speed.Ratio(Throughput.Send, Throughput.SendTemplate, 0), MostForTemplate, "×");
        yield return AtMost(
            "The same: processor time, 20 ms server", speed.Cost(Throughput.SendTemplate, Throughput.Send, 20), MostForTemplate, "×");
        yield return AtLeast(
            "Send-WaMessage against ForEach-Object -Parallel with Invoke-RestMethod, loopback",
            speed.Ratio(Throughput.Send, Throughput.Parallel, 0), 50, "×");
        yield return AtLeast(
            "Send-WaMessage against foreach with Invoke-RestMethod, loopback", speed.Ratio(Throughput.Send, Throughput.Loop, 0), 20, "×");
        yield return AtLeast(
            "Send-WaMessage against foreach with Invoke-RestMethod and a session, loopback",
            speed.Ratio(Throughput.Send, Throughput.LoopSession, 0), 20, "×");
        yield return AtLeast(
            "Send-WaMessage against chunks with Invoke-RestMethod and a session, loopback",
            speed.Ratio(Throughput.Send, Throughput.Chunked, 0), 10, "×");
        yield return AtLeast(
            "Send-WaMessage against chunks with HttpClient tasks in flight, loopback",
            speed.Ratio(Throughput.Send, Throughput.ChunkedTasks, 0), 10, "×");
        foreach (string contender in new[] { Throughput.SendJournal, Throughput.EngineJournal })
        {
            yield return AtMost($"Processor time a message, 20 ms server: {contender}",
                speed.Median(contender, 20, sample => sample.CpuMicroseconds), Microseconds, " µs", "0.0");
            yield return AtMost($"Memory allocated for a message, 20 ms server: {contender}",
                speed.Median(contender, 20, sample => sample.AllocatedKilobytes), Kilobytes, " KB", "0.0");
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
