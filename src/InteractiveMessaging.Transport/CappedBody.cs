using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace InteractiveMessaging.Transport;

/// <summary>Reads the body of a reply up to a limit, counted after decompression.</summary>
internal static class CappedBody
{
    private const int FirstRead = 4096;

    /// <summary>The body, or null where it is larger than the limit.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellation)
    {
        using Stream stream = Plain(await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), content.Headers);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstRead);
        int length = 0;
        while (true)
        {
            // Where this throws, the buffer is left to the garbage collector: a read may still be writing into it.
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            length += read;
            if (read == 0 || length > limit)
            {
                byte[]? body = length > limit ? null : buffer.AsSpan(0, length).ToArray();
                ArrayPool<byte>.Shared.Return(buffer);
                return body;
            }

            if (length == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }

    // Nothing asks for compression, since replies are short. Who compresses all the same is understood.
    private static Stream Plain(Stream stream, HttpContentHeaders headers) =>
        !headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues encodings)
            ? stream
            : encodings.ToString().Trim().ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                _ => stream,
            };
}
