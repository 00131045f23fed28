using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>What can go wrong between us and a provider.</summary>
internal enum Fault
{
    None,
    ResetInBody,
    CloseInBody,
    ResetAfterBody,
    CloseAfterBody,
    Silence,
    SilenceInReply,
    HalfHead,
    HalfReply,
    Garbage,
    NotJson,
    Empty,
    SlowReply,
    EndlessReply,
    EndlessHead,
    Bomb,
    Redirect301,
    Redirect302,
    Redirect303,
    Redirect307,
    Redirect308,
    Refusal400,
    Busy429,
    Busy503,
    Broken500,
    BadGateway502,
    GatewayTimeout504,
}

/// <summary>Stands in front of a provider's server and spoils what it is told to spoil.</summary>
internal sealed class FaultProxy : LoopbackServer
{
    private readonly Uri _upstream;
    private readonly Func<string, int, Fault> _faultOf;
    private readonly Func<int, bool> _resetConnection;
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private int _connections;
    private long _sent;

    /// <param name="upstream">The server behind it.</param>
    /// <param name="faultOf">The fault for the n-th request (from 1) of a message, by its recipient.</param>
    /// <param name="resetConnection">Whether the n-th connection (from 1) is reset before anything is read from it.</param>
    public FaultProxy(Uri upstream, Func<string, int, Fault> faultOf, Func<int, bool>? resetConnection = null)
    {
        _upstream = upstream;
        _resetConnection = resetConnection ?? (_ => false);
        _faultOf = faultOf;
        Listen();
    }

    /// <summary>How much of an endless reply went out before the client cut it off.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Every fault that was made, by recipient, in order.</summary>
    public ConcurrentDictionary<string, List<Fault>> Made { get; } = new();

    protected override async Task HandleAsync(Socket socket, NetworkStream stream)
    {
        if (_resetConnection(Interlocked.Increment(ref _connections)))
        {
            Reset(socket);
            return;
        }

        using TcpClient server = new();
        await server.ConnectAsync(_upstream.Host, _upstream.Port);
        NetworkStream behind = server.GetStream();
        while (await ReadHeadAsync(stream) is { } head)
        {
            // The recipient stands in the first half of the body.
            byte[] body = new byte[BodyLength(head)];
            int half = body.Length / 2;
            await stream.ReadExactlyAsync(body.AsMemory(0, half));
            string to = Encoding.UTF8.GetString(body, 0, half).Split("\"to\":\"")[1].Split('"')[0];
            Fault fault = _faultOf(to, _attempts.AddOrUpdate(to, 1, (_, before) => before + 1));
            Made.GetOrAdd(to, _ => []).Add(fault);
            if (fault is Fault.ResetInBody or Fault.CloseInBody)
            {
                if (fault is Fault.ResetInBody)
                {
                    Reset(socket);
                }

                return;
            }

            await stream.ReadExactlyAsync(body.AsMemory(half));
            if (!await AnswerAsync(fault, head, body, socket, stream, behind))
            {
                return;
            }
        }
    }

    // Whether the connection lives on.
    private async Task<bool> AnswerAsync(Fault fault, string head, byte[] body, Socket socket, NetworkStream client, NetworkStream server)
    {
        switch (fault)
        {
            case Fault.Silence:
                await WaitForTheEndAsync(client);
                return false;
            case >= Fault.Redirect301 and <= Fault.Redirect308:
                await client.WriteAsync(Http.Reply(Status(fault), "", $"Location: {_upstream}\r\n"));
                return true;
            case >= Fault.Refusal400 and <= Fault.GatewayTimeout504:
                await client.WriteAsync(Http.Reply(Status(fault), "<html>no</html>"));
                return true;
        }

        // From here on the server takes the message, and only the reply suffers.
        await server.WriteAsync(Encoding.ASCII.GetBytes(head));
        await server.WriteAsync(body);
        byte[] reply = new byte[4096];
        int length = await server.ReadAsync(reply);
        ReadOnlyMemory<byte> whole = reply.AsMemory(0, length);
        switch (fault)
        {
            case Fault.ResetAfterBody:
                Reset(socket);
                return false;
            case Fault.CloseAfterBody:
                return false;
            case Fault.SilenceInReply:
                await client.WriteAsync(whole[..^5]);
                await WaitForTheEndAsync(client);
                return false;
            case Fault.HalfHead:
                await client.WriteAsync(whole[..12]);
                return false;
            case Fault.HalfReply:
                await client.WriteAsync(whole[..^5]);
                return false;
            case Fault.Garbage:
                await client.WriteAsync("\0\u0001lorem ipsum\r\n\r\n"u8.ToArray());
                return false;
            case Fault.NotJson:
                await client.WriteAsync(Http.Reply(200, "<html>ok</html>"));
                return true;
            case Fault.Empty:
                await client.WriteAsync(Http.Reply(200, ""));
                return true;
            case Fault.SlowReply:
                for (int at = 0; at < length; at++)
                {
                    await client.WriteAsync(whole.Slice(at, 1));
                    await Task.Yield();
                }

                return true;
            case Fault.EndlessReply:
                await client.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"u8.ToArray());
                await SendForeverAsync(client, " ");
                return false;
            case Fault.EndlessHead:
                await client.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
                await SendForeverAsync(client, "X-Filler: abcdefghijklmnopqrstuvwxyz\r\n");
                return false;
            case Fault.Bomb:
                byte[] bomb = MakeBomb();
                await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n"));
                await client.WriteAsync(bomb);
                return true;
            default:
                await client.WriteAsync(whole);
                return true;
        }
    }

    private static int Status(Fault fault) => int.Parse(fault.ToString()[^3..], CultureInfo.InvariantCulture);

    private static async Task WaitForTheEndAsync(NetworkStream client)
    {
        while (await client.ReadAsync(new byte[1]) > 0)
        {
        }
    }

    private async Task SendForeverAsync(NetworkStream client, string filler)
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(filler, 1000)));
        for (long sent = 0; sent < 1 << 30; sent += block.Length)
        {
            await client.WriteAsync(block);
            Interlocked.Add(ref _sent, block.Length);
        }
    }

    // 50 MB of spaces in some 50 KB.
    private static byte[] MakeBomb()
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest))
        {
            byte[] spaces = [.. Enumerable.Repeat((byte)' ', 1 << 20)];
            for (int i = 0; i < 50; i++)
            {
                zip.Write(spaces);
            }
        }

        return packed.ToArray();
    }
}
