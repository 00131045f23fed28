using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace InteractiveMessaging.Transport;

/// <summary>One connection's HTTP channel on IHttpClientFactory: one shared handler, no redirects, no cookies, replies capped.</summary>
internal sealed class HttpTransport : ITransport
{
    private const string ClientName = "InteractiveMessaging";
    private const int LargestReply = 1024 * 1024;
    private readonly ServiceProvider _services;
    private readonly IHttpClientFactory _clients;

    public HttpTransport()
    {
        ServiceCollection services = new();
        services.AddHttpClient(ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = LargestReply;
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ConnectTimeout = TimeSpan.FromSeconds(10);
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
                handler.AutomaticDecompression = DecompressionMethods.All;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        _services = services.BuildServiceProvider();
        _clients = _services.GetRequiredService<IHttpClientFactory>();
    }

    public async Task<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(request.Timeout);
        NotingContent body = new(request.Body);
        using HttpRequestMessage message = new(HttpMethod.Post, request.Address) { Content = body };
        message.Headers.Add(request.KeyHeader, request.KeyValue);
        try
        {
            HttpClient client = _clients.CreateClient(ClientName);
            using HttpResponseMessage response = await client.SendAsync(message, HttpCompletionOption.ResponseContentRead, timeout.Token).ConfigureAwait(false);
            byte[] reply = await response.Content.ReadAsByteArrayAsync(timeout.Token).ConfigureAwait(false);
            HttpResponseHeaders headers = response.Headers;
            return new()
            {
                BodyStarted = true,
                Reply = new((int)response.StatusCode, reply, name => headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return new()
            {
                BodyStarted = body.Started,
                Failure = failure is OperationCanceledException ? $"No reply within {request.Timeout.TotalSeconds:0} s." : failure.Message,
            };
        }
    }

    public void Dispose() => _services.Dispose();

    /// <summary>A body that notes when it begins to be written: from then on the request can have reached the provider.</summary>
    private sealed class NotingContent : HttpContent
    {
        private readonly ReadOnlyMemory<byte> _body;

        public NotingContent(ReadOnlyMemory<byte> body)
        {
            _body = body;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public bool Started { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Started = true;
            return stream.WriteAsync(_body).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
