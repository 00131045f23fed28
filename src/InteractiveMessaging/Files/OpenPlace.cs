using System.Text;
using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>By which path an open file is found now. Linux alone knows; it is asked before each write, so nothing is allocated.</summary>
internal sealed class OpenPlace
{
    private const int LongestPath = 4096;

    private readonly byte[] _link;
    private readonly byte[] _path;

    private OpenPlace(byte[] link, byte[] path) => (_link, _path) = (link, path);

    private static ReadOnlySpan<byte> Removed => " (deleted)"u8;

    /// <summary>The place of a file that was just opened; null where nobody knows it.</summary>
    public static OpenPlace? Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        byte[] link = [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"/proc/self/fd/{file.DangerousGetHandle()}")), 0];
        Span<byte> path = stackalloc byte[LongestPath];
        int length = NativeFile.ReadLink(link, path);
        return length > 0 ? new(link, path[..length].ToArray()) : null;
    }

    /// <summary>Whether the file is still there.</summary>
    /// <param name="path">The path by which it was opened.</param>
    public bool IsSame(string path)
    {
        Span<byte> now = stackalloc byte[LongestPath];
        int length = NativeFile.ReadLink(_link, now);
        return length > 0 && now[..length].SequenceEqual(_path)
            && !(now[..length].EndsWith(Removed) && !path.EndsWith(Encoding.ASCII.GetString(Removed), StringComparison.Ordinal));
    }
}
