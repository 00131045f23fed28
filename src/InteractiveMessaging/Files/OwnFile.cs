namespace InteractiveMessaging;

/// <summary>Makes files that only their owner reads, and finds them behind links.</summary>
internal static class OwnFile
{
    /// <summary>
    /// Makes a file with its first line, in one step: one that is empty was never made so by us, not even by a process that was killed.
    /// Where another process made it first, that one stays.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="firstLine">What it begins with.</param>
    /// <param name="toDisk">Whether it is on the disk when this returns.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written.</exception>
    public static void Make(string path, ReadOnlySpan<byte> firstLine, bool toDisk)
    {
        string unfinished = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            using (FileStream file = new(unfinished, NativeFile.Private(options)))
            {
                file.Write(firstLine);
                file.Flush(flushToDisk: toDisk);
            }

            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException)
        {
            File.Delete(unfinished);
            if (!File.Exists(path))
            {
                throw;
            }
        }

        if (toDisk)
        {
            NativeFile.FlushFolder(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>What a path leads to: links have targets, and two names of one file are one file.</summary>
    public static string Target(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }
}
