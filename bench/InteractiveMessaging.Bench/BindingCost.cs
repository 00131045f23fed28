using System.Diagnostics;
using System.Text.Json;

namespace InteractiveMessaging.Bench;

/// <summary>What PowerShell takes to hand one row to a cmdlet, on one thread.</summary>
/// <param name="Ours">A cmdlet that takes from the pipeline what Send-WaMessage takes, and does nothing with it.</param>
/// <param name="Least">A cmdlet with one parameter, which takes the row.</param>
/// <param name="Sending">
/// Send-WaMessage itself with -WhatIf: the row bound and read, the message filled and checked, nothing sent and nothing remembered.
/// </param>
internal sealed record BindingCost(BoundRow Ours, BoundRow Least, BoundRow Sending)
{
    public static async Task<BindingCost> MeasureAsync(Plan plan, Files files, Action<string> say)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            files.Shell,
            ["-NoProfile", "-NonInteractive", "-File", files.Script("binding"), "-Module", files.Module,
                "-Count", $"{Plan.BoundRows}", "-Rounds", $"{plan.Rounds}"])
        {
            RedirectStandardOutput = true,
            Environment = { ["BENCH_KEY"] = "bench" },
        })!;
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // -WhatIf says what it would do before.
        Round[] rounds = process.ExitCode == 0 && said.Split('\n').LastOrDefault(line => line.StartsWith('@')) is { } result
            ? JsonSerializer.Deserialize<Round[]>(result[1..])!
            : throw new InvalidOperationException($"PowerShell failed: {said}");
        BindingCost cost = new(Median("Ours"), Median("Least"), Median("Sending"));
        say($"binding: {cost.Ours.Microseconds:0.00} µs, {cost.Ours.Kilobytes:0.00} KB a row; by a single parameter "
            + $"{cost.Least.Microseconds:0.00} µs, {cost.Least.Kilobytes:0.00} KB");
        return cost;

        BoundRow Median(string what) => new(
            rounds.Where(round => round.What == what).Select(round => round.Microseconds).Median(),
            rounds.Where(round => round.What == what).Select(round => round.Bytes).Median() / 1024);
    }

    private sealed record Round(string What, double Microseconds, double Bytes);
}

/// <summary>What one row costs.</summary>
/// <param name="Microseconds">Processor time.</param>
/// <param name="Kilobytes">Memory allocated.</param>
internal sealed record BoundRow(double Microseconds, double Kilobytes);
