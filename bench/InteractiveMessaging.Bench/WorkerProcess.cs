using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging.Bench;

/// <summary>What a worker sends.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Journal">The journal of all workers.</param>
/// <param name="Count">How long the list is.</param>
/// <param name="ThrottleLimit">Requests in flight.</param>
/// <param name="Limit">Messages a second of all workers; null for as fast as it goes.</param>
internal sealed record WorkerJob(Uri Url, JournalAddress Journal, int Count, int ThrottleLimit, double? Limit);

/// <summary>A worker in a process of its own, as on a machine of its own: it can be killed, and its pauses are nobody else's.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>The argument that makes this program one.</summary>
    public const string Argument = "worker";

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static WorkerProcess Start() => new(Process.Start(
        new ProcessStartInfo("dotnet", [typeof(WorkerProcess).Assembly.Location, Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,

            // On a machine of its own a thread that looks for work takes the core from nobody.
            Environment = { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" },
        })!);

    /// <summary>Sends; how many were accepted.</summary>
    public async Task<int> SendAsync(WorkerJob job)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job));
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() is { } accepted
            ? int.Parse(accepted, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The worker ended.");
    }

    /// <summary>Kills it.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>What the process does: one job after the other.</summary>
    public static void Serve()
    {
        while (Console.In.ReadLine() is { } job)
        {
            Console.WriteLine(SharedJournal.Send(JsonSerializer.Deserialize<WorkerJob>(job)!));
        }
    }
}
