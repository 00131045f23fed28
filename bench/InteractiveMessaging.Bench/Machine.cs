using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace InteractiveMessaging.Bench;

/// <summary>What it was measured on, and how busy that was. Nothing that names the machine.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string LoadAverage = "/proc/loadavg";

    public static string Describe(Files files) => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}, {RuntimeInformation.ProcessArchitecture}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024d * 1024 * 1024):0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Shell(files)}");

    /// <summary>How many processes wanted a core in the last minute, on average; the bench's own count too.</summary>
    public static string Load() => File.Exists(LoadAverage) ? File.ReadAllText(LoadAverage).Split(' ')[0] : "unknown";

    private static string Processor() => File.Exists(CpuInfo) && File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : "processor unknown";

    private static string Shell(Files files)
    {
        using Process process = Process.Start(new ProcessStartInfo(files.Shell, ["-Version"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim().Split('-')[0];
    }
}
