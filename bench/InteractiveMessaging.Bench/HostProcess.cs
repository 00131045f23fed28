using System.Diagnostics;
using System.Text.Json;

namespace InteractiveMessaging.Bench;

/// <summary>
/// A contender in a process of its own, kept warm from one job to the next: each line of its input is a job (JSON), each line of its output
/// that begins with @ what it took.
/// </summary>
internal class HostProcess : IContender
{
    /// <summary>The argument that makes this program one, followed by the contender's name.</summary>
    public const string Argument = "contender";

    private readonly string _name;
    private readonly Process _process;

    /// <param name="name">The contender's name, for errors.</param>
    /// <param name="start">How the process is started.</param>
    /// <param name="environment">What it finds in its environment besides.</param>
    public HostProcess(string name, ProcessStartInfo start, IReadOnlyDictionary<string, string>? environment = null)
    {
        _name = name;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        foreach ((string variable, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>A contender of this program.</summary>
    public static HostProcess Of<T>(IReadOnlyDictionary<string, string> environment)
        where T : InProcess, new() =>
        new(typeof(T).Name, new("dotnet", [typeof(HostProcess).Assembly.Location, Argument, typeof(T).Name]), environment);

    /// <summary>What the process of such a contender does.</summary>
    public static async Task ServeAsync(string name)
    {
        await using InProcess contender = name == nameof(RawClient) ? new RawClient() : new EngineClient();
        while (Console.In.ReadLine() is { } line)
        {
            Sample sample = await contender.RunAsync(JsonSerializer.Deserialize<Job>(line)!);
            Console.WriteLine("@" + JsonSerializer.Serialize(sample));
        }
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
