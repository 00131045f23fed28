using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The error of a run that ended before its list did.</summary>
internal static class StopError
{
    /// <summary>Says why, and how it goes on.</summary>
    /// <param name="stopped">What stopped the run.</param>
    /// <param name="hasJournal">Whether the same command goes on where the run ended.</param>
    public static ErrorRecord Of(SendResult stopped, bool hasJournal)
    {
        ErrorKind kind = Errors.Of(stopped.Cause!.Value);
        if (kind == Errors.OutageStopped)
        {
            string next = hasJournal
                ? "run the same command again: it goes on where this run ended."
                : "send what is NotSent: $results | Where-Object Status -EQ NotSent | Send-WaMessage …. "
                    + "With -Journal the same command goes on.";
            return kind.Record(
                $"{stopped.Error} Nothing further was started; the rest is reported as NotSent.",
                stopped,
                $"See whether the provider is up (Test-WaProvider), then {next}");
        }

        string reason = kind == Errors.RunStopped ? $"{stopped.Provider} refuses the account: {stopped.Error}" : stopped.Error!;
        return kind.Record(
            $"{reason} Nothing further can succeed; what was not sent is reported as NotSent and can be sent later.",
            stopped,
            stopped.Recommendation);
    }
}
