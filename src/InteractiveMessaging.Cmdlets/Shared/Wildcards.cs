using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Names as parameters take them: wildcards are allowed, and upper and lower case are the same.</summary>
internal static class Wildcards
{
    /// <summary>The pattern, or a terminating error where it is none, such as one with a bracket that is not closed.</summary>
    public static WildcardPattern Of(PSCmdlet cmdlet, string pattern, string parameter)
    {
        WildcardPattern wanted = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        try
        {
            wanted.IsMatch(""); // it is read when it is first used
        }
        catch (WildcardPatternException fault)
        {
            cmdlet.ThrowTerminatingError(Errors.BadInput.Record(
                $"-{parameter} '{pattern}' is not a pattern: {fault.Message}",
                pattern,
                "Write `[ for a bracket that means itself.",
                fault));
        }

        return wanted;
    }
}
