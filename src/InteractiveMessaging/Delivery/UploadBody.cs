namespace InteractiveMessaging;

/// <summary>The body of one attempt to upload: the form with the file in it, read from the disk while it goes out.</summary>
/// <param name="form">The form around the file.</param>
/// <param name="content">The file.</param>
/// <param name="chunk">How many bytes are in memory at once.</param>
/// <param name="progress">Takes how many bytes of the file went out, of how many.</param>
internal sealed class UploadBody(UploadForm form, FileStream content, int chunk, Action<long, long>? progress)
{
    private readonly long _size = content.Length;

    public UploadForm Form => form;

    /// <summary>The whole length.</summary>
    public long Length => form.Head.Length + _size + form.Tail.Length;

    /// <summary>Why the file could not be read; the request was broken off for it.</summary>
    public IOException? Unread { get; private set; }

    /// <summary>Writes it whole.</summary>
    public async Task WriteAsync(Stream to, CancellationToken cancellation)
    {
        await to.WriteAsync(form.Head, cancellation).ConfigureAwait(false);
        byte[] buffer = new byte[chunk];
        for (long left = _size; left > 0;)
        {
            int read = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, chunk)), _size - left, cancellation).ConfigureAwait(false);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            left -= read;
            progress?.Invoke(_size - left, _size);
        }

        await to.WriteAsync(form.Tail, cancellation).ConfigureAwait(false);
    }

    // By its place and not by the stream's: an attempt that was broken off may still be reading.
    private async ValueTask<int> ReadAsync(Memory<byte> into, long from, CancellationToken cancellation)
    {
        try
        {
            int read = await RandomAccess.ReadAsync(content.SafeFileHandle, into, from, cancellation).ConfigureAwait(false);
            return read > 0 ? read : throw new IOException("It became shorter while it was uploaded.");
        }
        catch (IOException failure)
        {
            Unread = failure;
            throw;
        }
    }
}
