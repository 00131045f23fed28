using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// As much of HTTP/1.1 as providers' clients use, on a loopback socket: kept-alive connections, bodies with a length or in chunks.
/// </summary>
/// <remarks>
/// Not HttpListener: that cannot drop a connection without a reply, takes no free port by itself, and behaves differently on Windows.
/// </remarks>
internal sealed class SandboxServer : IDisposable
{
    private const int LargestHead = 64 * 1024;

    /// <summary>The largest body but where files come.</summary>
    public const int UsualBody = 1024 * 1024;

    private static readonly DialectReply Unreadable = new(400, """{"error":"This is not an HTTP request that the sandbox can read."}""");
    private static readonly DialectReply TooLarge =
        new(413, """{"error":"The body is larger than 1 MB, or than 100 MB where a file is uploaded."}""");

    private readonly TcpListener _listener;
    private readonly Func<SandboxRequest, SandboxAnswer> _answer;
    private readonly Func<string, string, int> _largestBody;
    private readonly CancellationTokenSource _stop = new();

    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="answer">What answers; called from many threads.</param>
    /// <param name="largestBody">How many bytes the body of a request may have, by its method and path; null for 1 MB.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public SandboxServer(int port, Func<SandboxRequest, SandboxAnswer> answer, Func<string, string, int>? largestBody = null)
    {
        _answer = answer;
        _largestBody = largestBody ?? ((_, _) => UsualBody);
        _listener = new(IPAddress.Loopback, port);
        try
        {
            _listener.Start(512);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public bool IsRunning => !_stop.IsCancellationRequested;

    /// <summary>Frees the port and breaks off every connection.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (IsRunning)
        {
            try
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(socket));
            }
            catch (Exception failure)
                when (failure is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                // Stopped, or a client that was gone before it was taken.
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        // Whoever is left without a whole reply sees the connection broken off at once, not ended in good order.
        socket.NoDelay = true;
        socket.LingerState = new(true, 0);
        using NetworkStream stream = new(socket, ownsSocket: true);
        try
        {
            Input input = new(stream, _stop.Token);
            bool keep = true;
            while (keep && await input.HeadAsync().ConfigureAwait(false) is { } head)
            {
                (SandboxRequest? request, DialectReply? refusal) = await ReadAsync(head, input, stream).ConfigureAwait(false);
                SandboxAnswer answer = request is null ? new(refusal) : _answer(request);
                if (answer.Wait > TimeSpan.Zero)
                {
                    await Task.Delay(answer.Wait, _stop.Token).ConfigureAwait(false);
                }

                if (answer.Reply is not { } reply)
                {
                    return;
                }

                keep = request is not null && !"close".Equals(request.Headers["Connection"], StringComparison.OrdinalIgnoreCase);
                await stream.WriteAsync(Write(reply, answer.RetryAfter, keep), _stop.Token).ConfigureAwait(false);
            }

            // A close with unread input would take the last reply back on its way, so the rest is read first.
            socket.LingerState = new(false, 0);
            socket.Shutdown(SocketShutdown.Send);
            await input.DrainAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client is gone, or the sandbox was stopped.
        }
    }

    private async Task<(SandboxRequest? Request, DialectReply? Refusal)> ReadAsync(string head, Input input, NetworkStream stream)
    {
        string[] lines = head.Split("\r\n");
        string[] first = lines[0].Split(' ');
        NameValueCollection headers = [];
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return (null, Unreadable);
            }

            headers.Add(line[..colon], line[(colon + 1)..].Trim());
        }

        if (first is not [{ Length: > 0 } method, { Length: > 0 } path, "HTTP/1.1"])
        {
            return (null, Unreadable);
        }

        if ("100-continue".Equals(headers["Expect"], StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token).ConfigureAwait(false);
        }

        int largest = _largestBody(method, path);
        if ("chunked".Equals(headers["Transfer-Encoding"], StringComparison.OrdinalIgnoreCase))
        {
            return await input.ChunksAsync(largest).ConfigureAwait(false) is { } chunks
                ? (new(method, path, headers, chunks), null)
                : (null, TooLarge);
        }

        return !int.TryParse(headers["Content-Length"] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? (null, Unreadable)
            : length > largest ? (null, TooLarge)
            : (new(method, path, headers, await input.BytesAsync(length).ConfigureAwait(false)), null);
    }

    private static byte[] Write(DialectReply reply, int? retryAfter, bool keep)
    {
        StringBuilder head = new(256);
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {(HttpStatusCode)reply.Status}\r\n");
        head.Append(CultureInfo.InvariantCulture,
            $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(reply.Body)}\r\n");
        if (retryAfter is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Retry-After: {retryAfter}\r\n");
        }

        return Encoding.UTF8.GetBytes(head.Append(keep ? "" : "Connection: close\r\n").Append("\r\n").Append(reply.Body).ToString());
    }

    /// <summary>A connection's bytes, read ahead into one buffer.</summary>
    private sealed class Input(NetworkStream stream, CancellationToken stop)
    {
        private byte[] _buffer = new byte[4096];
        private int _start;
        private int _end;

        /// <summary>The lines before the body, without the empty one; null where the client has gone, or sends no end.</summary>
        public async ValueTask<string?> HeadAsync()
        {
            int at;
            while ((at = Ahead().IndexOf("\r\n\r\n"u8)) < 0)
            {
                if (_end - _start > LargestHead || !await FillAsync().ConfigureAwait(false))
                {
                    return null;
                }
            }

            string head = Encoding.Latin1.GetString(Ahead()[..at]);
            _start += at + 4;
            return head;
        }

        public async ValueTask<byte[]> BytesAsync(int length)
        {
            byte[] bytes = new byte[length];
            int ready = Math.Min(length, _end - _start);
            Ahead()[..ready].CopyTo(bytes);
            _start += ready;
            await stream.ReadExactlyAsync(bytes.AsMemory(ready), stop).ConfigureAwait(false);
            return bytes;
        }

        /// <summary>A body in chunks; null where it is too large.</summary>
        public async ValueTask<byte[]?> ChunksAsync(int largest)
        {
            using MemoryStream whole = new();
            while (true)
            {
                string size = await LineAsync().ConfigureAwait(false);
                if (!int.TryParse(size.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int length)
                    || length < 0 || whole.Length + length > largest)
                {
                    return null;
                }

                whole.Write(await BytesAsync(length).ConfigureAwait(false));
                while (await LineAsync().ConfigureAwait(false) is { Length: > 0 })
                {
                    // Fields behind the last chunk say nothing here.
                }

                if (length == 0)
                {
                    return whole.ToArray();
                }
            }
        }

        /// <summary>Reads on, and forgets, until the client ends.</summary>
        public async ValueTask DrainAsync()
        {
            do
            {
                _start = _end = 0;
            }
            while (await FillAsync().ConfigureAwait(false));
        }

        private async ValueTask<string> LineAsync()
        {
            int at;
            while ((at = Ahead().IndexOf("\r\n"u8)) < 0)
            {
                if (_end - _start > LargestHead || !await FillAsync().ConfigureAwait(false))
                {
                    throw new IOException("The chunk is not whole.");
                }
            }

            string line = Encoding.Latin1.GetString(Ahead()[..at]);
            _start += at + 2;
            return line;
        }

        private ReadOnlySpan<byte> Ahead() => _buffer.AsSpan(_start.._end);

        private async ValueTask<bool> FillAsync()
        {
            if (_start > 0)
            {
                Ahead().CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            int read = await stream.ReadAsync(_buffer.AsMemory(_end), stop).ConfigureAwait(false);
            _end += read;
            return read > 0;
        }
    }
}
