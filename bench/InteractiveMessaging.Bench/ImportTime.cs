using System.Diagnostics;
using System.Globalization;

namespace InteractiveMessaging.Bench;

/// <summary>What an import costs against that of a binary module with one cmdlet that does nothing. Milliseconds, one per run.</summary>
internal sealed record ImportTime(
    IReadOnlyList<double> Ours, IReadOnlyList<double> Empty, IReadOnlyList<double> OurProcess, IReadOnlyList<double> EmptyProcess)
{
    public static double Ratio(IReadOnlyList<double> ours, IReadOnlyList<double> empty) =>
        ours.Zip(empty, (one, two) => one / two).Median();

    public static async Task<ImportTime> MeasureAsync(Plan plan, Files files, Action<string> say)
    {
        string folder = Path.Combine(files.Scratch, "Empty");
        if (!Directory.Exists(folder))
        {
            await RunAsync(files, "-File", files.Script("empty-module"), "-Folder", folder);
        }

        string empty = Path.Combine(folder, "Empty.psd1");
        List<double> ours = [], theirs = [], ourProcess = [], theirProcess = [];
        for (int i = -1; i < plan.Imports; i++)
        {
            double[] took =
            [
                await ImportAsync(files, files.Module), await ImportAsync(files, empty),
                await ProcessAsync(files, files.Module), await ProcessAsync(files, empty),
            ];
            if (i >= 0)
            {
                ours.Add(took[0]);
                theirs.Add(took[1]);
                ourProcess.Add(took[2]);
                theirProcess.Add(took[3]);
            }
        }

        say($"import: {ours.Median():N0} ms against {theirs.Median():N0} ms, the process {ourProcess.Median():N0} ms against "
            + $"{theirProcess.Median():N0} ms");
        return new(ours, theirs, ourProcess, theirProcess);
    }

    private static async Task<double> ImportAsync(Files files, string module) =>
        double.Parse(await RunAsync(files, "-File", files.Script("import"), "-Module", module), CultureInfo.InvariantCulture);

    private static async Task<double> ProcessAsync(Files files, string module)
    {
        long start = Stopwatch.GetTimestamp();
        await RunAsync(files, "-Command", $"Import-Module '{module}'");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<string> RunAsync(Files files, params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(
            files.Shell, ["-NoProfile", "-NonInteractive", .. arguments])
            { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"PowerShell failed: {output}");
    }
}
