using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace InteractiveMessaging.Bench;

/// <summary>How requests get to the server.</summary>
internal enum Wire
{
    Plain,
    Http1OverTls,
    Http2OverTls,
}

/// <summary>The server, in a process of its own.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();
    private readonly Listening _listening;
    private readonly string _authority;

    private BenchServer(Process process, Listening listening, string authority)
    {
        _process = process;
        _listening = listening;
        _authority = authority;
        File.WriteAllText(authority, listening.Authority);
    }

    /// <summary>
    /// What makes a process trust the server's certificate, and nobody else on the machine. .NET looks at these variables where OpenSSL
    /// checks certificates; on Windows and macOS the system does, and trusts what lies in its own store.
    /// </summary>
    public IReadOnlyDictionary<string, string> Trust => new Dictionary<string, string> { ["SSL_CERT_FILE"] = _authority };

    /// <summary>Whether a process can be made to trust the server.</summary>
    public static bool CanBeTrusted => OperatingSystem.IsLinux();

    public static async Task<BenchServer> StartAsync(Files files)
    {
        Process process = Process.Start(
            new ProcessStartInfo("dotnet", [files.Server]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new(process, JsonSerializer.Deserialize<Listening>(line)!, Path.Combine(files.Scratch, $"authority-{process.Id}.pem"));
    }

    /// <summary>An address with a tally of its own.</summary>
    /// <param name="run">Its name.</param>
    /// <param name="delay">How many milliseconds a reply takes.</param>
    /// <param name="refuseEvery">Every so many requests one is refused with HTTP 503; 0 for none.</param>
    /// <param name="wire">How requests get there.</param>
    public Uri Url(string run, int delay, int refuseEvery = 0, Wire wire = Wire.Plain) =>
        new(Base(wire), $"/messages?run={Uri.EscapeDataString(run)}&delay={delay}&every={refuseEvery}");

    /// <summary>What came to an address since the last look.</summary>
    public async Task<Tally> TakeAsync(Uri url) =>
        (await _client.GetFromJsonAsync<Tally>(new Uri(_listening.Plain, url.PathAndQuery)))!;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_authority);
    }

    private Uri Base(Wire wire) => wire switch
    {
        Wire.Http1OverTls => _listening.Http1,
        Wire.Http2OverTls => _listening.Http2,
        _ => _listening.Plain,
    };

    // What the server says first.
    private sealed record Listening(Uri Plain, Uri Http1, Uri Http2, string Authority);
}

/// <summary>What came to an address.</summary>
/// <param name="Requests">Requests, refused ones included.</param>
/// <param name="Accepted">Messages accepted.</param>
/// <param name="Bytes">The bytes of their bodies.</param>
/// <param name="Rate">Arrivals a second.</param>
/// <param name="WorstSecond">The most arrivals in any second.</param>
internal sealed record Tally(int Requests, long Accepted, long Bytes, double Rate, int WorstSecond);
