namespace InteractiveMessaging;

/// <summary>
/// Adds entries to a suppression file. Several processes may do so at once: each holds the file only while it looks for what is new and
/// writes it. What was added is on the disk when this returns.
/// </summary>
internal static class SuppressionWriter
{
    private const int LargestGroup = 1 << 18;
    private const int Tries = 300;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <summary>What would be added; the file need not be there, and stays as it is.</summary>
    /// <inheritdoc cref="Add"/>
    public static IReadOnlyList<SuppressionEntry> Foresee(string path, IReadOnlyList<SuppressionEvent> events, TimeProvider clock) =>
        New(File.Exists(path) || Directory.Exists(path) ? SuppressionFile.Open(path) : null, events, clock);

    /// <summary>Adds what is new, to a file that is made where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="events">What was said.</param>
    /// <param name="clock">The time of what has none.</param>
    /// <returns>The entries that were added.</returns>
    /// <exception cref="WaException">
    /// It cannot be written or is held by another process too long; or it is damaged, not a suppression file, or a newer one's.
    /// </exception>
    public static IReadOnlyList<SuppressionEntry> Add(string path, IReadOnlyList<SuppressionEvent> events, TimeProvider clock)
    {
        try
        {
            path = OwnFile.Target(path);

            // The long part of the reading is done before others are kept waiting.
            SuppressionFile? before = File.Exists(path) || Directory.Exists(path) ? SuppressionFile.Open(path) : null;
            using LockFile beside = Take(() => LockFile.TryTake(path), path);
            if (!File.Exists(path))
            {
                using LineWriter header = new(lastNumber: 0);
                SuppressionRecord.WriteHeader(header, clock.GetUtcNow());
                OwnFile.Make(path, header.Written, toDisk: true);
            }

            return AddLocked(path, before, events, clock);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unwritable(path, failure.Message, failure);
        }
    }

    private static IReadOnlyList<SuppressionEntry> AddLocked(
        string path, SuppressionFile? before, IReadOnlyList<SuppressionEvent> events, TimeProvider clock)
    {
        // Another name of the same file (a hard link) has another lock beside it.
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Take(() => NativeFile.TryLock(stream.SafeFileHandle) ? stream : null, path);
        try
        {
            SuppressionFile file = before ?? SuppressionFile.Open(path);
            file.Refresh();
            Mend(stream, file);
            IReadOnlyList<SuppressionEntry> added = New(file, events, clock);
            Write(stream, file, added);
            long line = file.LastNumber;
            return [.. added.Select(entry => entry with { Path = path, Line = ++line })];
        }
        finally
        {
            NativeFile.Unlock(stream.SafeFileHandle);
        }
    }

    private static IReadOnlyList<SuppressionEntry> New(SuppressionFile? file, IReadOnlyList<SuppressionEvent> events, TimeProvider clock)
    {
        Lazy<HashSet<string>> known = new(() =>
        {
            HashSet<string> asked = [.. events.Select(one => one.MessageId).OfType<string>().Select(LineWriter.Kept)];
            return file is null ? [] : [.. file.Entries().Select(entry => entry.MessageId).OfType<string>().Where(asked.Contains)];
        });
        SuppressionUpdate update = new(
            key => file?.Find(key) ?? default, id => known.Value.Contains(LineWriter.Kept(id)), clock.GetUtcNow());
        return [.. update.Add(events)];
    }

    // Cuts off what was torn, and ends a last line that lacks its line break.
    private static void Mend(FileStream stream, SuppressionFile file)
    {
        if (stream.Length > file.End)
        {
            RandomAccess.SetLength(stream.SafeFileHandle, file.End + file.Unended);
            if (file.Unended > 0)
            {
                RandomAccess.Write(stream.SafeFileHandle, "\n"u8, file.End + file.Unended);
            }

            file.Refresh();
        }
    }

    private static void Write(FileStream stream, SuppressionFile file, IReadOnlyList<SuppressionEntry> entries)
    {
        using LineWriter lines = new(file.LastNumber);
        long end = file.End;
        try
        {
            foreach (SuppressionEntry entry in entries)
            {
                SuppressionRecord.Write(lines, entry);
                if (lines.Written.Length >= LargestGroup)
                {
                    Flush();
                }
            }

            Flush();
            RandomAccess.FlushToDisk(stream.SafeFileHandle);
        }
        catch (IOException)
        {
            // What was written so far is not what was asked for; without it the file is as it was.
            RandomAccess.SetLength(stream.SafeFileHandle, file.End);
            throw;
        }

        void Flush()
        {
            RandomAccess.Write(stream.SafeFileHandle, lines.Written, end);
            end += lines.Written.Length;
            lines.Clear();
        }
    }

    private static T Take<T>(Func<T?> tryTake, string path)
        where T : class
    {
        for (int tries = 0; tries < Tries; tries++)
        {
            if (tryTake() is { } taken)
            {
                return taken;
            }

            Thread.Sleep(BetweenTries);
        }

        throw Unwritable(path, "another process holds it.", null);
    }

    private static WaException Unwritable(string path, string why, Exception? failure) => new(
        ErrorCause.SuppressionUnwritable,
        $"The suppression file '{path}' cannot be written: {why}",
        "Make sure that the folder exists, may be written and has room, then run the same command again: what is there already is not"
        + " added twice.",
        failure);
}
