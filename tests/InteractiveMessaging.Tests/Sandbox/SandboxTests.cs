using System.Collections;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using InteractiveMessaging.Tests.Providers;

namespace InteractiveMessaging.Tests.Sandboxes;

/// <summary>The sandbox over HTTP.</summary>
public class SandboxTests
{
    public static TheoryData<string> Providers => Ask.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_the_module_sends_arrives(string provider)
    {
        using Sandbox sandbox = Sandbox.Start(seed: 1);
        using Connection connection = Connect(sandbox, provider);
        SendResult result = await Wire.SendAsync(connection, Ask.Question, "+12025550100");
        Assert.Equal((SendStatus.Accepted, "sandbox-00000001-1"), (result.Status, result.MessageId));
        SandboxMessage message = Assert.Single(sandbox.Messages());
        Assert.Equal((provider, "+12025550100", "button"), (message.Provider, message.To, message.Type));
        Assert.Equal(Ask.Good(provider).Path, message.Path);
        Assert.Equal((1, 1, 0), (sandbox.Requests, sandbox.Accepted, sandbox.Refused));
    }

    [Fact]
    public async Task The_limit_of_a_provider_comes_with_retry_after()
    {
        using Sandbox sandbox = Sandbox.Start(faults: new Hashtable { ["Throttle"] = 1, ["RetryAfter"] = 9 });
        using HttpResponseMessage response = await PostAsync(sandbox);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(9)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("Drop", 1)]
    [InlineData("DropBefore", 0)]
    public async Task A_drop_breaks_the_connection_off_and_leaves_the_sender_in_doubt(string fault, int taken)
    {
        using Sandbox sandbox = Sandbox.Start(faults: new Hashtable { [fault] = 1 });
        using Connection connection = Connect(sandbox, "AiSoule");
        SendResult result = await Wire.SendAsync(connection, Ask.Question, "+12025550100");
        Assert.Equal((SendStatus.InDoubt, taken, null), (result.Status, sandbox.Accepted, result.HttpStatus));
    }

    [Fact]
    public async Task Many_at_once_are_each_taken_once()
    {
        using Sandbox sandbox = Sandbox.Start();
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (number, _) =>
        {
            using HttpResponseMessage response = await PostAsync(sandbox, $"+1202555{number:0000}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        });
        Assert.Equal((500, 500, 500), (sandbox.Requests, sandbox.Accepted, sandbox.Messages().Select(message => message.To).Distinct().Count()));
        Assert.Equal(500, sandbox.Messages().Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_body_over_a_megabyte_is_not_read()
    {
        using Sandbox sandbox = Sandbox.Start();
        using HttpResponseMessage response = await PostAsync(sandbox, body: new byte[1_100_000]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(sandbox.Messages());
    }

    [Fact]
    public async Task Stopping_breaks_off_what_is_slow_frees_the_port_and_keeps_what_was_taken()
    {
        Sandbox sandbox = Sandbox.Start(faults: new Hashtable { ["Delay"] = 600_000 });
        Task<HttpResponseMessage> slow = PostAsync(sandbox);
        while (sandbox.Accepted == 0)
        {
            await Task.Yield();
        }

        sandbox.Dispose();
        sandbox.Dispose();
        Assert.False(sandbox.IsRunning);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => slow);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(sandbox));
        Assert.Single(sandbox.Messages());

        using Sandbox next = Sandbox.Start(sandbox.Port);
        using HttpResponseMessage response = await PostAsync(next);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nno colon\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST /v1/messages HTTP/3\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("hello\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", "HTTP/1.1 413")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "")]
    [InlineData("POST", "")]
    public async Task What_is_hardly_http_gets_a_plain_answer_or_none(string sent, string answer)
    {
        using Sandbox sandbox = Sandbox.Start();
        using TcpClient client = new("127.0.0.1", sandbox.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(sent));
        client.Client.Shutdown(SocketShutdown.Send);
        byte[] buffer = new byte[4096];
        int read = 0;
        try
        {
            read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException) when (answer.Length == 0)
        {
            // Broken off, as it should be.
        }

        Assert.StartsWith(answer, Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);
        Assert.Equal(answer.Length == 0, read == 0);
        using HttpResponseMessage response = await PostAsync(sandbox);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_in_chunks_is_put_together()
    {
        using Sandbox sandbox = Sandbox.Start();
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(sandbox.BaseUri, "v1/messages"))
        {
            Content = new ByteArrayContent(Ask.Good("AiSoule").Body.ToArray()) { Headers = { ContentType = new("application/json") } },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", sandbox.Key), TransferEncodingChunked = true },
        };
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Shall we?", Assert.Single(sandbox.Messages()).Body);
    }

    [Fact]
    public async Task Two_run_side_by_side_with_keys_of_their_own()
    {
        using Sandbox one = Sandbox.Start();
        using Sandbox other = Sandbox.Start();
        Assert.NotEqual(one.Port, other.Port);
        using HttpResponseMessage response = await PostAsync(one, key: other.Key);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error()
    {
        using Sandbox one = Sandbox.Start();
        Assert.Throws<SocketException>(() => Sandbox.Start(one.Port));
    }

    [Fact]
    public void The_key_is_given_on_request_only()
    {
        using Sandbox sandbox = Sandbox.Start();
        Assert.DoesNotContain(sandbox.Key, sandbox + System.Text.Json.JsonSerializer.Serialize(sandbox), StringComparison.Ordinal);
        Assert.Equal(sandbox.Key, Secret.Of(sandbox.GetKey()).Reveal());
    }

    private static Connection Connect(Sandbox sandbox, string provider) => Wire.Connect(provider, sandbox.BaseUri, sandbox.Key,
        [.. ProviderCatalog.Find(provider)!.Settings.Where(setting => !setting.Optional).Select(setting => (setting.Name, setting.Default ?? setting.Example))]);

    private static async Task<HttpResponseMessage> PostAsync(Sandbox sandbox, string to = "+12025550100", string? key = null, byte[]? body = null)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(sandbox.BaseUri, "v1/messages"))
        {
            Content = new ByteArrayContent(body ?? Ask.Good("AiSoule", to).Body.ToArray()) { Headers = { ContentType = new("application/json") } },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key ?? sandbox.Key) },
        };
        return await client.SendAsync(request);
    }
}
