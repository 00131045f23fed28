using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace InteractiveMessaging.Bench;

/// <summary>What it was measured on, and how busy that was. Nothing that names the machine.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string Stat = "/proc/stat";

    public static string Describe(Files files) => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}, {RuntimeInformation.ProcessArchitecture}), "
            + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024d * 1024 * 1024):0} GB, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, {Shell(files)}");

    /// <summary>
    /// The share of the cores that others use: measured for some seconds while the bench does nothing. NaN where it cannot be known.
    /// </summary>
    public static async Task<double> OthersAsync()
    {
        (double idle, double all) before = Ticks();
        await Task.Delay(TimeSpan.FromSeconds(5));
        (double idle, double all) after = Ticks();
        return 1 - ((after.idle - before.idle) / (after.all - before.all));
    }

    // The first line of /proc/stat: user, nice, system, idle, waiting for the disk, …
    private static (double Idle, double All) Ticks()
    {
        if (!File.Exists(Stat))
        {
            return (double.NaN, double.NaN);
        }

        double[] ticks = [.. File.ReadLines(Stat).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return (ticks[3] + ticks[4], ticks.Sum());
    }

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
