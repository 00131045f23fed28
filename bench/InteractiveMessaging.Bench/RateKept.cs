namespace InteractiveMessaging.Bench;

/// <summary>How well Send-WaMessage keeps a rate, as the server sees it.</summary>
/// <param name="Limit">The rate asked for.</param>
/// <param name="Share">What arrived of it.</param>
/// <param name="WorstSecond">The most arrivals in any second.</param>
internal sealed record RateKept(int Limit, double Share, int WorstSecond)
{
    public static async Task<IReadOnlyList<RateKept>> MeasureAsync(Plan plan, Files files, BenchServer server, Action<string> say)
    {
        await using ScriptHost host = new(files, "send-stream", withModule: true);
        await host.RunAsync(new() { Url = server.Url("warm-up", 0), Count = 2000, Workers = Plan.Workers, Folder = files.Scratch });

        List<RateKept> kept = [];
        foreach (int limit in Plan.Rates)
        {
            // The throttle is the module's own choice for the rate.
            Uri url = server.Url($"rate-{limit}", Plan.UsualDelay);
            Job job = new() { Url = url, Count = limit * plan.RateSeconds, Rate = limit, Folder = files.Scratch };

            // The first requests open the sockets, and the first one of all arrives late.
            await host.RunAsync(job with { Count = limit / 2 });
            await server.TakeAsync(url);
            await host.RunAsync(job);
            Tally tally = await server.TakeAsync(url);
            kept.Add(new(limit, tally.Rate / limit, tally.WorstSecond));
            say($"rate {limit}/s: {kept[^1].Share:P2}, worst second {tally.WorstSecond}");
        }

        return kept;
    }
}
