namespace InteractiveMessaging;

/// <summary>A look ahead at the journal in a file.</summary>
internal sealed class JournalSnapshot : IJournalSnapshot
{
    private readonly FileStream? _file;
    private readonly JournalMemory _memory;

    private JournalSnapshot(FileStream? file, JournalMemory memory)
    {
        _file = file;
        _memory = memory;
    }

    /// <summary>Reads a journal; one that is not there knows nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The run that would go on in it.</param>
    /// <param name="force">Whether it would go on with another message or connection.</param>
    /// <exception cref="WaException">A run could not go on in it, or it cannot be read.</exception>
    public static JournalSnapshot Open(string path, JournalHeader header, bool force)
    {
        FileStream? file = null;
        try
        {
            file = JournalFile.OpenToRead(path);
            if (JournalFile.IsInUse(path, file.SafeFileHandle))
            {
                throw RunJournal.Busy(path);
            }

            return new(file, new(
                file.SafeFileHandle, JournalMatch.Load(file.SafeFileHandle, path, file.Length, header, force), header, force));
        }
        catch (FileNotFoundException)
        {
            return new(null, new());
        }
        catch (Exception failure)
        {
            file?.Dispose();
            if (failure is DirectoryNotFoundException)
            {
                throw RunJournal.Unwritable(path, failure);
            }

            if (failure is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new WaException(ErrorCause.FileNotRead, $"The journal '{path}' cannot be read: {failure.Message}", inner: failure);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<JournalClaim> Claim(IReadOnlyList<JournalMessage> messages) => _memory.Claim(messages);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();
}
