using InteractiveMessaging.Bench;
using InteractiveMessaging.Tests.PostgreSql;

// dotnet run -- [--quick] [--shell pwsh] [--only part …]; the parts are named below
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
Load.MarkOwn();
await using (BenchServer server = await BenchServer.StartAsync(files))
{
    await PartAsync("rules", () => Task.FromResult(figures.Rules = RulesSpeed.Measure(figures.Plan, Say)));
    await PartAsync("journal", async () => figures.Journal = await JournalResume.MeasureAsync(figures.Plan, files, Say));
    await PartAsync("suppression", () => Task.FromResult(figures.Suppression = SuppressionLoad.Measure(figures.Plan, files, Say)));
    await PartAsync("import", async () => figures.Import = await ImportTime.MeasureAsync(figures.Plan, files, Say));
    await PartAsync("binding", async () => figures.Binding = await BindingCost.MeasureAsync(figures.Plan, files, Say));
    await PartAsync("speed", async () => figures.Throughput = await Throughput.MeasureAsync(figures.Plan, files, server, Say));
    await PartAsync("tls", async () => figures.Tls = await OverTls.MeasureAsync(figures.Plan, files, server, Say));
    await PartAsync("peer", async () => figures.Peers = await Peers.MeasureAsync(figures.Plan, files, server, Say));
    await PartAsync("rate", async () => figures.Rates = await RateKept.MeasureAsync(figures.Plan, files, server, Say));
    await PartAsync("postgres", async () => figures.Shared = await SharedJournal.MeasureAsync(figures.Plan, files, server, Say));
    Cluster.End();
    await PartAsync("memory", async () => figures.Memory = await MemoryPeak.MeasureAsync(figures.Plan, files, server, Say));
}

Files.Delete(files.Journal);
string report = Report.Write(figures, Machine.Describe(files));
Console.WriteLine(report);
if (!quick && only.Length == 0)
{
    // A short or partial run shows that the bench works; its figures are not kept.
    File.WriteAllText(Path.Combine(files.Root, "bench", "RESULTS.md"), report);
}

async Task PartAsync(string part, Func<Task> measure)
{
    if (only.Length == 0 || only.Contains(part))
    {
        Load? load = Load.Begin();
        await measure();
        figures.Others[part] = load?.Others() ?? double.NaN;
    }
}

static void Say(string line) => Console.Error.WriteLine(line);
