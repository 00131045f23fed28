using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Delivery;

public class HttpTransportTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"to":"+12025550001","text":"hello"}""");

    [Fact]
    public async Task A_request_is_what_the_providers_want_and_nothing_more()
    {
        using Acceptor server = new();
        using HttpTransport transport = new();
        TransportResult result = await transport.PostAsync(Request(server.Address), default);

        Assert.Equal(200, result.Reply!.Status);
        Assert.True(result.BodyStarted);
        string head = Assert.Single(server.Heads);
        Assert.StartsWith("POST /messages HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-Key: {Scripted.Key}\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: InteractiveMessaging/", head, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expect", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("X-Key", "")]
    [InlineData("Authorization", "Bearer ")]
    public async Task Every_key_that_is_taken_goes_out_as_it_is(string header, string scheme)
    {
        using Acceptor server = new();
        using HttpTransport transport = new();
        string all = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c));
        string[] keys = [all, .. all.Select(c => $"a{c}b"), .. all.Select(c => $"{c}")];
        foreach (string key in keys)
        {
            string revealed = Secret.Of(key).Reveal();
            TransportResult result = await transport.PostAsync(
                Request(server.Address) with { KeyHeader = header, KeyValue = scheme + revealed }, default);
            Assert.True(result.Reply?.Status == 200, $"{key}: {result.Failure}");
            Assert.Contains($"\r\n{header}: {scheme}{key}\r\n", server.Heads.Last(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_proxy_is_asked_instead_of_the_host()
    {
        using Acceptor proxy = new();
        using HttpTransport transport = new(proxy.Address);
        TransportResult result = await transport.PostAsync(Request(new("http://provider.invalid/")), default);
        Assert.Equal(200, result.Reply!.Status);
        Assert.StartsWith("POST http://provider.invalid/messages HTTP/1.1\r\n", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_says_whether_anything_went_out()
    {
        using Acceptor server = new();
        using FaultProxy proxy = new(server.Address, (_, _) => Fault.Silence);
        using HttpTransport transport = new();
        TransportResult before = await transport.PostAsync(Request(proxy.Address), new CancellationToken(true));
        Assert.False(before.BodyStarted);
        Assert.Equal("The run was broken off before the request went out.", before.Failure);

        using CancellationTokenSource cancel = new();
        Task<TransportResult> posting = transport.PostAsync(Request(proxy.Address), cancel.Token).AsTask();
        SpinWait.SpinUntil(() => !proxy.Made.IsEmpty);
        await cancel.CancelAsync();
        TransportResult after = await posting;
        Assert.True(after.BodyStarted);
        Assert.Equal("The run was broken off after the request went out.", after.Failure);
    }

    [Fact]
    public async Task A_status_of_three_zeros_comes_through_as_it_is()
    {
        using OneReply server = new("HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using HttpTransport transport = new();
        TransportResult result = await transport.PostAsync(Request(server.Address), default);
        Assert.Equal((true, 0), (result.BodyStarted, result.Reply?.Status));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Nobody_is_asked_to_compress_and_who_does_is_read(string encoding)
    {
        using MemoryStream packed = new();
        using (Stream packing = encoding switch
        {
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "identity" => new BufferedStream(packed),
            _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            packing.Write("""{"success":true}"""u8);
            packing.Flush();
            packing.Close();
        }

        byte[] body = packed.ToArray();
        using OneReply server = new([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);
        using HttpTransport transport = new();
        TransportResult result = await transport.PostAsync(Request(server.Address), default);
        Assert.Equal("""{"success":true}""", result.Reply?.Content);
        Assert.DoesNotContain("Accept-Encoding", server.Head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_time_out_or_a_break_of_one_request_is_none_of_the_next_one()
    {
        using Acceptor server = new();
        bool isSilent = true;
        using FaultProxy proxy = new(server.Address, (_, _) => Volatile.Read(ref isSilent) ? Fault.Silence : Fault.None);
        using HttpTransport transport = new();
        TransportResult late = await transport.PostAsync(Request(proxy.Address) with { Timeout = TimeSpan.FromMilliseconds(50) }, default);
        Assert.Null(late.Reply);

        using CancellationTokenSource cancel = new();
        Task<TransportResult> broken = transport.PostAsync(Request(proxy.Address), cancel.Token).AsTask();
        await cancel.CancelAsync();
        Assert.StartsWith("The run was broken off", (await broken).Failure, StringComparison.Ordinal);

        Volatile.Write(ref isSilent, false);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(200, (await transport.PostAsync(Request(proxy.Address), default)).Reply?.Status);
        }
    }

    [Fact]
    public async Task What_is_closed_sends_nothing()
    {
        using Acceptor server = new();
        HttpTransport transport = new();
        transport.Dispose();
        TransportResult result = await transport.PostAsync(Request(server.Address), default);
        Assert.False(result.BodyStarted);
        Assert.Contains("closed", result.Failure, StringComparison.Ordinal);
        Assert.Empty(server.Heads);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, null, false, null, "The name provider.invalid cannot be resolved.")]
    [InlineData(HttpRequestError.ConnectionError, SocketError.ConnectionRefused, false, null, "provider.invalid refused the connection before the request went out.")]
    [InlineData(HttpRequestError.ConnectionError, SocketError.NetworkUnreachable, false, null, "The network cannot reach provider.invalid before the request went out.")]
    [InlineData(HttpRequestError.ConnectionError, SocketError.TimedOut, false, null, "provider.invalid did not answer before the request went out.")]
    [InlineData(HttpRequestError.ProxyTunnelError, null, false, null, "The proxy could not connect to provider.invalid.")]
    [InlineData(HttpRequestError.SecureConnectionError, null, false, null, "No secure connection (TLS) to provider.invalid: the handshake failed.")]
    [InlineData(HttpRequestError.InvalidResponse, null, true, null, "The reply from provider.invalid is not HTTP.")]
    [InlineData(HttpRequestError.Unknown, SocketError.ConnectionReset, true, null, "The connection to provider.invalid was reset after the request went out.")]
    [InlineData(HttpRequestError.ResponseEnded, null, true, 200, "The connection to provider.invalid broke while the reply (HTTP 200) was read.")]
    [InlineData(HttpRequestError.HttpProtocolError, null, false, null, "provider.invalid refused the request without processing it.")]
    [InlineData(HttpRequestError.HttpProtocolError, null, true, null, "provider.invalid broke the exchange off after the request went out.")]
    public void A_failure_is_told_in_a_sentence_that_quotes_nothing(HttpRequestError error, SocketError? socket, bool started, int? status, string sentence)
    {
        HttpRequestException failure = new(error, "x-key: secret", socket is { } code ? new SocketException((int)code) : null);
        Assert.Equal(sentence, FailureText.Of(failure, Request(new("https://provider.invalid/")), started, status, cancelled: false, timedOut: false));
    }

    [Theory]
    [InlineData(false, true, "Nothing could be sent to provider.invalid within 5 s.")]
    [InlineData(true, true, "provider.invalid gave no whole reply within 5 s.")]
    [InlineData(false, false, "provider.invalid did not answer the attempt to connect.")]
    public void A_time_out_says_which_one_it_was(bool started, bool timedOut, string sentence) =>
        Assert.Equal(sentence, FailureText.Of(new TaskCanceledException(), Request(new("https://provider.invalid/")), started, null, cancelled: false, timedOut));

    private static TransportRequest Request(Uri server) => new(new(server, "messages"), "X-Key", Scripted.Key, Body, TimeSpan.FromSeconds(5));

    // Answers every request with the same bytes.
    private sealed class OneReply : LoopbackServer
    {
        private readonly byte[] _reply;

        public OneReply(byte[] reply)
        {
            _reply = reply;
            Listen();
        }

        public string Head { get; private set; } = "";

        protected override async Task HandleAsync(Socket socket, NetworkStream stream)
        {
            Head = (await ReadHeadAsync(stream))!;
            await stream.ReadExactlyAsync(new byte[BodyLength(Head)]);
            await stream.WriteAsync(_reply);
        }
    }
}
