using System.Globalization;
using System.Text;

namespace InteractiveMessaging.Bench;

/// <summary>
/// How much of the machine others use while the bench measures: what all cores did, less what the bench and all it started did. It is read
/// from Linux's /proc, and unknown where there is none.
/// </summary>
internal sealed class Load
{
    private const string Processes = "/proc";
    private const string Stat = "stat";

    // A process inherits it, also where it leaves its parent, as a database's server does.
    private static readonly string Mark = $"BENCH_RUN={Environment.ProcessId}-{Environment.TickCount64}";

    private readonly double _busy;
    private readonly double _all;
    private readonly Dictionary<int, double> _own;

    private Load()
    {
        // The first line: user, nice, system, idle, waiting for the disk, …
        double[] ticks = [.. File.ReadLines(Path.Combine(Processes, Stat)).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Take(8).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        _all = ticks.Sum();
        _busy = _all - ticks[3] - ticks[4];
        _own = Own();
    }

    /// <summary>Marks what this process starts from here on as the bench's.</summary>
    public static void MarkOwn()
    {
        string[] mark = Mark.Split('=');
        Environment.SetEnvironmentVariable(mark[0], mark[1]);
    }

    /// <summary>Begins to measure; null where it cannot be known.</summary>
    public static Load? Begin() => File.Exists(Path.Combine(Processes, Stat)) ? new() : null;

    /// <summary>The share of all cores that others used since then, from 0 to 1.</summary>
    public double Others()
    {
        Load now = new();
        double own = now._own.Sum(process => process.Value - _own.GetValueOrDefault(process.Key));
        return Math.Clamp((now._busy - _busy - own) / (now._all - _all), 0, 1);
    }

    // The ticks of each of the bench's processes, with those of its children that have ended.
    private static Dictionary<int, double> Own()
    {
        Dictionary<int, (int Parent, double Ticks)> all = [];
        foreach (string folder in Directory.EnumerateDirectories(Processes))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id)
                && Read(Path.Combine(folder, Stat)) is { } text)
            {
                // After the name, which may hold anything: state, parent, … and from the twelfth on user, system, and the children's.
                string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                all[id] = (int.Parse(fields[1], CultureInfo.InvariantCulture),
                    fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)));
            }
        }

        Dictionary<int, bool> known = new() { [Environment.ProcessId] = true, [0] = false };
        return all.Where(process => IsOwn(process.Key)).ToDictionary(process => process.Key, process => process.Value.Ticks);

        bool IsOwn(int id) => known.TryGetValue(id, out bool own) ? own
            : known[id] = all.TryGetValue(id, out (int Parent, double) process)
                && (IsOwn(process.Parent) || Read(Path.Combine(Processes, $"{id}", "environ"))?.Split('\0').Contains(Mark) == true);
    }

    // Null where the process has ended, or is not ours to look at.
    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.Latin1);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
