using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>
/// A PostgreSQL of the tests' own, in a temporary folder. It is made when the first test needs it and ends with the tests. Where there are no
/// programs for it, tests that need it are skipped.
/// </summary>
internal sealed class Cluster : IDisposable
{
    private static readonly string Extension = OperatingSystem.IsWindows() ? ".exe" : "";
    private static readonly string? Programs = Find();
    private static readonly Lazy<Cluster> Only = new(() => new(Programs!));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wa-postgres-");
    private readonly string _programs;
    private readonly int _port;

    private Cluster(string programs)
    {
        _programs = programs;
        _port = FreePort();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        if (Environment.UserName == "root")
        {
            Run("chown", "nobody", _folder.FullName);
        }

        Run(Program("initdb"), "-D", Data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions", "-N");
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"),
            $"\nport = {_port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nshared_buffers = 64MB\nmax_wal_size = 2GB\n");
        Start();
    }

    /// <summary>Whether there are programs for it.</summary>
    public static bool IsThere => Programs is not null;

    /// <summary>The cluster.</summary>
    public static Cluster Instance => Programs is null
        // xUnit takes an exception that begins so for "this cannot run here".
        ? throw new InvalidOperationException(
            "$XunitDynamicSkip$PostgreSQL is not installed: neither initdb and pg_ctl on the PATH, nor Debian's folder, nor WA_TEST_POSTGRES.")
        : Only.Value;

    /// <summary>Ends it where there is one.</summary>
    public static void End()
    {
        if (Only.IsValueCreated)
        {
            Only.Value.Dispose();
        }
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>The address of a journal.</summary>
    public JournalAddress Journal(string name) => new("127.0.0.1", _port, "postgres", "tester", name);

    /// <summary>A database of its own, for what concerns the whole schema.</summary>
    public JournalAddress NewDatabase(string journal)
    {
        string name = $"db{Guid.NewGuid():n}";
        Execute($"CREATE DATABASE {name}");
        return Journal(journal) with { Database = name };
    }

    public void Start() => Run(Program("pg_ctl"), "-D", Data, "-w", "-s", "-l", Path.Combine(_folder.FullName, "log"), "start");

    /// <summary>Ends the server at once, as a crash does, or cutting off who is there.</summary>
    public void Stop(string mode = "immediate") => Run(Program("pg_ctl"), "-D", Data, "-w", "-m", mode, "stop");

    public void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Cuts every connection.</summary>
    public void Cut() => Execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'InteractiveMessaging'");

    /// <summary>Runs a statement; what its first column says.</summary>
    public object? Execute(string statement, string database = "postgres")
    {
        using NpgsqlConnection connection = new($"Host=127.0.0.1;Port={_port};Database={database};Username=tester;Pooling=false");
        connection.Open();
        using NpgsqlCommand command = new(statement, connection) { CommandTimeout = 300 };
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        if (!_folder.Exists)
        {
            return;
        }

        try
        {
            Stop();
            _folder.Delete(recursive: true);
            _folder.Refresh();
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException)
        {
            // It did not run.
        }
    }

    private static string? Find()
    {
        IEnumerable<string> debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        return new[] { Environment.GetEnvironmentVariable("WA_TEST_POSTGRES") }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Concat(debian)
            .OfType<string>()
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, $"initdb{Extension}")) && File.Exists(Path.Combine(folder, $"pg_ctl{Extension}")));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Program(string name) => Path.Combine(_programs, name + Extension);

    // PostgreSQL refuses to run as root.
    private static void Run(params string[] command)
    {
        bool isRoot = Environment.UserName == "root" && command[0] != "chown";
        string[] all = isRoot ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", .. command] : command;
        using Process process = Process.Start(new ProcessStartInfo(all[0], all[1..])
        {
            // The server inherits its parent's output: who reads that to its end would wait for the server.
            RedirectStandardOutput = command[^1] != "start",
            RedirectStandardError = command[^1] != "start",
            WorkingDirectory = "/",
        })!;
        string said = command[^1] == "start" ? "" : process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', all)}: {said}");
        }
    }
}
