using InteractiveMessaging.Bench;
using InteractiveMessaging.Tests.PostgreSql;

// dotnet run -- [--quick] [--shell pwsh] [--only speed|tls|rate|memory|import|rules|journal|postgres|suppression …]
if (args is [WorkerProcess.Argument])
{
    WorkerProcess.Serve();
    return;
}

if (args is [HostProcess.Argument, string contender])
{
    await HostProcess.ServeAsync(contender);
    return;
}

bool quick = args.Contains("--quick");
string shell = args.SkipWhile(arg => arg != "--shell").Skip(1).FirstOrDefault() ?? "pwsh";
string[] only = [.. args.SkipWhile(arg => arg != "--only").Skip(1).TakeWhile(arg => !arg.StartsWith('-'))];

Files files = new(shell);
Figures figures = new(new Plan(quick));
double others = await Machine.OthersAsync();
await using (BenchServer server = await BenchServer.StartAsync(files))
{
    if (Wants("rules"))
    {
        figures.Rules = RulesSpeed.Measure(figures.Plan, Say);
    }

    if (Wants("journal"))
    {
        figures.Journal = await JournalResume.MeasureAsync(figures.Plan, files, Say);
    }

    if (Wants("suppression"))
    {
        figures.Suppression = SuppressionLoad.Measure(figures.Plan, files, Say);
    }

    if (Wants("import"))
    {
        figures.Import = await ImportTime.MeasureAsync(figures.Plan, files, Say);
    }

    if (Wants("speed"))
    {
        figures.Throughput = await Throughput.MeasureAsync(figures.Plan, files, server, Say);
    }

    if (Wants("tls"))
    {
        figures.Tls = await OverTls.MeasureAsync(figures.Plan, files, server, Say);
    }

    if (Wants("rate"))
    {
        figures.Rates = await RateKept.MeasureAsync(figures.Plan, files, server, Say);
    }

    if (Wants("postgres"))
    {
        figures.Shared = await SharedJournal.MeasureAsync(figures.Plan, files, server, Say);
        Cluster.End();
    }

    if (Wants("memory"))
    {
        figures.Memory = await MemoryPeak.MeasureAsync(figures.Plan, files, server, Say);
    }
}

Files.Delete(files.Journal);
string report = Report.Write(figures, Machine.Describe(files), others);
Console.WriteLine(report);
if (!quick && only.Length == 0)
{
    // A short or partial run shows that the bench works; its figures are not kept.
    File.WriteAllText(Path.Combine(files.Root, "bench", "RESULTS.md"), report);
}

bool Wants(string part) => only.Length == 0 || only.Contains(part);

static void Say(string line) => Console.Error.WriteLine(line);
