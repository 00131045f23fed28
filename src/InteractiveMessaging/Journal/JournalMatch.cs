using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>Whether a run may go on in a journal: rows are told apart by what the runs before it named them by.</summary>
internal static class JournalMatch
{
    /// <summary>Reads a journal that a run is to go on in.</summary>
    /// <exception cref="WaException">
    /// It is damaged before its end, it is not a journal or a newer one's, or the key column, the message or the connection is another one.
    /// </exception>
    public static JournalIndex Load(SafeFileHandle file, string path, long length, JournalHeader header, bool force)
    {
        JournalIndex index = JournalIndex.Load(file, path, length);
        if (index.Damage is [var damage, ..])
        {
            throw new WaException(
                ErrorCause.JournalDamaged,
                $"'{path}' is damaged, so what was sent is not known for sure. {damage}",
                "Restore the file from a copy. Get-WaJournal still reads every line that is whole: what it lists as Accepted was sent.");
        }

        if (index.Runs is [.., var last])
        {
            Check(path, last, index.Drafts, header, force);
        }

        return index;
    }

    /// <summary>Checks a run against the one before it.</summary>
    /// <param name="path">What the journal is called.</param>
    /// <param name="last">The last run.</param>
    /// <param name="drafts">The drafts that all runs used.</param>
    /// <param name="header">The run that is to go on.</param>
    /// <param name="force">Whether it may go on with another connection, or with another message for the same keys.</param>
    /// <exception cref="WaException">The key column, the message or the connection is another one.</exception>
    public static void Check(string path, JournalRun last, JournalDrafts drafts, JournalHeader header, bool force)
    {
        if (!IsSame(last.KeyColumn, header.KeyColumn))
        {
            throw new WaException(
                ErrorCause.JournalKeyDiffers,
                $"'{path}' names its rows by {Name(last.KeyColumn)}, this run by {Name(header.KeyColumn)}: no row would be found again.",
                (last.KeyColumn is null ? "Leave -Key out" : $"Use -Key {last.KeyColumn}") + " as before, or use another journal.");
        }

        // Where rows choose their message, each one is looked at when it comes.
        bool known = header.Draft is null || drafts.Count == 0 || drafts.Contains(header.Draft);
        if (!known && header.KeyColumn is null)
        {
            throw new WaException(
                ErrorCause.JournalMessageDiffers,
                $"'{path}' was made with another message. Its rows are named by recipient and text, so everybody would be sent this one.",
                "Run it with the message as it was to finish that run, or use another journal for the new message.");
        }

        if (force)
        {
            return;
        }

        if (header is { Draft: not null, KeyColumn: null } && drafts.Count > 1)
        {
            throw new WaException(
                ErrorCause.JournalMessageDiffers,
                $"'{path}' was made with several messages, of which this is one: who has another one would get this as well.",
                "Choose each row's message as before, with -Message { … }, or use another journal, or -JournalForce to send this one to "
                + "everybody who does not have it.");
        }

        if (!known)
        {
            throw new WaException(
                ErrorCause.JournalMessageDiffers,
                $"'{path}' was made with another message.",
                "Use another journal to send it to everybody, or -JournalForce to send it to those whose"
                + $" {header.KeyColumn} is not settled yet.");
        }

        CheckConnection(path, last, header);
    }

    private static void CheckConnection(string path, JournalRun last, JournalHeader header)
    {
        if (!IsSame(last.Connection, header.Connection) || last.Provider != header.Provider || !IsSame(last.Host, header.Host))
        {
            throw Differs(
                $"the connection {last.Connection} ({last.Provider}, {last.Host}),"
                + $" this run uses {header.Connection} ({header.Provider}, {header.Host})",
                !IsSame(last.Connection, header.Connection) ? $"Use -Connection {last.Connection}" : $"Connect to {last.Host} as before");
        }

        if (last.Account != header.Account)
        {
            throw Differs($"another account or address of {last.Provider}", $"Connect {last.Connection} as before");
        }

        WaException Differs(string what, string recommendation) => new(
            ErrorCause.JournalConnectionDiffers,
            $"'{path}' was made with {what}.",
            $"{recommendation}, or use another journal, or -JournalForce to send what is not settled yet over {header.Connection}.");
    }

    // Names of columns, connections and hosts do not tell upper from lower case.
    private static bool IsSame(string? name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static string Name(string? keyColumn) => keyColumn is null ? "recipient and message" : $"the key {keyColumn}";
}
