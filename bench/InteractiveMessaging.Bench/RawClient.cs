using System.Net;
using System.Net.Http.Headers;

namespace InteractiveMessaging.Bench;

/// <summary>HttpClient and nothing else: no check, no retry, no order, no journal. What the module is measured against.</summary>
internal sealed class RawClient : InProcess
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
    })
    {
        DefaultRequestHeaders = { Authorization = new("Bearer", "bench") },
    };

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task SendAsync(Job job, int count)
    {
        int next = -1;
        return Task.WhenAll(Enumerable.Range(0, job.Workers).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                using ByteArrayContent body = new(Workload.RequestBody(i)) { Headers = { ContentType = Json } };
                using HttpRequestMessage request = new(HttpMethod.Post, job.Url)
                {
                    Content = body,
                    Version = job.AsksForHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                using HttpResponseMessage response = await _client.SendAsync(request);
                response.EnsureSuccessStatusCode();
                if (Workload.MessageId(await response.Content.ReadAsByteArrayAsync()) is null)
                {
                    throw new InvalidDataException("A reply has no message id.");
                }
            }
        })));
    }
}
