using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace InteractiveMessaging.Transport;

/// <summary>One connection's HTTP channel on IHttpClientFactory: one shared handler, no redirects, no cookies, replies capped.</summary>
internal sealed class HttpTransport : ITransport
{
    private const string ClientName = "InteractiveMessaging";
    private const int LargestReply = 1024 * 1024;

    // Gateways in front of APIs tend to turn away who does not say what it is.
    private static readonly string Product =
        new ProductInfoHeaderValue(ClientName, typeof(HttpTransport).Assembly.GetName().Version?.ToString(3)).ToString();

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SilenceBeforePing = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _clock;
    private readonly HttpVersionPolicy _policy;
    private readonly ServiceProvider _services;
    private readonly HttpClient _client;
    private readonly TimeoutPool _timeouts = new();

    /// <param name="proxy">A proxy; null takes the system's.</param>
    /// <param name="clock">The clock that dates in replies are read by.</param>
    /// <param name="policy">
    /// How HTTP/2 is asked for. The default agrees on it over TLS where the other side speaks it, too, and leaves plain HTTP at 1.1; an
    /// exact version is for a server on loopback that is known to speak HTTP/2 without TLS.
    /// </param>
    public HttpTransport(
        Uri? proxy = null, TimeProvider? clock = null, HttpVersionPolicy policy = HttpVersionPolicy.RequestVersionOrLower)
    {
        _policy = policy;
        _clock = clock ?? TimeProvider.System;
        ServiceCollection services = new();

        // The factory's own loggers would write addresses and, on demand, headers: none of them is wanted.
        services.AddHttpClient(ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Product);
            })
            .RemoveAllLoggers()
            .UseSocketsHttpHandler((handler, _) => Configure(handler, proxy))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        // The factory's metrics would hand the handler a meter of our own DiagnosticSource, while the runtime's handler knows only
        // the runtime's: in a load context of its own the two never fit. For the same reason nothing here may name a type of it,
        // such as the handler's ActivityHeadersPropagator.
        services.RemoveAll<IHttpMessageHandlerBuilderFilter>();
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName);
    }

    /// <inheritdoc/>
    public ValueTask<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, request, new(request), cancellation);

    /// <inheritdoc/>
    public Task<TransportResult> GetAsync(TransportRequest request, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, request, null, cancellation).AsTask();

    /// <summary>Closes the channel; what is in flight fails.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
        _timeouts.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TransportResult> SendAsync(
        HttpMethod method, TransportRequest request, TrackedContent? body, CancellationToken cancellation)
    {
        int? status = null;
        bool isOver = false;
        CancellationTokenSource timeout = _timeouts.Rent(request.Timeout);
        CancellationTokenRegistration broken =
            cancellation.UnsafeRegister(static timeout => ((CancellationTokenSource)timeout!).Cancel(), timeout);
        try
        {
            using HttpRequestMessage message = new(method, request.Address)
            {
                Content = body,
                Version = HttpVersion.Version20,
                VersionPolicy = _policy,
            };
            // Who refuses the account can say so before a whole file went out.
            if (request.Streamed is not null)
            {
                message.Headers.ExpectContinue = true;
            }

            if (request.KeyHeader is not null)
            {
                // As it is: a key is printable ASCII, so it cannot break out of its header, and need not be a token as RFC 9110 means it.
                message.Headers.TryAddWithoutValidation(request.KeyHeader, request.KeyValue);
            }

            using HttpResponseMessage response =
                await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            status = (int)response.StatusCode;
            byte[]? reply = await CappedBody.ReadAsync(response.Content, LargestReply, timeout.Token).ConfigureAwait(false);
            isOver = body is not { Ended: false };
            return reply is null && body is not null
                ? new() { BodyStarted = true, Failure = $"The reply (HTTP {status}) is larger than 1 MB." }
                : new()
                {
                    BodyStarted = body is not null,
                    Reply = new((int)status, reply, response.Headers.First, _clock),
                };
        }
        catch (Exception failure)
        {
            bool? started = body is { Started: true } && status is null && Unprocessed.Says(failure) ? false : body?.Started;
            return new()
            {
                BodyStarted = started is true,
                BrokenBy = started is true ? failure.GetBaseException() : null,
                Failure = FailureText.Of(
                    failure, request, started, status, cancellation.IsCancellationRequested, timeout.IsCancellationRequested),
            };
        }
        finally
        {
            await broken.DisposeAsync().ConfigureAwait(false);

            // A body that is still on its way out listens to it.
            if (isOver)
            {
                _timeouts.Return(timeout);
            }
            else
            {
                timeout.Dispose();
            }
        }
    }

    private static void Configure(SocketsHttpHandler handler, Uri? proxy)
    {
        // A redirect turns the POST into a GET or repeats it elsewhere, and carries the key along.
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectTimeout = ConnectTimeout;

        // Connections are renewed so that a change in DNS is seen. Idle ones are dropped before the provider drops them:
        // a request that meets a connection which is just being closed ends in doubt.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);

        // The run bounds what is in flight; a second bound here would only hide the wait from the time-out's text.
        handler.MaxConnectionsPerServer = int.MaxValue;

        // A server usually lets a hundred requests share an HTTP/2 connection; those above get another one, in place of waiting.
        handler.EnableMultipleHttp2Connections = true;

        // A request that times out closes its HTTP/1.1 connection, but not one that others share: without a sign of life that one is given
        // up, so that no further request is lost on it.
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = SilenceBeforePing;
        handler.KeepAlivePingTimeout = ConnectTimeout;

        // Of a reply that is too large nothing more is read.
        handler.MaxResponseDrainSize = 0;

        // Certificates are checked as the system checks them; there is no way to say otherwise.
        handler.Proxy = new OutwardProxy(proxy is null ? HttpClient.DefaultProxy : new WebProxy(proxy));
    }
}

/// <summary>Reads one header.</summary>
internal static class ReplyHeaders
{
    /// <summary>The first value of a header; null where it is not there.</summary>
    public static string? First(this HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
