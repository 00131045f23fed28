using System.Net;
using System.Net.Http.Headers;

namespace InteractiveMessaging.Transport;

/// <summary>A body that notes when it begins to be written: from then on the request can have reached the provider.</summary>
internal sealed class TrackedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new(RequestWriter.JsonType);

    private readonly ReadOnlyMemory<byte> _body;
    private readonly StreamedBody? _streamed;
    private volatile bool _started;

    public TrackedContent(in TransportRequest request)
    {
        _body = request.Body;
        _streamed = request.Streamed;
        Headers.ContentType = request.MediaType == RequestWriter.JsonType ? Json : MediaTypeHeaderValue.Parse(request.MediaType);
    }

    /// <summary>Whether the body began to be written.</summary>
    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _started = true;
        return _streamed is null ? stream.WriteAsync(_body, cancellationToken).AsTask() : _streamed.WriteAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _streamed?.Length ?? _body.Length;
        return true;
    }
}
