using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>Listens on loopback and hands each connection to a handler, until it is disposed of.</summary>
internal abstract class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();

    protected LoopbackServer() => _listener.Start();

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    protected void Listen() => _ = ListenAsync();

    /// <summary>Takes no further connection.</summary>
    public void Refuse() => _listener.Stop();

    public void Dispose()
    {
        _listener.Stop();
        foreach (Socket socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    protected abstract Task HandleAsync(Socket socket, NetworkStream stream);

    /// <summary>Closes a connection with a reset.</summary>
    protected static void Reset(Socket socket)
    {
        socket.LingerState = new(true, 0);
        socket.Close();
    }

    /// <summary>Reads the head of a request, with its empty line; null at the end of the stream.</summary>
    protected static async Task<string?> ReadHeadAsync(Stream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        return Encoding.ASCII.GetString([.. head]);
    }

    /// <summary>How long the body is that follows a head.</summary>
    protected static int BodyLength(string head) => int.Parse(head.Split("Content-Length: ")[1].Split('\r')[0], CultureInfo.InvariantCulture);

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        _open.TryAdd(socket, true);
        try
        {
            using NetworkStream stream = new(socket);
            await HandleAsync(socket, stream);
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            _open.TryRemove(socket, out _);
            socket.Dispose();
        }
    }
}

/// <summary>A provider's server that takes every message and counts how often it took each one.</summary>
internal sealed class Acceptor : LoopbackServer
{
    public Acceptor() => Listen();

    /// <summary>How often a message was taken, by its recipient.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = new();

    /// <summary>The heads of the requests.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    protected override async Task HandleAsync(Socket socket, NetworkStream stream)
    {
        while (await ReadHeadAsync(stream) is { } head)
        {
            Heads.Enqueue(head);
            byte[] bytes = new byte[BodyLength(head)];
            await stream.ReadExactlyAsync(bytes);
            using JsonDocument body = JsonDocument.Parse(bytes);
            Taken.AddOrUpdate(body.RootElement.GetProperty("to").GetString()!, 1, (_, before) => before + 1);
            await stream.WriteAsync(Http.Reply(200, Http.Accepted));
        }
    }
}

/// <summary>Replies as they go over the wire.</summary>
internal static class Http
{
    public const string Accepted = """{"word":"accepted","id":"m1"}""";

    public static byte[] Reply(int status, string body, string headers = "") =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");
}
