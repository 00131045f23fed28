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
    private volatile bool _ended;

    public TrackedContent(in TransportRequest request)
    {
        _body = request.Body;
        _streamed = request.Streamed;
        Headers.ContentType = request.MediaType == RequestWriter.JsonType ? Json : MediaTypeHeaderValue.Parse(request.MediaType);
    }

    /// <summary>Whether the body began to be written.</summary>
    public bool Started => _started;

    /// <summary>Whether all of it was written.</summary>
    public bool Ended => _ended;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A refused stream's body is written once more.
        (_started, _ended) = (true, false);
        if (_streamed is null)
        {
            await stream.WriteAsync(_body, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _streamed.WriteAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        _ended = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _streamed?.Length ?? _body.Length;
        return true;
    }
}
