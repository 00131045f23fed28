using System.Diagnostics;

namespace InteractiveMessaging.Tests;

/// <summary>A process of its own that writes a journal, and can be killed.</summary>
internal sealed class Victim : IDisposable
{
    private static readonly string Here = AppContext.BaseDirectory;
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here, "..", "..", "KillTarget", new DirectoryInfo(Here).Name));
    private static readonly string Program = Path.Combine(Folder, "InteractiveMessaging.KillTarget.dll");
    private static readonly string Module = Path.GetFullPath(Path.Combine(Here, "..", "..", "..", "..", "InteractiveMessaging"));

    private readonly Process _process;

    private Victim(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        Errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether there is a PowerShell, and the built module to load into it.</summary>
    public static bool HasShell { get; } = Directory.Exists(Module)
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh")));

    public int Id => _process.Id;

    public Task<string> Errors { get; }

    public static Victim Start(params string[] arguments) => new(new ProcessStartInfo(DotNet, [Program, .. arguments]));

    /// <summary>A PowerShell that sends through the cmdlets.</summary>
    public static Victim StartShell(params string[] arguments) =>
        new(new ProcessStartInfo(
            "pwsh", ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Folder, "send.ps1"), Module, .. arguments]));

    /// <summary>One whose files can grow to so many kilobytes.</summary>
    public static Victim StartWithin(int kilobytes, params string[] arguments) =>
        new(new ProcessStartInfo(
            "/bin/bash",
            ["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", $"{kilobytes}", DotNet, Program, .. arguments])
        {
            // The limit makes a write fail, as a full disk does, in place of ending the process; and the runtime's own code, which it
            // keeps in a file in memory, is not what is meant.
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        });

    /// <summary>The next line it says.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    /// <summary>All it has to say until it ends.</summary>
    public async Task<string[]> ReadToEndAsync()
    {
        string said = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Kills it with SIGKILL, where it is.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
