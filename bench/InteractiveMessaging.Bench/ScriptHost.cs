using System.Diagnostics;
using System.Text.Json;

namespace InteractiveMessaging.Bench;

/// <summary>A script of bench/scripts in a PowerShell of its own, kept warm from one job to the next.</summary>
internal sealed class ScriptHost : IContender
{
    private readonly string _name;
    private readonly Process _process;

    /// <param name="files">Where things lie.</param>
    /// <param name="name">The script's name.</param>
    /// <param name="withModule">Whether it uses the module.</param>
    public ScriptHost(Files files, string name, bool withModule = false)
    {
        _name = name;
        ProcessStartInfo start =
            new(files.Shell, ["-NoProfile", "-NonInteractive", "-File", files.Script("host"), "-Contender", name, .. withModule
            ? ["-Module", files.Module]
            : Array.Empty<string>()])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["BENCH_KEY"] = "bench" },
            };
        _process = Process.Start(start)!;
    }

    public async Task<Sample> RunAsync(Job job)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job));
        await _process.StandardInput.FlushAsync();
        List<string> said = [];
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith('@'))
            {
                said.Add(line);
                continue;
            }

            using JsonDocument answer = JsonDocument.Parse(line[1..]);
            return answer.RootElement.TryGetProperty("Error", out JsonElement error)
                ? throw new InvalidOperationException($"{_name}: {error.GetString()}")
                : answer.RootElement.Deserialize<Sample>()!;
        }

        throw new InvalidOperationException($"{_name} ended: {string.Join(Environment.NewLine, said)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
