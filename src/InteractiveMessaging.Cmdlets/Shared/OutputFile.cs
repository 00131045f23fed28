using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// A file that an export writes: whole or not at all, so that an export that fails leaves the earlier file, and never over a journal,
/// which says who was sent a message.
/// </summary>
/// <param name="cmdlet">The cmdlet at work.</param>
/// <param name="what">What is written, such as report.</param>
internal sealed class OutputFile(PSCmdlet cmdlet, string what)
{
    /// <summary>Whether a file that is there is left as it is, which is an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether the file is emitted when it is written.</summary>
    public bool PassThru { get; init; }

    /// <summary>The path of the file, or a terminating error where it must not be written.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="sources">The files that the export reads.</param>
    public string Find(string path, params IEnumerable<string> sources)
    {
        string given = FilePath.ToWrite(cmdlet, path);
        string file = Guarded(given, () => Target(given));
        if (Guarded(file, () => sources.Any(source => Target(source) == file) || JournalFile.IsJournal(file)))
        {
            cmdlet.ThrowTerminatingError(Errors.BadInput.Record(
                $"The {what} would replace the journal '{file}', and who was sent a message would not be known any more.",
                file,
                "Give -Path the name of another file."));
        }

        return file;
    }

    /// <summary>Writes the file, or ends in an error and leaves what was there.</summary>
    /// <param name="file">What <see cref="Find"/> returned.</param>
    /// <param name="write">Writes the content.</param>
    public void Write(string file, Action<Stream> write)
    {
        Guarded(file, () =>
        {
            if (NoClobber && File.Exists(file))
            {
                throw new IOException($"'{file}' is there already.");
            }

            Replace(file, write);
            return true;
        });

        if (PassThru)
        {
            cmdlet.WriteObject(FilePath.Item(cmdlet, file));
        }
    }

    private static void Replace(string file, Action<Stream> write)
    {
        FileInfo earlier = new(file);
        if (earlier is { Exists: true, Length: 0 })
        {
            // Nothing is lost in an empty file, and a device has no length: it must stay where it is.
            using FileStream opened = new(file, FileMode.Open, FileAccess.Write, FileShare.Read);
            write(opened);
            return;
        }

        string fresh = Path.Combine(earlier.DirectoryName!, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream created = new(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(created);
            }

            if (earlier.Exists && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, earlier.UnixFileMode);
            }

            File.Move(fresh, file, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    // What a link leads to is written, and the link stays.
    private static string Target(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private T Guarded<T>(string file, Func<T> act)
    {
        try
        {
            return Directory.Exists(file) ? throw new IOException($"'{file}' is a folder.") : act();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            cmdlet.ThrowTerminatingError(Errors.FileNotWritten.Record(
                $"The {what} could not be written: {fault.Message}", file, inner: fault));
            throw;
        }
    }
}
