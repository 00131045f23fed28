using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How the builders read what comes down the pipeline: a bare text is the title, a row must have the columns.</summary>
internal static class BuilderInput
{
    /// <summary>The title of a button or list row; null after an error was written.</summary>
    public static string? Title(PSCmdlet cmdlet, PSObject? input, string? bound, InvocationInfo invocation)
    {
        if (input is null)
        {
            if (string.IsNullOrEmpty(bound))
            {
                cmdlet.ThrowTerminatingError(Errors.BadInput.Record(
                    "-Title is missing.", recommendation: "Give it as the first argument, or pipe texts or rows in."));
            }

            return bound;
        }

        Row row = new(input);
        if (row.Bare is { } text)
        {
            return text;
        }

        string? title = Cell(input, "Title", bound, invocation);
        if (title is null && !row.TryRead("Title", out _))
        {
            cmdlet.WriteError(Errors.MissingColumn.Record(row.Lacks("Title"), input));
            return null;
        }

        return title ?? "";
    }

    /// <summary>Emits what was built, unless one of its texts cannot be sent: that is an error.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="built">A message or a part of one.</param>
    /// <param name="mapTexts">Calls a function with every text in it.</param>
    public static void Emit(PSCmdlet cmdlet, object built, Action<Func<string, string>> mapTexts)
    {
        if (HalfCharacter.FaultIn(mapTexts) is { } fault)
        {
            cmdlet.WriteError(Errors.BadInput.Record(fault, built, HalfCharacter.Recommendation));
        }
        else
        {
            cmdlet.WriteObject(built);
        }
    }

    /// <summary>
    /// One value of a row: what was bound from it or given by name; a hashtable's keys, which do not bind by name, are read.
    /// </summary>
    public static string? Cell(PSObject? input, string name, string? bound, InvocationInfo invocation) =>
        input?.BaseObject is IDictionary && !invocation.BoundParameters.ContainsKey(name) && new Row(input).TryRead(name, out string? cell)
            ? cell
            : bound;
}
