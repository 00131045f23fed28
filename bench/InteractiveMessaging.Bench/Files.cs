using System.Globalization;

namespace InteractiveMessaging.Bench;

/// <summary>Where things lie: all in the repository, what is made under output/bench.</summary>
internal sealed class Files
{
    /// <param name="shell">The PowerShell that runs the scripts.</param>
    public Files(string shell)
    {
        Shell = shell;
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cmdlets.sln")))
        {
            folder = folder.Parent;
        }

        Root = folder?.FullName ?? throw new InvalidOperationException("The bench runs inside its repository.");
        Scratch = Path.Combine(Root, "output", "bench");
        Directory.CreateDirectory(Scratch);
    }

    public string Shell { get; }

    public string Root { get; }

    public string Scratch { get; }

    public string Module => Path.Combine(Root, "output", "InteractiveMessaging", "InteractiveMessaging.psd1");

    public string Server =>
        Path.Combine(Root, "output", "build", "bin", "InteractiveMessaging.Bench.Server", "release",
        "InteractiveMessaging.Bench.Server.dll");

    public string Journal => Path.Combine(Scratch, "bench.journal");

    public string Suppression => Path.Combine(Scratch, "bench.stop");

    public string Script(string name) => Path.Combine(Root, "bench", "scripts", name + ".ps1");

    /// <summary>A list for Import-Csv.</summary>
    public void MakeList(int count)
    {
        string path = Path.Combine(Scratch, $"people-{count}.csv");
        if (!File.Exists(path))
        {
            File.WriteAllLines(path,
                Enumerable.Range(0, count)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"+{Workload.Digits(i)},{Workload.Name(i)}"))
                .Prepend("Phone,FirstName"));
        }
    }

    /// <summary>The definition of the template, for Get-WaTemplate.</summary>
    public string MakeTemplate()
    {
        string path = Path.Combine(Scratch, "template.json");
        File.WriteAllText(path, Workload.Definition);
        return path;
    }

    /// <summary>Deletes a journal and what lies beside it.</summary>
    public static void Delete(string journal)
    {
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(journal)!, Path.GetFileName(journal) + "*"))
        {
            File.Delete(file);
        }
    }
}
