using System.Globalization;
using System.Net.Sockets;
using System.Text;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>What a server says of an HTTP/2 stream: a message that it surely did not process is sent again, and no other one.</summary>
public class Http2FaultTests
{
    // What each move comes to, made once and then no more, and how often the server processed the message.
    private static readonly (Move Move, SendStatus Status, int Taken)[] Table =
    [
        (Move.Accept, SendStatus.Accepted, 1),
        (Move.RefuseBeforeBody, SendStatus.Accepted, 1),
        (Move.Refuse, SendStatus.Accepted, 1),
        (Move.GoAwayBelow, SendStatus.Accepted, 1),
        (Move.CancelStream, SendStatus.InDoubt, 1),
        (Move.BreakStream, SendStatus.InDoubt, 1),
        (Move.EnhanceYourCalm, SendStatus.InDoubt, 1),
        (Move.EndStreamWithoutReply, SendStatus.InDoubt, 1),
        (Move.AskForHttp1, SendStatus.InDoubt, 1),
        (Move.GoAwayAt, SendStatus.InDoubt, 1),
        (Move.GoAwayAtAsRefused, SendStatus.InDoubt, 1),
        (Move.CloseConnection, SendStatus.InDoubt, 1),
        (Move.ResetConnection, SendStatus.InDoubt, 1),
        (Move.CancelInReply, SendStatus.InDoubt, 1),
        (Move.RefuseInReply, SendStatus.InDoubt, 1),
        (Move.GoAwayBelowInReply, SendStatus.InDoubt, 1),
        (Move.Silence, SendStatus.InDoubt, 0),
    ];

    public static TheoryData<string> Moves => new(Enum.GetNames<Move>());

    [Fact]
    public void Every_move_is_in_the_table() => Assert.Equal(Enum.GetValues<Move>(), Table.Select(row => row.Move));

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_message_that_was_surely_not_processed_is_sent_again_and_no_other_one(string name)
    {
        Move move = Enum.Parse<Move>(name);
        using Http2Server server = new(
            (_, attempt) => attempt == 1 && move != Move.RefuseBeforeBody ? move : Move.Accept,
            stream => stream == 1 && move == Move.RefuseBeforeBody);
        SendResult result = Assert.Single(Send(server, [1], timeout: move == Move.Silence ? 3 : 60));
        (_, SendStatus status, int taken) = Table[(int)move];
        Assert.True(status == result.Status, $"{result.Status}: {result.Error}");
        Assert.Equal(taken, server.Taken.GetValueOrDefault(Items.Number(1)));
    }

    [Fact]
    public void Whoever_refuses_again_and_again_is_asked_again_by_the_run()
    {
        // More often than the runtime tries by itself.
        using Http2Server server = new((_, attempt) => attempt <= 6 ? Move.Refuse : Move.Accept);
        SendResult result = Assert.Single(Send(server, [1]));
        Assert.Equal((SendStatus.Accepted, 2), (result.Status, result.Attempts));
        Assert.Equal(1, server.Taken[Items.Number(1)]);
    }

    [Fact]
    public void Whoever_refuses_always_has_taken_nothing_and_the_error_says_so()
    {
        using Http2Server server = new((_, _) => Move.Refuse);
        SendResult result = Assert.Single(Send(server, [1]));
        Assert.Equal((SendStatus.Failed, 3), (result.Status, result.Attempts));
        Assert.Equal($"{server.Address.Authority} refused the request without processing it.", result.Error);
        Assert.Empty(server.Taken);
    }

    // What the runtime throws after its last attempt no longer says which streams a closing server took up. That is told as it is.
    [Fact]
    public void Whoever_goes_away_always_leaves_a_doubt_and_takes_nothing_twice()
    {
        using Http2Server server = new((_, _) => Move.GoAwayBelow);
        SendResult result = Assert.Single(Send(server, [1]));
        Assert.Equal((SendStatus.InDoubt, 1), (result.Status, result.Attempts));
        Assert.Empty(server.Taken);
        Assert.True(server.Made[Items.Number(1)].Count > 1);
    }

    [Fact]
    public void A_server_that_goes_away_for_good_has_taken_nothing()
    {
        Http2Server? server = null;
        using Http2Server gone = server = new((_, _) =>
        {
            server!.Refuse();
            return Move.GoAwayBelow;
        });
        SendResult result = Assert.Single(Send(server, [1]));
        Assert.Equal((SendStatus.Failed, 3), (result.Status, result.Attempts));
        Assert.Contains("refused the connection before the request went out", result.Error, StringComparison.Ordinal);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public void A_refused_stream_does_not_disturb_the_others_of_its_connection()
    {
        int[] all = [.. Enumerable.Range(1, 60)];
        using Http2Server server = new((to, attempt) => attempt == 1 && Row(to) % 3 == 0 ? Move.Refuse : Move.Accept);
        List<SendResult> results = Send(server, all, workers: 60);
        Assert.All(results, result => Assert.Equal(SendStatus.Accepted, result.Status));
        Assert.All(all, n => Assert.Equal(1, server.Taken[Items.Number(n)]));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public void A_broken_connection_leaves_each_of_its_streams_in_doubt_that_had_no_answer()
    {
        int[] all = [.. Enumerable.Range(1, 20)];
        int here = 0;
        using Http2Server server = new((_, _) => Interlocked.Increment(ref here) == all.Length ? Move.ResetConnection : Move.Silence);
        List<SendResult> results = Send(server, all, workers: 20);
        Assert.All(results, result => Assert.Equal((SendStatus.InDoubt, 1), (result.Status, result.Attempts)));
        Assert.All(server.Made.Values, made => Assert.Single(made));
    }

    [Fact]
    public void A_broken_connection_is_no_outage_however_many_requests_it_carried()
    {
        int[] all = [.. Enumerable.Range(1, 120)];
        int here = 0;
        using Http2Server server = new((_, _) => Interlocked.Increment(ref here) switch
        {
            < 60 => Move.Silence,
            60 => Move.ResetConnection,
            _ => Move.Accept,
        });
        List<SendResult> results = Send(server, all, workers: 60, stopAfter: 2);
        Assert.Equal(60, results.Count(result => result.Status == SendStatus.InDoubt));
        Assert.Equal(60, results.Count(result => result.Status == SendStatus.Accepted));
    }

    [Fact]
    public void Who_is_above_a_connections_limit_gets_another_one()
    {
        int[] all = [.. Enumerable.Range(1, 250)];
        using Http2Server server = new((_, _) => Move.Accept, together: all.Length);
        List<SendResult> results = Send(server, all, workers: all.Length);
        Assert.All(results, result => Assert.Equal((SendStatus.Accepted, 1), (result.Status, result.Attempts)));

        // A hundred share one; the runtime may open another while it learns that.
        Assert.InRange(server.Connections, 3, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_a_server_does_no_message_is_taken_twice_and_every_outcome_is_right(int seed)
    {
        Random random = new(seed);
        Move[] moves = Enum.GetValues<Move>();
        Dictionary<string, Move[]> plan = Enumerable.Range(1, 300).ToDictionary(
            Items.Number, _ => Enumerable.Range(0, 12).Select(_ => random.Next(2) == 0 ? Move.Accept : moves[random.Next(moves.Length - 1)]).ToArray());
        using Http2Server server = new(
            (to, attempt) => plan[to][Math.Min(attempt, 12) - 1], stream => stream % 17 == 0);
        List<SendResult> results = Send(server, [.. Enumerable.Range(1, 300)], workers: 32);
        Assert.Equal(300, results.Count);
        Assert.All(results, result =>
        {
            int taken = server.Taken.GetValueOrDefault(result.To!);
            string story = $"{result.To}: {result.Status} after {string.Join(", ", server.Made.GetValueOrDefault(result.To!) ?? [])}, "
                + $"taken {taken} times ({result.Error})";
            Assert.True(
                result.Status switch
                {
                    SendStatus.Accepted => taken == 1,
                    SendStatus.InDoubt => taken <= 1,
                    SendStatus.Failed => taken == 0,
                    _ => false,
                },
                story);
        });
    }

    [Fact]
    public async Task Over_TLS_both_versions_are_offered()
    {
        using HelloServer server = new();
        using HttpTransport transport = new();
        Uri address = new UriBuilder(server.Address) { Scheme = "https" }.Uri;
        TransportResult result = await transport.PostAsync(new(address, null, null, "{}"u8.ToArray(), TimeSpan.FromSeconds(60)), default);
        Assert.False(result.BodyStarted);
        Assert.Contains("\u0002h2\bhttp/1.1", await server.Hello.Task, StringComparison.Ordinal);
    }

    private static List<SendResult> Send(Http2Server server, int[] rows, int workers = 1, int timeout = 60, int stopAfter = 0)
    {
        using Connection connection = Connection.Create(
            new(new TestProvider(), Secret.Of(Scripted.Key)) { Endpoint = server.Address, RatePerSecond = 0 },
            () => new HttpTransport(policy: HttpVersionPolicy.RequestVersionExact));
        using SendRun run = new(
            connection,
            new()
            {
                MaxRetryCount = 2,
                ThrottleLimit = workers,
                Timeout = TimeSpan.FromSeconds(timeout),
                StopAfterFailures = stopAfter,
                Random = () => 0,
            },
            TimeProvider.System);
        return run.SendToAll(rows.Select(n => Items.To(n)));
    }

    private static int Row(string to) => int.Parse(to[^4..], CultureInfo.InvariantCulture);

    /// <summary>Reads what a client says first.</summary>
    private sealed class HelloServer : LoopbackServer
    {
        public HelloServer() => Listen();

        public TaskCompletionSource<string> Hello { get; } = new();

        protected override async Task HandleAsync(Socket socket, NetworkStream stream)
        {
            byte[] hello = new byte[16 * 1024];
            Hello.TrySetResult(Encoding.Latin1.GetString(hello, 0, await stream.ReadAsync(hello)));
        }
    }
}
