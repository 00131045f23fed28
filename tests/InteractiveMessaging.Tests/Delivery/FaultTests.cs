using System.Globalization;
using System.Net.Sockets;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Delivery;

public class FaultTests
{
    // What each fault must come to, and whether the server behind it took the message.
    private static readonly (Fault Fault, SendStatus Status, bool Taken)[] Table =
    [
        (Fault.None, SendStatus.Accepted, true),
        (Fault.ResetInBody, SendStatus.InDoubt, false),
        (Fault.CloseInBody, SendStatus.InDoubt, false),
        (Fault.ResetAfterBody, SendStatus.InDoubt, true),
        (Fault.CloseAfterBody, SendStatus.InDoubt, true),
        (Fault.Silence, SendStatus.InDoubt, false),
        (Fault.SilenceInReply, SendStatus.InDoubt, true),
        (Fault.HalfHead, SendStatus.InDoubt, true),
        (Fault.HalfReply, SendStatus.InDoubt, true),
        (Fault.Garbage, SendStatus.InDoubt, true),
        (Fault.NotJson, SendStatus.InDoubt, true),
        (Fault.Empty, SendStatus.InDoubt, true),
        (Fault.SlowReply, SendStatus.Accepted, true),
        (Fault.EndlessReply, SendStatus.InDoubt, true),
        (Fault.EndlessHead, SendStatus.InDoubt, true),
        (Fault.Bomb, SendStatus.InDoubt, true),
        (Fault.Redirect301, SendStatus.Rejected, false),
        (Fault.Redirect302, SendStatus.Rejected, false),
        (Fault.Redirect303, SendStatus.Rejected, false),
        (Fault.Redirect307, SendStatus.Rejected, false),
        (Fault.Redirect308, SendStatus.Rejected, false),
        (Fault.Refusal400, SendStatus.Rejected, false),
        (Fault.Busy429, SendStatus.Failed, false),
        (Fault.Busy503, SendStatus.Failed, false),
        (Fault.Broken500, SendStatus.InDoubt, false),
        (Fault.BadGateway502, SendStatus.InDoubt, false),
        (Fault.GatewayTimeout504, SendStatus.InDoubt, false),
    ];

    [Fact]
    public void Every_fault_comes_to_what_it_must()
    {
        Assert.Equal(Enum.GetValues<Fault>(), Table.Select(row => row.Fault));
        using Acceptor server = new();
        using FaultProxy proxy = new(server.Address, (to, _) => Table[int.Parse(to[^2..], CultureInfo.InvariantCulture)].Fault);
        using Connection connection = Connect(proxy);
        using SendRun run = new(connection, new() { MaxRetryCount = 0, Timeout = TimeSpan.FromSeconds(3), ThrottleLimit = 50 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll(Enumerable.Range(0, Table.Length).Select(n => Items.To(n)));

        Assert.All(Table, row =>
        {
            int n = (int)row.Fault;
            SendResult result = Assert.Single(results, result => result.RowNumber == n);
            Assert.True(row.Status == result.Status, $"{row.Fault}: {result.Status} ({result.Error})");
            Assert.Equal(row.Taken ? 1 : 0, server.Taken.GetValueOrDefault(Items.Number(n)));
            Assert.True(result.Status == SendStatus.Accepted || result.Error is { Length: > 0 }, $"{row.Fault}: no reason");
        });

        // Of what never ends, little is read.
        Assert.InRange(proxy.Sent, 0, 64 << 20);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public void Under_any_schedule_no_message_is_taken_twice_and_each_is_reported_once(int seed, bool resets)
    {
        // Without those that end only with the time-out, and the one that makes the connection slower.
        Fault[] quick = [.. Table.Select(row => row.Fault).Where(fault => fault is not (Fault.Silence or Fault.SilenceInReply or Fault.Busy429))];
        using Acceptor server = new();
        using FaultProxy proxy = new(
            server.Address,
            (to, attempt) =>
            {
                Random random = new((seed * 1_000_003) + (Row(to) * 101) + attempt);
                return random.Next(3) == 0 ? Fault.None : quick[random.Next(quick.Length)];
            },
            n => resets && new Random((seed * 104_729) + n).Next(4) == 0);
        using Connection connection = Connect(proxy);
        using SendRun run = new(connection, new() { Timeout = TimeSpan.FromSeconds(60), ThrottleLimit = 16, Random = () => 0 }, TimeProvider.System);

        List<SendResult> results = run.SendToAll(Enumerable.Range(1, 300).Select(n => Items.To(n)));

        Assert.Equal(Enumerable.Range(1, 300).Select(n => (long)n), results.Select(result => result.RowNumber).Order());
        foreach (SendResult result in results)
        {
            int taken = server.Taken.GetValueOrDefault(result.To!);
            List<Fault> made = proxy.Made.GetValueOrDefault(result.To!) ?? [];
            string story = $"{result.To}: {result.Status} after {string.Join(", ", made)}, taken {taken} times ({result.Error})";
            Assert.True(
                result.Status switch
                {
                    SendStatus.Accepted => taken == 1,
                    SendStatus.InDoubt => taken <= 1,
                    SendStatus.Rejected or SendStatus.Failed => taken == 0,
                    _ => false,
                },
                story);

            // Only a reset that the proxy made before it knew the message leaves the outcome open.
            SendStatus last = made.Count > 0 ? Table[(int)made[^1]].Status : SendStatus.InDoubt;
            Assert.True(result.Status == last || (resets && result.Status is SendStatus.InDoubt or SendStatus.Failed), story);
            Assert.All(made.SkipLast(1), fault => Assert.True(fault is Fault.Busy503, story));
        }

        Assert.All(Enum.GetValues<SendStatus>().Where(status => status is SendStatus.Accepted or SendStatus.Rejected or SendStatus.InDoubt), status => Assert.Contains(results, result => result.Status == status));
    }

    [Fact]
    public void Who_accepts_the_risk_may_have_it_taken_twice_and_is_told_the_truth()
    {
        using Acceptor server = new();
        using FaultProxy proxy = new(server.Address, (_, attempt) => attempt == 1 ? Fault.ResetAfterBody : Fault.None);
        using Connection connection = Connect(proxy);
        using SendRun run = new(connection, new() { RetryInDoubt = true, Random = () => 0 }, TimeProvider.System);
        SendResult result = Assert.Single(run.SendToAll([Items.To(1)]));
        Assert.Equal((SendStatus.Accepted, 2), (result.Status, result.Attempts));
        Assert.Equal(2, server.Taken[Items.Number(1)]);
    }

    [Fact]
    public void A_refused_connection_is_tried_again_and_the_error_says_so()
    {
        Uri nobody;
        using (Acceptor gone = new())
        {
            nobody = gone.Address;
        }

        using Connection connection = Connect(nobody);
        using SendRun run = new(connection, new() { MaxRetryCount = 2, Random = () => 0 }, TimeProvider.System);
        SendResult result = Assert.Single(run.SendToAll([Items.To(1)]));
        Assert.Equal((SendStatus.Failed, 3, null), (result.Status, result.Attempts, result.HttpStatus));
        Assert.Contains("refused the connection before the request went out", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_TLS_fails_nothing_was_sent()
    {
        using PlainServer server = new();
        using Connection connection = Connect(new UriBuilder(server.Address) { Scheme = "https" }.Uri);
        using SendRun run = new(connection, new() { MaxRetryCount = 1, Random = () => 0 }, TimeProvider.System);
        SendResult result = Assert.Single(run.SendToAll([Items.To(1)]));
        Assert.Equal((SendStatus.Failed, 2), (result.Status, result.Attempts));
        Assert.Contains("TLS", result.Error, StringComparison.Ordinal);
    }

    private static Connection Connect(LoopbackServer server) => Connect(server.Address);

    private static Connection Connect(Uri address) => Connection.Create(
        new(new TestProvider(), Secret.Of(Scripted.Key)) { Endpoint = address, RatePerSecond = 0 }, () => new HttpTransport());

    private static int Row(string to) => int.Parse(to[^4..], CultureInfo.InvariantCulture);

    /// <summary>Answers whatever comes in plain HTTP.</summary>
    private sealed class PlainServer : LoopbackServer
    {
        public PlainServer() => Listen();

        protected override Task HandleAsync(Socket socket, NetworkStream stream) => stream.WriteAsync(Http.Reply(400, "no TLS here")).AsTask();
    }
}
