using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What -CountryCode and -International say of numbers without a plus.</summary>
internal static class NumberArgument
{
    /// <summary>How numbers are read, or a terminating error.</summary>
    public static NumberReading Reading(PSCmdlet cmdlet, string? countryCode, bool international)
    {
        if (countryCode is not null && international)
        {
            cmdlet.ThrowTerminatingError(Errors.BadInput.Record(
                "-CountryCode and -International contradict each other.",
                recommendation: "Use -CountryCode for national numbers, -International for complete ones."));
        }

        try
        {
            return countryCode is not null ? NumberReading.National(countryCode)
                : international ? NumberReading.International
                : NumberReading.Explicit;
        }
        catch (ArgumentException fault)
        {
            cmdlet.ThrowTerminatingError(Errors.BadInput.Record(fault.Message, countryCode));
            throw;
        }
    }
}
