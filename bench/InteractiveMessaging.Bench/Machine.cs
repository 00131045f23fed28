using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace InteractiveMessaging.Bench;

/// <summary>What it was measured on. Nothing that names the machine.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    public static string Describe(Files files) => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}, {RuntimeInformation.ProcessArchitecture}), "
            + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024d * 1024 * 1024):0} GB, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, {Shell(files)}");

    private static string Processor() => File.Exists(CpuInfo)
        && File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : "processor unknown";

    private static string Shell(Files files)
    {
        using Process process = Process.Start(new ProcessStartInfo(files.Shell, ["-Version"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim().Split('-')[0];
    }
}
