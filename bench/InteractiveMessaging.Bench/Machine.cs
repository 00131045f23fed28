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

    /// <summary>How many threads wanted a core in the last minute, on average; 0 where it is not known.</summary>
    public static double Load() => File.Exists(LoadAverage) ? double.Parse(File.ReadAllText(LoadAverage).Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    private static string Processor() => File.Exists(CpuInfo) && File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : "processor unknown";

    private static string Shell(Files files)
    {
        using Process process = Process.Start(new ProcessStartInfo(files.Shell, ["-Version"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim().Split('-')[0];
    }
}
