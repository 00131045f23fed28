using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Runs a script block for one row.</summary>
internal static class RowBlock
{
    /// <summary>What a block yields, as the beginning of a sentence.</summary>
    public static string ValueOf(string parameter) => $"What the block of {parameter} yields for this row";

    /// <summary>What the block yields, at least one object; null among several stays.</summary>
    /// <param name="block">The block.</param>
    /// <param name="parameter">The parameter it was given to, with its dash.</param>
    /// <param name="cause">The cause of the error when it yields nothing or throws.</param>
    /// <param name="row">The row, which the block sees as <c>$_</c>.</param>
    /// <exception cref="WaException">It yields nothing, or it throws.</exception>
    public static IReadOnlyList<object?> Run(ScriptBlock block, string parameter, ErrorCause cause, Row row)
    {
        List<object?> values = [];
        try
        {
            // Whatever goes wrong in the block is the row's error, not a line on the screen followed by half a value.
            List<PSVariable> variables = [new("_", row.Object), new("ErrorActionPreference", ActionPreference.Stop)];
            foreach (PSObject? value in block.InvokeWithContext(null, variables))
            {
                values.AddRange(Cell.Values(value));
            }
        }
        catch (LoopFlowException)
        {
            throw new WaException(
                cause,
                $"The block of {parameter} ended in break or continue for this row.",
                "Leave such rows out before: … | Where-Object { … } | Send-WaMessage.");
        }
        catch (RuntimeException fault) when (fault is not PipelineStoppedException)
        {
            string said = (fault as ActionPreferenceStopException)?.ErrorRecord.Exception.Message ?? fault.Message;
            throw new WaException(
                cause, $"The block of {parameter} threw for this row: {said}", "Correct the block; it sees the row as $_.");
        }

        if (values.TrueForAll(value => value is null))
        {
            throw new WaException(cause, $"The block of {parameter} yields nothing for this row{row.Having()}.",
                "Correct the name in the block, or leave such rows out before: … | Where-Object { … } | Send-WaMessage.");
        }

        return values;
    }
}
