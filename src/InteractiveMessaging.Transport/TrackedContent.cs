using System.Net;
using System.Net.Http.Headers;

namespace InteractiveMessaging.Transport;

/// <summary>A body that notes when it begins to be written: from then on the request can have reached the provider.</summary>
internal sealed class TrackedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new(RequestWriter.JsonType);

    private readonly ReadOnlyMemory<byte> _body;
    private volatile bool _started;

    public TrackedContent(ReadOnlyMemory<byte> body, string mediaType)
    {
        _body = body;
        Headers.ContentType = mediaType == RequestWriter.JsonType ? Json : new(mediaType);
    }

    /// <summary>Whether the body began to be written.</summary>
    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _started = true;
        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
