using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>
/// What a file that must not lose anything asks of the system besides reading and writing: privacy, a lock on the file itself, a folder's
/// entries on the disk.
/// </summary>
/// <remarks>
/// The lock is Linux's open file description lock (fcntl(2)): it belongs to the file, goes with the process, and keeps no reader off,
/// as .NET's own lock (flock(2)) would. On Windows an open file cannot be opened by a second writer, renamed or removed in any case.
/// Elsewhere there is none.
/// </remarks>
internal static class NativeFile
{
    private const int GetLock = 36;
    private const int SetLock = 37;
    private const short WriteLock = 1;
    private const short Unlocked = 2;
    private const int TryAgain = 11;
    private const int AccessDenied = 13;
    private const int ReadOnly = 0;

    // The layout of struct flock is that of 64-bit systems.
    private static readonly bool HasLocks = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>The same options, for a file that only its owner reads.</summary>
    public static FileStreamOptions Private(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Locks a file until its process ends; false where another handle holds it. Where there are no such locks, true.</summary>
    public static bool TryLock(SafeFileHandle file)
    {
        FileLock wanted = new() { Type = WriteLock };
        return !HasLocks || FileControl(file, SetLock, ref wanted) == 0
            || Marshal.GetLastPInvokeError() is not (TryAgain or AccessDenied);
    }

    /// <summary>Lets go of a file. Closing it would not do: a process that is just being started may have a copy of its handle.</summary>
    public static void Unlock(SafeFileHandle file)
    {
        FileLock none = new() { Type = Unlocked };
        if (HasLocks && !file.IsClosed)
        {
            _ = FileControl(file, SetLock, ref none);
        }
    }

    /// <summary>Whether another handle holds a lock on a file; null where that cannot be said.</summary>
    public static bool? IsLocked(SafeFileHandle file)
    {
        FileLock wanted = new() { Type = WriteLock };
        return HasLocks && FileControl(file, GetLock, ref wanted) == 0 ? wanted.Type != Unlocked : null;
    }

    /// <summary>Flushes a folder to the disk, so that a new file is found in it after a power cut. Windows does so by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = Open([.. Encoding.UTF8.GetBytes(folder), 0], ReadOnly);
        if (handle < 0)
        {
            string why = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            throw new IOException($"The folder '{folder}' cannot be opened: {why}");
        }

        using SafeFileHandle opened = new(handle, ownsHandle: true);
        RandomAccess.FlushToDisk(opened);
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(SafeFileHandle file, int command, ref FileLock lockArgument);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    // The whole file: from its beginning, without an end.
    [StructLayout(LayoutKind.Sequential)]
    private struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}
