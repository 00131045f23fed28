using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How the cmdlets open journals and report what is wrong with them.</summary>
internal static class Journals
{
    /// <summary>The journals that these name: a place in a database stays as it is, all others are paths of files.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="find">Finds the files of a path.</param>
    public static IEnumerable<string> Find(IEnumerable<string?> given, Func<string?, IEnumerable<string>> find) =>
        given.SelectMany(name => JournalAddress.IsOne(name) ? [name!] : find(name));

    /// <summary>A journal, with an error where it is damaged; null after an error was written.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="file">The journal's file, or its address in a database.</param>
    /// <param name="credential">Who reads the database; null leaves that to the address and to Npgsql's own sources.</param>
    /// <param name="tellDamage">Whether damage is an error.</param>
    public static IJournalReader? Open(PSCmdlet cmdlet, string file, PSCredential? credential, bool tellDamage)
    {
        IJournalReader reader;
        JournalArgument journal = new(cmdlet, file, credential);
        try
        {
            reader = JournalAddress.IsOne(file) ? Databases.Read(JournalAddress.Parse(file), credential)
                : InputFiles.FolderFault(file) is { } folder ? throw folder
                : JournalReader.Open(file);
        }
        catch (WaException fault)
        {
            cmdlet.WriteError(Errors.Record(fault, journal.Shown));
            return null;
        }

        JournalSummary summary = reader.Summary;
        if (tellDamage && summary.Damage is [var first, ..])
        {
            string more = summary.Damage.Count > 1 ? $" {summary.Damage.Count - 1} more places are listed by -Summary." : "";
            cmdlet.WriteError(Errors.JournalDamaged.Record($"'{file}' is damaged; every line that is whole is read. {first}{more}", file));
        }

        if (summary.TornBytes > 0)
        {
            cmdlet.WriteVerbose(
                $"'{file}' ends in {summary.TornBytes} bytes of a record that was never finished; the next run cuts them off.");
        }

        return reader;
    }
}
