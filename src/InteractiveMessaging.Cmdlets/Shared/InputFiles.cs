using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How the cmdlets find and read files, so that a file that is missing or unreadable is the same error in all of them.</summary>
internal static class InputFiles
{
    /// <summary>The files that these paths name. What names no file is an error and is left out.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="paths">The paths, as they were given.</param>
    /// <param name="literal">Whether wildcards in them are ordinary characters.</param>
    public static IEnumerable<string> Find(PSCmdlet cmdlet, IEnumerable<string?> paths, bool literal)
    {
        foreach (string? path in paths)
        {
            IReadOnlyList<string> files = [];
            try
            {
                files = literal ? [FilePath.Of(cmdlet, path)] : FilePath.Matching(cmdlet, path);
            }
            catch (WaException fault)
            {
                cmdlet.WriteError(Errors.Record(fault, path));
            }

            foreach (string file in files)
            {
                yield return file;
            }
        }
    }

    /// <summary>
    /// The file of exactly this path, where there is one; else those that it matches as a wildcard. What names no file is an error.
    /// </summary>
    public static IEnumerable<string> FindEither(PSCmdlet cmdlet, string path)
    {
        try
        {
            return Either(cmdlet, path);
        }
        catch (WaException fault)
        {
            cmdlet.WriteError(Errors.Record(fault, path));
            return [];
        }
    }

    /// <summary>The file of exactly this path, where there is one; else those that it matches as a wildcard, at least one.</summary>
    /// <exception cref="WaException">There is none, or it is not a path of the file system.</exception>
    public static IReadOnlyList<string> Either(PSCmdlet cmdlet, string path)
    {
        try
        {
            if (FilePath.Of(cmdlet, path) is var file && File.Exists(file))
            {
                return [file];
            }
        }
        catch (WaException)
        {
            // A wildcard may stand where a path alone cannot be read; what is wrong is said below.
        }

        return FilePath.Matching(cmdlet, path);
    }

    /// <summary>A file's bytes.</summary>
    /// <exception cref="WaException">It is not there, or cannot be read.</exception>
    public static byte[] Bytes(string file) => Read(file, File.ReadAllBytes);

    /// <summary>A file's bytes; null after an error was written.</summary>
    public static byte[]? ReadBytes(PSCmdlet cmdlet, string file) => Read(cmdlet, file, File.ReadAllBytes);

    /// <summary>A file to be read piece by piece; null after an error was written.</summary>
    public static FileStream? Open(PSCmdlet cmdlet, string file) => Read(cmdlet, file, File.OpenRead);

    /// <summary>A file's text, UTF-8 unless a byte order mark says otherwise; null after an error was written.</summary>
    public static string? ReadText(PSCmdlet cmdlet, string file) => Read(cmdlet, file, path => File.ReadAllText(path, Encoding.UTF8));

    /// <summary>What is wrong with a path that names a folder; null where it does not.</summary>
    public static WaException? FolderFault(string path) => Directory.Exists(path)
        ? new(ErrorCause.FileNotRead, $"'{path}' is a folder, not a file.", "Give the path of a file.")
        : null;

    private static T? Read<T>(PSCmdlet cmdlet, string file, Func<string, T> read)
        where T : class
    {
        try
        {
            return Read(file, read);
        }
        catch (WaException fault)
        {
            cmdlet.WriteError(Errors.Record(fault, file));
            return null;
        }
    }

    private static T Read<T>(string file, Func<string, T> read)
    {
        if (FolderFault(file) is { } folder)
        {
            throw folder;
        }

        try
        {
            return read(file);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WaException(ErrorCause.FileNotFound, $"There is no file '{file}'.", inner: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WaException(ErrorCause.FileNotRead, $"'{file}' cannot be read: {failure.Message}", inner: failure);
        }
    }
}
