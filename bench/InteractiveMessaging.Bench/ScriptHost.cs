namespace InteractiveMessaging.Bench;

/// <summary>A script of bench/scripts in a PowerShell of its own.</summary>
/// <param name="files">Where things lie.</param>
/// <param name="name">The script's name.</param>
/// <param name="withModule">Whether it uses the module.</param>
/// <param name="environment">What it finds in its environment besides.</param>
internal sealed class ScriptHost(
    Files files, string name, bool withModule = false, IReadOnlyDictionary<string, string>? environment = null)
    : HostProcess(
        name,
        new(files.Shell, ["-NoProfile", "-NonInteractive", "-File", files.Script("host"), "-Contender", name, .. withModule
            ? ["-Module", files.Module]
            : Array.Empty<string>()])
        {
            Environment = { ["BENCH_KEY"] = "bench" },
        },
        environment);
