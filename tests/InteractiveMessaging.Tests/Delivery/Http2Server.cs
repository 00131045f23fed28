using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>What an HTTP/2 server does with a request.</summary>
internal enum Move
{
    Accept,

    // Surely not processed (RFC 9113, 8.7).
    RefuseBeforeBody,
    Refuse,
    GoAwayBelow,

    // Perhaps processed: here it always is.
    CancelStream,
    BreakStream,
    EnhanceYourCalm,
    EndStreamWithoutReply,
    AskForHttp1,
    GoAwayAt,
    GoAwayAtAsRefused,
    CloseConnection,
    ResetConnection,
    CancelInReply,
    RefuseInReply,
    GoAwayBelowInReply,
    Silence,
}

/// <summary>
/// A provider's server that speaks HTTP/2 without TLS, frame by frame. It counts how often it processed each message, and what it says of a
/// stream is the truth: a message that it refuses is not processed, and one it gives no whole reply to is, unless a move says otherwise.
/// </summary>
internal sealed class Http2Server : LoopbackServer
{
    private const int HeadSize = 9;
    // How many requests a connection carries at once: what servers usually allow, and what clients take for granted at first.
    private const uint StreamsAtOnce = 100;
    private const byte EndStream = 0x1;
    private const byte Ack = 0x1;
    private const byte EndHeaders = 0x4;
    private const uint NoError = 0x0;
    private const uint InternalError = 0x2;
    private const uint Refused = 0x7;
    private const uint Cancelled = 0x8;
    private const uint Calm = 0xb;
    private const uint Http1Required = 0xd;
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private readonly Func<string, int, Move> _moveOf;
    private readonly Func<int, bool> _refuseBeforeBody;

    private readonly int _together;
    private readonly TaskCompletionSource _allHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private int _streams;
    private int _connections;

    /// <param name="moveOf">What is done with the n-th request (from 1) of a message, by its recipient.</param>
    /// <param name="refuseBeforeBody">Whether the n-th stream of all (from 1) is refused when its head is here.</param>
    /// <param name="together">How many messages have to be here before the first one is accepted.</param>
    public Http2Server(
        Func<string, int, Move> moveOf, Func<int, bool>? refuseBeforeBody = null, int together = 1)
    {
        _together = together;
        _moveOf = moveOf;
        _refuseBeforeBody = refuseBeforeBody ?? (_ => false);
        Listen();
    }

    private enum Frame : byte
    {
        Data = 0,
        Headers = 1,
        Reset = 3,
        Settings = 4,
        Ping = 6,
        GoAway = 7,
        WindowUpdate = 8,
    }

    /// <summary>How often each message was processed, by its recipient.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = new();

    /// <summary>Every move that was made with a whole request, by recipient, in order.</summary>
    public ConcurrentDictionary<string, List<Move>> Made { get; } = new();

    /// <summary>How many connections there were.</summary>
    public int Connections => Volatile.Read(ref _connections);

    protected override async Task HandleAsync(Socket socket, NetworkStream stream)
    {
        byte[] preface = new byte[Preface.Length];
        await stream.ReadExactlyAsync(preface);
        Assert.Equal(Preface, Encoding.ASCII.GetString(preface));
        Interlocked.Increment(ref _connections);
        byte[] setting = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(setting, 0x3);
        BinaryPrimitives.WriteUInt32BigEndian(setting.AsSpan(2), StreamsAtOnce);
        await WriteAsync(stream, Frame.Settings, 0, 0, setting);

        Dictionary<int, MemoryStream> bodies = [];
        int last = int.MaxValue;
        int highest = 0;
        while (true)
        {
            byte[] head = new byte[HeadSize];
            await stream.ReadExactlyAsync(head);
            byte[] payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await stream.ReadExactlyAsync(payload);
            Frame type = (Frame)head[3];
            bool flagged = (head[4] & EndStream) != 0;
            int id = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
            switch (type)
            {
                case Frame.Settings when !flagged:
                    await WriteAsync(stream, Frame.Settings, Ack, 0, []);
                    break;
                case Frame.Ping when !flagged:
                    await WriteAsync(stream, Frame.Ping, Ack, 0, payload);
                    break;
                case Frame.Reset:
                    bodies.Remove(id);
                    break;
                case Frame.Headers when id <= last && _refuseBeforeBody(Interlocked.Increment(ref _streams)):
                    await ResetAsync(stream, id, Refused);
                    break;
                case Frame.Headers when id <= last:
                    bodies[id] = new();
                    break;
                case Frame.Data:
                    // Whoever sends much needs leave to send more.
                    if (payload.Length > 0)
                    {
                        await WriteAsync(stream, Frame.WindowUpdate, 0, 0, Number((uint)payload.Length));
                    }

                    if (!bodies.TryGetValue(id, out MemoryStream? body))
                    {
                        break;
                    }

                    body.Write(payload);
                    if (flagged)
                    {
                        bodies.Remove(id);
                        if (await AnswerAsync(socket, stream, id, highest, body.ToArray()) is not { } until)
                        {
                            return;
                        }

                        last = Math.Min(last, until);
                        highest = Math.Max(highest, Math.Min(id, last));
                        foreach (int late in bodies.Keys.Where(late => late > last).ToList())
                        {
                            bodies.Remove(late);
                        }
                    }

                    break;
            }
        }
    }

    // The last stream that this connection still takes up; null where it ends. Which streams are not processed can only be said with the
    // number of one above all that were.
    private async Task<int?> AnswerAsync(Socket socket, NetworkStream client, int id, int highest, byte[] body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        string to = json.RootElement.GetProperty("to").GetString()!;
        Move move = _moveOf(to, _attempts.AddOrUpdate(to, 1, (_, before) => before + 1));
        Made.GetOrAdd(to, _ => []).Add(move);
        switch (move)
        {
            case Move.Refuse or Move.RefuseBeforeBody:
                await ResetAsync(client, id, Refused);
                return int.MaxValue;
            case Move.GoAwayBelow when highest < id:
                await GoAwayAsync(client, id - 2, NoError);
                return id - 2;
            case Move.GoAwayBelow:
                await ResetAsync(client, id, Refused);
                return int.MaxValue;
            case Move.Silence:
                return int.MaxValue;
        }

        Taken.AddOrUpdate(to, 1, (_, before) => before + 1);
        switch (move)
        {
            case Move.CancelStream:
                await ResetAsync(client, id, Cancelled);
                break;
            case Move.BreakStream:
                await ResetAsync(client, id, InternalError);
                break;
            case Move.EnhanceYourCalm:
                await ResetAsync(client, id, Calm);
                break;
            case Move.EndStreamWithoutReply:
                await ResetAsync(client, id, NoError);
                break;
            case Move.AskForHttp1:
                await ResetAsync(client, id, Http1Required);
                break;
            case Move.GoAwayAt:
                await GoAwayAsync(client, Math.Max(id, highest), NoError);
                await CloseAsync(socket, client);
                return null;
            case Move.GoAwayAtAsRefused:
                await GoAwayAsync(client, Math.Max(id, highest), Refused);
                await CloseAsync(socket, client);
                return null;
            case Move.CloseConnection:
                await CloseAsync(socket, client);
                return null;
            case Move.ResetConnection:
                Reset(socket);
                return null;
            case Move.CancelInReply:
                await BeginReplyAsync(client, id);
                await ResetAsync(client, id, Cancelled);
                break;
            case Move.RefuseInReply:
                await BeginReplyAsync(client, id);
                await ResetAsync(client, id, Refused);
                break;
            case Move.GoAwayBelowInReply when highest < id:
                await BeginReplyAsync(client, id);
                await GoAwayAsync(client, id - 2, NoError);
                await CloseAsync(socket, client);
                return null;
            default:
                if (Taken.Count >= _together)
                {
                    _allHere.TrySetResult();
                }

                _ = AcceptAsync(client, id);
                break;
        }

        return int.MaxValue;
    }

    private async Task AcceptAsync(Stream client, int id)
    {
        await _allHere.Task;
        await BeginReplyAsync(client, id);
        await WriteAsync(client, Frame.Data, EndStream, id, Encoding.ASCII.GetBytes(Http.Accepted));
    }

    // In an orderly way: what was written before arrives, also where the client wrote more than was read.
    private static async Task CloseAsync(Socket socket, Stream client)
    {
        socket.Shutdown(SocketShutdown.Send);
        await client.CopyToAsync(Stream.Null);
    }

    // A head with one field: the eighth of HPACK's static table, ":status: 200".
    private static Task BeginReplyAsync(Stream client, int id) => WriteAsync(client, Frame.Headers, EndHeaders, id, [0x88]);

    private static Task ResetAsync(Stream client, int id, uint code) => WriteAsync(client, Frame.Reset, 0, id, Number(code));

    private static Task GoAwayAsync(Stream client, int last, uint code) =>
        WriteAsync(client, Frame.GoAway, 0, 0, [.. Number((uint)Math.Max(0, last)), .. Number(code)]);

    private static Task WriteAsync(Stream client, Frame type, byte flags, int id, byte[] payload)
    {
        int length = payload.Length;
        byte[] frame = [(byte)(length >> 16), (byte)(length >> 8), (byte)length, (byte)type, flags, .. Number((uint)id), .. payload];
        return client.WriteAsync(frame).AsTask();
    }

    private static byte[] Number(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
