using System.Buffers;

namespace InteractiveMessaging.Transport;

/// <summary>Reads the body of a reply up to a limit, counted after decompression.</summary>
internal static class CappedBody
{
    private const int FirstRead = 4096;

    /// <summary>The body, or null where it is larger than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellation)
    {
        using Stream stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
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
}
