using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// A gateway on this machine that speaks every provider's dialect: it checks as they check, answers as they answer, and fails on
/// demand. It listens on loopback only and keeps nothing on disk.
/// </summary>
public sealed class Sandbox : IDisposable
{
    private const int LargestBody = 1024 * 1024;
    private readonly HttpListener _listener;
    private readonly SandboxGateway _gateway;
    private readonly CancellationTokenSource _stop = new();

    private Sandbox(HttpListener listener, int port, int seed, SandboxFaults faults, TimeProvider clock)
    {
        _listener = listener;
        Port = port;
        Seed = seed;
        BaseUri = new($"http://127.0.0.1:{port}/");
        Key = "sandbox-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(12)).ToLowerInvariant();
        _gateway = new(Key, seed, faults, clock);
    }

    /// <summary>Its address; a provider's path follows. It replaces the host of the provider.</summary>
    public Uri BaseUri { get; }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>What its faults and its message ids depend on.</summary>
    public int Seed { get; }

    /// <summary>Whether it answers.</summary>
    public bool IsRunning => !_stop.IsCancellationRequested;

    /// <summary>How many requests came.</summary>
    public long Requests => _gateway.Requests;

    /// <summary>How many messages it took, those among them to which it gave no reply on purpose.</summary>
    public long Accepted => _gateway.Accepted;

    /// <summary>How many requests it did not take.</summary>
    public long Refused => _gateway.Refused;

    /// <summary>The one key it takes.</summary>
    internal string Key { get; }

    /// <summary>Starts one.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="faults">Faults by name: shares from 0 to 1 and amounts; null makes none.</param>
    /// <param name="seed">What faults and message ids depend on; null takes one at random.</param>
    /// <exception cref="ArgumentException">A fault is unknown or out of range.</exception>
    /// <exception cref="HttpListenerException">The port is taken or not allowed.</exception>
    public static Sandbox Start(int port = 0, IDictionary? faults = null, int? seed = null)
    {
        int chosen = seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        SandboxFaults plan = SandboxFaults.Read(faults, chosen);
        (HttpListener listener, int bound) = Listen(port);
        Sandbox sandbox = new(listener, bound, chosen, plan, TimeProvider.System);
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            _ = Task.Run(sandbox.AcceptAsync);
        }

        return sandbox;
    }

    /// <summary>The last 10,000 messages it took, the oldest first.</summary>
    public IReadOnlyList<SandboxMessage> Messages() => _gateway.Messages();

    /// <summary>A copy of the one key it takes, for connections that are not made with <c>-Sandbox</c>. Any other key is refused.</summary>
    public SecureString GetKey()
    {
        SecureString copy = new();
        foreach (char c in Key)
        {
            copy.AppendChar(c);
        }

        copy.MakeReadOnly();
        return copy;
    }

    /// <summary>Stops it. Requests it has not answered yet are broken off; what it took can still be read.</summary>
    public void Dispose()
    {
        if (!_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            _listener.Abort();
        }
    }

    /// <summary>Its address and whether it runs.</summary>
    public override string ToString() => $"{BaseUri} ({(IsRunning ? "running" : "stopped")})";

    // A free port can be taken between finding and binding it, so one that was found is tried again elsewhere.
    private static (HttpListener Listener, int Port) Listen(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            int candidate = port == 0 ? FreePort() : port;
            HttpListener listener = new() { IgnoreWriteExceptions = true };
            listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{candidate}/"));
            try
            {
                listener.Start();
                return (listener, candidate);
            }
            catch (HttpListenerException) when (port == 0 && attempt < 10)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (IsRunning)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = ServeAsync(context);
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Stopped, or a client that went away before its request was whole.
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            byte[]? body = await ReadAsync(context.Request).ConfigureAwait(false);
            SandboxAnswer answer = body is null
                ? new(new(413, """{"error":"The body is larger than 1 MB."}"""))
                : _gateway.Answer(new(context.Request.HttpMethod, context.Request.RawUrl ?? "", context.Request.Headers, body));
            if (answer.Wait > TimeSpan.Zero)
            {
                await Task.Delay(answer.Wait, _stop.Token).ConfigureAwait(false);
            }

            await WriteAsync(context.Response, answer).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // The client is gone, or the sandbox was stopped meanwhile.
            context.Response.Abort();
        }
    }

    private async Task<byte[]?> ReadAsync(HttpListenerRequest request)
    {
        using MemoryStream body = new(request.ContentLength64 is > 0 and <= LargestBody ? (int)request.ContentLength64 : 0);
        byte[] buffer = new byte[4096];
        int read;
        while ((read = await request.InputStream.ReadAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LargestBody)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    private async Task WriteAsync(HttpListenerResponse response, SandboxAnswer answer)
    {
        if (answer.Reply is not { } reply)
        {
            response.Abort();
            return;
        }

        byte[] body = Encoding.UTF8.GetBytes(reply.Body);
        response.StatusCode = reply.Status;
        response.ContentType = "application/json";
        response.ContentLength64 = body.Length;
        if (answer.RetryAfter is { } seconds)
        {
            response.Headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await response.OutputStream.WriteAsync(body, _stop.Token).ConfigureAwait(false);
        response.Close();
    }
}
