using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How the cmdlets open journals and report what is wrong with them.</summary>
internal static class Journals
{
    /// <summary>A journal, with an error where it is damaged; null after an error was written.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="file">The journal's file.</param>
    /// <param name="tellDamage">Whether damage is an error.</param>
    public static IJournalReader? Open(PSCmdlet cmdlet, string file, bool tellDamage)
    {
        JournalReader reader;
        try
        {
            reader = InputFiles.FolderFault(file) is { } folder ? throw folder : JournalReader.Open(file);
        }
        catch (WaException fault)
        {
            cmdlet.WriteError(Errors.Record(fault, file));
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
