using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How the cmdlets open journals and report what is wrong with them.</summary>
internal static class Journals
{
    /// <summary>A journal, with an error where it is damaged; null after an error was written.</summary>
    public static JournalReader? Open(PSCmdlet cmdlet, string path, bool tellDamage)
    {
        JournalReader reader;
        try
        {
            reader = JournalReader.Open(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (JournalException fault)
        {
            cmdlet.WriteError(Record(fault, path));
            return null;
        }

        JournalSummary summary = reader.Summary;
        if (tellDamage && summary.Damage is [var first, ..])
        {
            string more = summary.Damage.Count > 1 ? $" {summary.Damage.Count - 1} more places are listed by -Summary." : "";
            cmdlet.WriteError(Errors.JournalDamaged.Record($"'{path}' is damaged; every line that is whole is read. {first}{more}", path));
        }

        if (summary.TornBytes > 0)
        {
            cmdlet.WriteVerbose($"'{path}' ends in {summary.TornBytes} bytes of a record that was never finished; the next run cuts them off.");
        }

        return reader;
    }

    /// <summary>The error record of an engine's error.</summary>
    public static ErrorRecord Record(JournalException fault, object target) =>
        (Errors.Find(fault.Id) ?? Errors.JournalUnwritable).Record(fault.Message, target, fault.Recommendation, fault);
}
