namespace InteractiveMessaging.Transport;

/// <summary>
/// Tells from a failure that the request was certainly not processed, though its body began to go out. Over HTTP/2 a server can say so:
/// it refuses the stream, or closes the connection and names the last stream that it took up (RFC 9113, 8.7). The runtime then sends the
/// request again by itself, three times at most; what it throws in the end is about its last attempt, and none before can have been taken.
/// </summary>
internal static class Unprocessed
{
    private const long RefusedStream = 0x7;

    /// <summary>Whether the failure says so. It may only be asked where no head of a reply came.</summary>
    public static bool Says(Exception failure) => failure is HttpRequestException thrown && (IsBeforeSending(thrown) || IsRefusal(thrown));

    // The last attempt found no connection; those before it, if there were any, were refused.
    private static bool IsBeforeSending(HttpRequestException failure) => failure.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    // A server may close a whole connection with the same code, and with it streams that it did process: then the runtime passes the
    // protocol's exception on with its own text. Only of a stream that may be sent again it says in words of its own that it was aborted.
    private static bool IsRefusal(HttpRequestException failure) =>
        failure.InnerException is HttpProtocolException { ErrorCode: RefusedStream } reason && failure.Message != reason.Message;
}
