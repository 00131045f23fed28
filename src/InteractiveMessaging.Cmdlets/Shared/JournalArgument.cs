using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What -Journal names: a file, or a place in a database.</summary>
/// <param name="cmdlet">The cmdlet at work.</param>
/// <param name="journal">What was given.</param>
/// <param name="credential">Who reads and writes the database; null leaves that to the address and to Npgsql's own sources.</param>
internal sealed class JournalArgument(PSCmdlet cmdlet, string journal, PSCredential? credential)
{
    /// <summary>Opens the journal for a run.</summary>
    /// <exception cref="WaException">It cannot be used.</exception>
    public IRunJournal Open(JournalHeader header, JournalOptions options) => Address() is { } address
        ? Databases.Open(address, header, options, credential)
        : RunJournal.Open(FilePath.Of(cmdlet, journal), header, options, TimeProvider.System);

    /// <summary>Looks at the journal as a run would find it.</summary>
    /// <exception cref="WaException">It cannot be read, or a run could not go on in it.</exception>
    public IJournalSnapshot Foresee(JournalHeader header, bool force) => Address() is { } address
        ? Databases.Foresee(address, header, force, credential)
        : JournalSnapshot.Open(FilePath.Of(cmdlet, journal), header, force);

    /// <summary>The address of a database; an error where a file is named.</summary>
    /// <param name="recommendation">What to do with a file.</param>
    /// <exception cref="WaException">It is not an address of a journal.</exception>
    public JournalAddress InDatabase(string recommendation) => Address() ?? throw new WaException(
        ErrorCause.BadInput,
        $"-Journal '{PrintableText.Quote(journal)}' is not in a database.",
        recommendation);

    /// <summary>The same for people, as target of an error; null where it could hold a password.</summary>
    public string? Shown
    {
        get
        {
            try
            {
                return JournalAddress.IsOne(journal) ? JournalAddress.Parse(journal).ToString() : journal;
            }
            catch (WaException)
            {
                return null;
            }
        }
    }

    private JournalAddress? Address()
    {
        if (JournalAddress.IsOne(journal))
        {
            return JournalAddress.Parse(journal);
        }

        return credential is null ? null : throw new WaException(
            ErrorCause.BadInput, "-JournalCredential is for a journal in a database, and -Journal names a file.",
            "Leave -JournalCredential out, or give -Journal as postgresql://user@host/database?journal=october.");
    }
}
