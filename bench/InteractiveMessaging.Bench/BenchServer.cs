using System.Diagnostics;
using System.Net.Http.Json;

namespace InteractiveMessaging.Bench;

/// <summary>The server, in a process of its own.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();
    private readonly Uri _address;

    private BenchServer(Process process, Uri address)
    {
        _process = process;
        _address = address;
    }

    public static async Task<BenchServer> StartAsync(Files files)
    {
        Process process = Process.Start(
            new ProcessStartInfo("dotnet", [files.Server]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new(process, new(address));
    }

    /// <summary>An address with a tally of its own.</summary>
    /// <param name="run">Its name.</param>
    /// <param name="delay">How many milliseconds a reply takes.</param>
    /// <param name="refuseEvery">Every so many requests one is refused with HTTP 503; 0 for none.</param>
    public Uri Url(string run, int delay, int refuseEvery = 0) =>
        new(_address, $"/messages?run={Uri.EscapeDataString(run)}&delay={delay}&every={refuseEvery}");

    /// <summary>What came to an address since the last look.</summary>
    public async Task<Tally> TakeAsync(Uri url) => (await _client.GetFromJsonAsync<Tally>(url))!;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>What came to an address.</summary>
/// <param name="Requests">Requests, refused ones included.</param>
/// <param name="Accepted">Messages accepted.</param>
/// <param name="Bytes">The bytes of their bodies.</param>
/// <param name="Rate">Arrivals a second.</param>
/// <param name="WorstSecond">The most arrivals in any second.</param>
internal sealed record Tally(int Requests, long Accepted, long Bytes, double Rate, int WorstSecond);
