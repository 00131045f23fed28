using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How the builders read what comes down the pipeline: a bare text is the title, a row must have the columns.</summary>
internal static class BuilderInput
{
    /// <summary>Emits what was built, unless one of its texts cannot be sent: that is an error.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="built">A message or a part of one.</param>
    /// <param name="mapTexts">Calls a function with every text in it.</param>
    public static void Emit(PSCmdlet cmdlet, object built, Action<Func<string, string>> mapTexts)
    {
        if (HalfCharacter.FaultIn(mapTexts) is { } half)
        {
            cmdlet.WriteError(Errors.BadInput.Record(half, built, HalfCharacter.Recommendation));
        }
        else
        {
            cmdlet.WriteObject(built);
        }
    }

    /// <summary>The values a builder needs, the title first; null after an error was written.</summary>
    /// <param name="cmdlet">The builder.</param>
    /// <param name="input">What came down the pipeline.</param>
    /// <param name="bound">What was given by name or bound from the row, by parameter; the first is the title.</param>
    public static string?[]? Read(PSCmdlet cmdlet, PSObject? input, params (string Parameter, string? Value)[] bound)
    {
        if (input is null)
        {
            if (string.IsNullOrEmpty(bound[0].Value))
            {
                cmdlet.ThrowTerminatingError(Errors.BadInput.Record(
                    "-Title is missing: what it says.", recommendation: "Give it as the first argument, or pipe texts or rows in."));
            }

            return [.. bound.Select(one => one.Value)];
        }

        try
        {
            Row row = new(input);
            string?[] values = [.. bound.Select(one => Cell(cmdlet, row, input, one.Parameter, one.Value))];
            values[0] = UserCode.Read(() => row.Bare, "This value") ?? values[0];
            if (values[0] is not null || UserCode.Read(() => row.TryRead(bound[0].Parameter, out _), "This row"))
            {
                return values;
            }

            cmdlet.WriteError(Errors.Record(UserCode.Read(() => row.Lacks(bound[0].Parameter), "This row"), input));
        }
        catch (WaException fault)
        {
            cmdlet.WriteError(Errors.Record(fault, input));
        }

        return null;
    }

    // What was bound from the row or given by name; a hashtable's keys, which do not bind by name, are read.
    private static string? Cell(PSCmdlet cmdlet, Row row, PSObject input, string parameter, string? bound)
    {
        if (input.BaseObject is not IDictionary || cmdlet.MyInvocation.BoundParameters.ContainsKey(parameter))
        {
            return bound;
        }

        return UserCode.Read(() => row.TryRead(parameter, out string? cell) ? cell : bound, $"The {parameter} of this row");
    }
}
