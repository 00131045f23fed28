using System.ComponentModel;
using System.Diagnostics;

namespace InteractiveMessaging.Bench;

/// <summary>The module against a library that does the same on another platform, on the same server.</summary>
internal static class Peers
{
    public const string Node = $"whatsapp-api-js {Version} on node";

    private const string Version = "6.3.0";
    private const string Script = "whatsapp-api-js.mjs";

    /// <summary>Milliseconds a reply takes.</summary>
    public static readonly IReadOnlyList<int> Delays = [0, 20];

    public static async Task<Contest?> MeasureAsync(Plan plan, Files files, BenchServer server, Action<string> say)
    {
        if (await InstallAsync(files) is { } missing)
        {
            say($"peer: left out, since {missing}");
            return null;
        }

        string folder = Folder(files);
        await using HostProcess node = new(Node, new("node", [Path.Combine(folder, Script)]) { WorkingDirectory = folder });
        await using ScriptHost send = new(files, "send-array", withModule: true);
        return await Contest.RunAsync(
            plan,
            Delays,
            [
                new(Node, node, _ => 4000 / (plan.Quick ? 4 : 1)) { Length = i => Workload.MetaLength(i) },
                new(Throughput.SendJournal, send, plan.Fast) { Flush = JournalFlush.Process },
            ],
            files,
            server,
            say);
    }

    // The library, beside the script. Why it cannot be there, or null.
    private static async Task<string?> InstallAsync(Files files)
    {
        string folder = Folder(files);
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(files.Root, "bench", "scripts", Script), Path.Combine(folder, Script), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"private":true}""");
        if (!await RunsAsync("node", folder, "--version"))
        {
            return "there is no node";
        }

        string[] install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", $"whatsapp-api-js@{Version}"];
        return await RunsAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, install)
            ? null
            : $"npm could not install whatsapp-api-js {Version}";
    }

    private static string Folder(Files files) => Path.Combine(files.Scratch, "node");

    private static async Task<bool> RunsAsync(string program, string folder, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
