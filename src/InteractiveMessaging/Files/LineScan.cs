using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>Goes through the lines of a file once, in memory that does not grow with it.</summary>
internal sealed class LineScan(SafeFileHandle file, long end, long start = 0, int bufferSize = 1 << 18)
{
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(end - start, 1, bufferSize));
    private long _start = start;
    private int _length;
    private int _at;

    /// <summary>Where the current line begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the current line has its line break; only the last may lack it.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The next line without its line break; false behind the last.</summary>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        int seen = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_at, _length - _at);
            int length = rest[seen..].IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Take(rest[..(seen + length)], ended: true, out line);
            }

            seen = rest.Length;
            if (!TryFill())
            {
                return Take(_buffer.AsSpan(_at, _length - _at), ended: false, out line);
            }
        }
    }

    private bool Take(ReadOnlySpan<byte> found, bool ended, out ReadOnlySpan<byte> line)
    {
        line = found;
        Offset = _start + _at;
        IsEnded = ended;
        _at += found.Length + (ended ? 1 : 0);
        return ended || found.Length > 0;
    }

    // Moves what is left to the front and reads on behind it; a line longer than the buffer makes it grow.
    private bool TryFill()
    {
        int left = _length - _at;
        if (left == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        else
        {
            _buffer.AsSpan(_at, left).CopyTo(_buffer);
        }

        _start += _at;
        _at = 0;
        _length = left;
        long unread = end - _start - left;
        int room = (int)Math.Clamp(unread, 0, _buffer.Length - left);
        int read = RandomAccess.Read(file, _buffer.AsSpan(left, room), _start + left);
        _length += read;
        return read > 0;
    }
}
