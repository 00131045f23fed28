namespace InteractiveMessaging.Bench;

/// <summary>The module, the lower limit and the scripts, against the same server in plain HTTP.</summary>
internal static class Throughput
{
    public const string Raw = "raw HttpClient";
    public const string Engine = "engine, no journal";
    public const string EngineJournal = "engine, journal";
    public const string EngineFlushed = "engine, journal flushed to disk";
    public const string Send = "Send-WaMessage, no journal";
    public const string SendJournal = "Send-WaMessage, journal";
    public const string SendFlushed = "Send-WaMessage, journal flushed to disk";
    public const string SendCsv = "Import-Csv, Send-WaMessage, journal";
    public const string SendFaults = "Send-WaMessage, journal, 1 in 50 refused with HTTP 503";
    public const string SendTemplate = "Send-WaMessage, no journal, a template checked against its definition";
    public const string Chunked = "chunks in parallel, Invoke-RestMethod with a session";
    public const string ChunkedTasks = "chunks in parallel, HttpClient tasks in flight";
    public const string Parallel = "ForEach-Object -Parallel, Invoke-RestMethod";
    public const string Loop = "foreach, Invoke-RestMethod";
    public const string LoopSession = "foreach, Invoke-RestMethod with a session";

    public static async Task<Contest> MeasureAsync(Plan plan, Files files, BenchServer server, Action<string> say)
    {
        await using RawClient raw = new();
        await using EngineClient engine = new();
        await using ScriptHost array = new(files, "send-array", withModule: true);
        await using ScriptHost csv = new(files, "send-csv", withModule: true);
        await using ScriptHost chunked = new(files, "chunked");
        await using ScriptHost tasks = new(files, "chunked-tasks");
        await using ScriptHost parallel = new(files, "parallel");
        await using ScriptHost loop = new(files, "foreach");
        await using ScriptHost session = new(files, "foreach-session");

        int slow = plan.Quick ? 4 : 1;
        Func<int, int> fast = plan.Fast;
        Func<int, int> allowed = delay => delay == 0 ? 8 : 64;
        return await Contest.RunAsync(plan, Plan.Delays,
        [
            new(Raw, raw, fast),
            new(Engine, engine, fast) { OnlyTo = 20 },
            new(EngineJournal, engine, fast) { Flush = JournalFlush.Process },
            new(EngineFlushed, engine, fast) { Flush = JournalFlush.Disk, OnlyTo = 20 },
            new(Send, array, fast),
            new(SendTemplate, array, fast) { IsTemplate = true, OnlyTo = 20, Length = i => Workload.TemplateLength(i) },
            new(SendJournal, array, fast) { Flush = JournalFlush.Process },
            new(SendFlushed, array, fast) { Flush = JournalFlush.Disk },
            new(SendCsv, csv, fast) { Flush = JournalFlush.Process },
            new(SendFaults, array, fast) { Flush = JournalFlush.Process, RefuseEvery = 50, OnlyFrom = 20, OnlyTo = 20 },
            new(ChunkedTasks, tasks, delay => (delay == 200 ? 2000 : 4000) / slow),
            new(Chunked, chunked, _ => 1500 / slow) { Workers = allowed },
            new(Parallel, parallel, _ => 600 / slow) { Workers = allowed },
            new(Loop, loop, delay => (delay switch { 0 => 400, 20 => 60, _ => 10 }) / slow) { Workers = _ => 1 },
            new(LoopSession, session, delay => (delay switch { 0 => 1000, 20 => 60, _ => 10 }) / slow) { Workers = _ => 1 },
        ], files, server, say);
    }
}
