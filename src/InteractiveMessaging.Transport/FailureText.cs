using System.Net.Sockets;
using System.Security.Authentication;

namespace InteractiveMessaging.Transport;

/// <summary>
/// Says in a sentence why there is no reply. Texts of exceptions are not passed on where they could quote what came over the wire.
/// </summary>
internal static class FailureText
{
    /// <param name="failure">What was thrown.</param>
    /// <param name="request">The request.</param>
    /// <param name="started">Whether its body began to go out; null where it has none.</param>
    /// <param name="status">The status of the reply, where its head came.</param>
    /// <param name="cancelled">Whether the caller gave up.</param>
    /// <param name="timedOut">Whether the request's time was up.</param>
    public static string Of(Exception failure, TransportRequest request, bool? started, int? status, bool cancelled, bool timedOut)
    {
        string host = request.Address.IsDefaultPort ? request.Address.Host : request.Address.Authority;
        string when = status is not null ? $" while the reply (HTTP {status}) was read"
            : started switch { true => " after the request went out", false => " before the request went out", null => "" };
        if (cancelled)
        {
            return $"The run was broken off{when}.";
        }

        if (timedOut)
        {
            return started is not false
                ? $"{host} gave no whole reply within {request.Timeout.TotalSeconds:0.##} s."
                : $"Nothing could be sent to {host} within {request.Timeout.TotalSeconds:0.##} s.";
        }

        return failure switch
        {
            ObjectDisposedException => $"The connection was closed{when}.",
            OperationCanceledException when started is not true => $"{host} did not answer the attempt to connect.",
            OperationCanceledException => $"The connection was closed{when}.",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                $"The name {request.Address.Host} cannot be resolved.",
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => $"The proxy could not connect to {host}.",
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => $"The reply from {host} is not HTTP.",
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                $"The head of the reply from {host} is too large.",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                $"No secure connection (TLS) to {host}: {Handshake(failure)}",
            HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } when started is false =>
                $"{host} refused the request without processing it.",
            HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } or HttpProtocolException =>
                $"{host} broke the exchange off{when}.",
            _ => $"{BySocket(Inner<SocketException>(failure)?.SocketErrorCode, host)}{when}.",
        };
    }

    // Of all texts of exceptions this one is passed on, since it alone says what is wrong with a certificate.
    private static string Handshake(Exception failure) =>
        Inner<AuthenticationException>(failure)?.Message is { } reason ? PrintableText.Line(reason) : "the handshake failed.";

    private static string BySocket(SocketError? error, string host) => error switch
    {
        SocketError.ConnectionRefused => $"{host} refused the connection",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown =>
            $"The network cannot reach {host}",
        SocketError.TimedOut => $"{host} did not answer",
        SocketError.ConnectionReset or SocketError.Shutdown => $"The connection to {host} was reset",
        _ => $"The connection to {host} broke",
    };

    private static T? Inner<T>(Exception failure)
        where T : Exception
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
            {
                return found;
            }
        }

        return null;
    }
}
