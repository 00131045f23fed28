namespace InteractiveMessaging;

/// <summary>
/// Keeps a second run off a journal where the file itself cannot be locked (<see cref="NativeFile"/>): a file beside it that is held open
/// alone. The system lets go of it when the process ends, however it ends, so one that is left behind by a killed run hinders nobody.
/// </summary>
/// <remarks>
/// .NET's own lock on the journal does not serve: outside Windows an exclusive FileStream would also keep readers of .NET off it, and a
/// shared one admits a second writer.
/// </remarks>
internal sealed class JournalLock : IDisposable
{
    private const int Tries = 5;
    private readonly FileStream _file;

    private JournalLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null where a run holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file must not be written.</exception>
    public static JournalLock? TryTake(string journal)
    {
        string path = PathOf(journal);
        bool wasThere = false;
        for (int tries = 0; tries < Tries; tries++)
        {
            try
            {
                FileStream file = new(path, NativeFile.Private(new()
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    Options = OperatingSystem.IsWindows() && !HoldsSomething(path) ? FileOptions.DeleteOnClose : FileOptions.None,
                    BufferSize = 0,
                }));
                if (IsStillThere(file, path))
                {
                    return new(file);
                }

                file.Dispose();
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
            {
                // Held by a run, which may remove it right now; or for a moment by somebody who looks whether it is. What was there
                // once can be made.
                wasThere |= File.Exists(path);
                if (tries == Tries - 1 && !wasThere)
                {
                    throw;
                }

                Thread.Sleep(20);
            }
        }

        return null;
    }

    /// <summary>Whether a run holds the lock now.</summary>
    public static bool IsHeld(string journal)
    {
        try
        {
            new FileStream(PathOf(journal), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete).Dispose();
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

    private static string PathOf(string journal) => Path.GetFullPath(journal) + ".lock";

    // A file that was opened just before its holder removed it can be locked and yet is not the one beside the journal. A mark of our
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
