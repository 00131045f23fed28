namespace InteractiveMessaging.Bench;

/// <summary>The module and the lower limit over TLS, by HTTP/1.1 and by HTTP/2.</summary>
internal static class OverTls
{
    public const string Http1 = "HTTP/1.1";
    public const string Http2 = "HTTP/2";

    /// <summary>Milliseconds a reply takes.</summary>
    public static readonly IReadOnlyList<int> Delays = [0, 20];

    public static string Raw(string version) => $"raw HttpClient, {version}";

    public static string Engine(string version) => $"engine, journal, {version}";

    public static string Send(string version) => $"Send-WaMessage, journal, {version}";

    public static async Task<Contest?> MeasureAsync(Plan plan, Files files, BenchServer server, Action<string> say)
    {
        if (!BenchServer.CanBeTrusted)
        {
            say("tls: left out, since a process cannot be told here to trust the bench's certificate and nobody else to do so");
            return null;
        }

        await using HostProcess raw = HostProcess.Of<RawClient>(server.Trust);
        await using HostProcess engine = HostProcess.Of<EngineClient>(server.Trust);
        await using ScriptHost send = new(files, "send-array", withModule: true, server.Trust);
        return await Contest.RunAsync(
            plan,
            Delays,
            [.. new[] { (Http1, Wire.Http1OverTls), (Http2, Wire.Http2OverTls) }.SelectMany(way => new Entry[]
            {
                new(Raw(way.Item1), raw, plan.Fast) { Wire = way.Item2 },
                new(Engine(way.Item1), engine, plan.Fast) { Wire = way.Item2, Flush = JournalFlush.Process },
                new(Send(way.Item1), send, plan.Fast) { Wire = way.Item2, Flush = JournalFlush.Process },
            })],
            files,
            server,
            say);
    }
}
