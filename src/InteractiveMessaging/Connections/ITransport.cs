namespace InteractiveMessaging;

/// <summary>One connection's HTTP channel. The seam between the engine and the project that uses packages.</summary>
internal interface ITransport : IDisposable
{
    /// <summary>
    /// Posts one request once. It does not throw: a failure or a cancellation is a result that says whether the body began to go out.
    /// </summary>
    ValueTask<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation);

    /// <summary>Asks for a page once, without a body. It does not throw. Of a reply that is too large only the head is kept.</summary>
    Task<TransportResult> GetAsync(TransportRequest request, CancellationToken cancellation);
}

/// <summary>One POST of a body, or one GET without.</summary>
/// <param name="Address">Where to.</param>
/// <param name="KeyHeader">The name of the header that carries the key; null leaves the key at home.</param>
/// <param name="KeyValue">Its value.</param>
/// <param name="Body">The body.</param>
/// <param name="Timeout">How long the whole exchange may take.</param>
internal readonly record struct TransportRequest(
    Uri Address, string? KeyHeader, string? KeyValue, ReadOnlyMemory<byte> Body, TimeSpan Timeout)
{
    /// <summary>The media type of the body.</summary>
    public string MediaType { get; init; } = RequestWriter.JsonType;

    /// <summary>A body that is too large to be kept, in place of the other one.</summary>
    public StreamedBody? Streamed { get; init; }
}

/// <summary>A body that is written while it goes out.</summary>
/// <param name="Length">How many bytes it has.</param>
/// <param name="WriteAsync">Writes it whole, each time anew; what it throws breaks the request off.</param>
internal sealed record StreamedBody(long Length, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>What became of one request: a reply, or a failure and whether the request can have reached the provider.</summary>
internal sealed record TransportResult
{
    /// <summary>The reply; null where none came, or not whole.</summary>
    public HttpReply? Reply { get; init; }

    /// <summary>Whether the body began to go out. Where it did not, the message was certainly not taken.</summary>
    public bool BodyStarted { get; init; }

    /// <summary>Why there is no reply, for people; it never holds a header or a body.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// What broke off a request whose body began to go out: one and the same object for all requests that a broken connection took along.
    /// </summary>
    public object? BrokenBy { get; init; }
}
