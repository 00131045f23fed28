namespace InteractiveMessaging;

/// <summary>A folder of the user's own: only they can read what is in it, and a new file takes the place of the old in one step.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file whole or not at all. The folder is made where it is not there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of a right.</exception>
    public static void Write(string folder, string file, ReadOnlySpan<byte> content)
    {
        string fresh = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Create(folder);
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerFile;
            }

            using (FileStream stream = new(fresh, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Discard(fresh);
            throw;
        }
    }

    /// <summary>Whether other users can write to a file; on Windows the folder's own rights keep them out.</summary>
    public static bool IsWritableByOthers(string file) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(file) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0;

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
        }
    }

    private static void Discard(string fresh)
    {
        try
        {
            File.Delete(fresh);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It holds no secret, and the first failure is the one to tell.
        }
    }
}
