namespace InteractiveMessaging;

/// <summary>
/// Keeps a second writer off a file that cannot be locked itself (<see cref="NativeFile"/>): a file beside it that is held open alone. The
/// system lets go of it when the process ends, however it ends, so one that is left behind by a killed process hinders nobody.
/// </summary>
/// <remarks>
/// .NET's own lock on the file does not serve: outside Windows an exclusive FileStream would also keep readers of .NET off it, and a
/// shared one admits a second writer.
/// </remarks>
internal sealed class LockFile : IDisposable
{
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _file;

    private LockFile(FileStream file) => _file = file;

    /// <summary>Takes the lock; null where another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file must not be written.</exception>
    public static LockFile? TryTake(string file)
    {
        string path = PathOf(file);
        bool wasThere = false;
        for (int tries = 0; tries < Tries; tries++)
        {
            try
            {
                FileStream opened = new(path, NativeFile.Private(new()
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    Options = OperatingSystem.IsWindows() && !HoldsSomething(path) ? FileOptions.DeleteOnClose : FileOptions.None,
                    BufferSize = 0,
                }));
                if (IsStillThere(opened, path))
                {
                    return new(opened);
                }

                opened.Dispose();
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
            {
                // Held by another process, which may remove it right now; or for a moment by somebody who looks whether it is. What was
                // there once can be made.
                wasThere |= File.Exists(path);
                if (tries == Tries - 1 && !wasThere)
                {
                    throw;
                }

                Thread.Sleep(Pause);
            }
            catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && tries < Tries - 1)
            {
                // So Windows calls one that its holder has just removed while somebody still looks at it.
                Thread.Sleep(Pause);
            }
        }

        return null;
    }

    /// <summary>Whether another process holds the lock now.</summary>
    public static bool IsHeld(string file)
    {
        try
        {
            new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return false;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        // While it is still locked, and only where it is still ours. Windows removes it by itself.
        if (!OperatingSystem.IsWindows() && !_file.SafeFileHandle.IsClosed && IsAt(_file, _file.Name) && !HoldsSomething(_file.Name))
        {
            File.Delete(_file.Name);
        }

        _file.Dispose();
    }

    // A lock is an empty file. One that is not belongs to somebody else: it is locked, and stays.
    private static bool HoldsSomething(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    private static string PathOf(string file) => Path.GetFullPath(file) + ".lock";

    // A file that was opened just before its holder removed it can be locked and yet is not the one beside the other. A mark of our
    // own in its time tells.
    private static bool IsStillThere(FileStream file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddTicks(Random.Shared.NextInt64(TimeSpan.TicksPerDay * 10_000)));
        return IsAt(file, path);
    }

    private static bool IsAt(FileStream file, string path) =>
        File.Exists(path) && File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(file.SafeFileHandle);
}
