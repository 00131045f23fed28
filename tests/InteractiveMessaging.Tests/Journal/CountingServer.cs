using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InteractiveMessaging.Tests;

/// <summary>
/// A gateway on loopback that takes every message, a few milliseconds later, and counts them by recipient. It can ask first to wait, and
/// start anew in the middle of everything.
/// </summary>
internal sealed class CountingServer : IDisposable
{
    private const int Never = -1;
    private readonly object _starting = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _connections = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, int> _counts = [];
    private readonly ConcurrentDictionary<string, bool> _refused = [];
    private TaskCompletionSource _reached = new();
    private int _total;
    private int _goal;
    private int _end = Never;
    private int _restarts;

    public CountingServer()
    {
        _listener.Start(512);
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AcceptAsync(_listener);
    }

    public Uri Address { get; }

    /// <summary>The first message to every so many recipients is refused with 503 and Retry-After; 0 for none.</summary>
    public int RefuseEvery { get; set; }

    /// <summary>How many seconds that asks to wait.</summary>
    public int RetryAfter { get; set; } = 1;

    /// <summary>How often it has started anew.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    /// <summary>How often each recipient's message was taken.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Dispose() => _listener.Dispose();

    /// <summary>Ends when so many further messages have come, refused ones included.</summary>
    public Task After(int messages)
    {
        _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _goal, Volatile.Read(ref _total) + messages);
        return _reached.Task;
    }

    /// <summary>
    /// When so many further messages have come, it ends with all its connections, replies left unsaid, and starts anew; -1 for never, and
    /// then it is not about to when this returns.
    /// </summary>
    public void RestartAfter(int messages)
    {
        lock (_starting)
        {
            Volatile.Write(ref _end, messages < 0 ? Never : Volatile.Read(ref _total) + messages);
        }
    }

    /// <summary>Returns once it listens, should it be starting anew.</summary>
    public void WaitUntilItListens()
    {
        lock (_starting)
        {
        }
    }

    private void Restart(int total)
    {
        lock (_starting)
        {
            // Somebody said meanwhile that it shall not.
            if (total != Volatile.Read(ref _end))
            {
                return;
            }

            Interlocked.Increment(ref _restarts);
            _listener.Dispose();
            foreach (TcpClient connection in _connections.Keys)
            {
                connection.Client.Close(0);
            }

            _listener = Listen(Address.Port);
            _ = AcceptAsync(_listener);
        }
    }

    // Somebody else on this machine may have the port for a moment.
    private static TcpListener Listen(int port)
    {
        for (int tries = 1; ; tries++)
        {
            TcpListener listener = new(IPAddress.Loopback, port);
            try
            {
                listener.Start(512);
                return listener;
            }
            catch (SocketException) when (tries < 6000)
            {
                listener.Dispose();
                Thread.Sleep(10);
            }
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient connection = client;
        _connections[connection] = true;
        byte[] buffer = new byte[8192];
        int length = 0;
        try
        {
            connection.NoDelay = true;
            NetworkStream stream = connection.GetStream();
            while (true)
            {
                int end;
                while ((end = EndOfRequest(buffer.AsSpan(0, length))) < 0)
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(length));
                    if (read == 0)
                    {
                        return;
                    }

                    length += read;
                }

                string request = Encoding.UTF8.GetString(buffer, 0, end);
                buffer.AsSpan(end, length - end).CopyTo(buffer);
                length -= end;
                int start = request.IndexOf("\"client_phone\":\"", StringComparison.Ordinal) + 16;
                string phone = request[start..request.IndexOf('"', start)];
                bool refuse = Refuses(phone);
                if (!refuse)
                {
                    _counts.AddOrUpdate(phone, 1, (_, count) => count + 1);
                }

                int total = Interlocked.Increment(ref _total);
                if (total == Volatile.Read(ref _goal))
                {
                    _reached.TrySetResult();
                }

                if (total == Volatile.Read(ref _end))
                {
                    Restart(total);
                }

                await Task.Delay(total % 5);
                string body = refuse ? "{}" : $"{{\"success\":true,\"data\":{{\"message_id\":\"m-{phone}\"}}}}";
                string head = refuse ? $"503 Service Unavailable\r\nRetry-After: {RetryAfter}" : "200 OK";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 {head}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
            // Killed, or this server starts anew.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }

    private bool Refuses(string phone) =>
        RefuseEvery > 0 && long.Parse(phone, CultureInfo.InvariantCulture) % RefuseEvery == 0 && _refused.TryAdd(phone, true);

    private static int EndOfRequest(ReadOnlySpan<byte> bytes)
    {
        int head = bytes.IndexOf("\r\n\r\n"u8) + 4;
        if (head < 4)
        {
            return -1;
        }

        string headers = Encoding.ASCII.GetString(bytes[..head]);
        int at = headers.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase) + 15;
        int end = head + int.Parse(
            headers.AsSpan(at, headers.IndexOf('\r', at) - at),
            NumberStyles.AllowLeadingWhite,
            CultureInfo.InvariantCulture);
        return end <= bytes.Length ? end : -1;
    }
}
