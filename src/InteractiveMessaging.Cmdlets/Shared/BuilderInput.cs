using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>How the builders read what comes down the pipeline: a bare text is the title, a row must have the columns.</summary>
internal static class BuilderInput
{
    /// <summary>Emits what was built, unless it cannot be sent and read again: that is an error.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="built">A message or a part of one.</param>
    /// <param name="mapTexts">Calls a function with every text in it.</param>
    public static void Emit(PSCmdlet cmdlet, object built, Action<Func<string, string>> mapTexts)
    {
        if (HalfCharacter.FaultIn(mapTexts) is { } half)
        {
            cmdlet.WriteError(Errors.BadInput.Record(half, built, HalfCharacter.Recommendation));
        }
        else if (built is Message message && UnreadableIn(message) is { } unreadable)
        {
            cmdlet.WriteError(Errors.BadInput.Record(unreadable, built));
        }
        else
        {
            cmdlet.WriteObject(built);
        }
    }

    // The levels of the whole message count: its values may be fine by themselves.
    private static string? UnreadableIn(Message message)
    {
        try
        {
            JsonText.Parse(Encoding.UTF8.GetString(MessageWriter.Write(message))).Dispose();
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>The values a builder needs, the title first; null after an error was written.</summary>
    /// <param name="cmdlet">The builder.</param>
    /// <param name="input">What came down the pipeline.</param>
    /// <param name="given">What stands in the command, by parameter; the first is the title.</param>
    public static string?[]? Read(PSCmdlet cmdlet, PSObject? input, params (string Parameter, string? Value)[] given)
    {
        if (input is null)
        {
            if (string.IsNullOrEmpty(given[0].Value))
            {
                cmdlet.ThrowTerminatingError(Errors.BadInput.Record(
                    "-Title is missing: what it says.", recommendation: "Give it as the first argument, or pipe texts or rows in."));
            }

            return [.. given.Select(one => one.Value)];
        }

        try
        {
            Row row = new(input);
            string?[] values = [.. given.Select(one => Read(cmdlet, row, one.Parameter, one.Value))];
            values[0] = row.Bare ?? values[0];
            return values[0] is not null || row.TryGet(given[0].Parameter, out _) ? values : throw row.Lacks(given[0].Parameter);
        }
        catch (WaException fault)
        {
            cmdlet.WriteError(Errors.Record(fault, input));
            return null;
        }
    }

    /// <summary>What stands in the command, or else in the row; null where it is in neither.</summary>
    /// <remarks>
    /// PowerShell binds no keys of hashtables by name, keeps what it bound from the row before, and ends the pipeline where a property
    /// throws. So the columns are read here.
    /// </remarks>
    /// <exception cref="WaException">The cell cannot be read.</exception>
    public static string? Read(PSCmdlet cmdlet, Row row, string parameter, string? given) =>
        !cmdlet.MyInvocation.BoundParameters.ContainsKey(parameter) && row.TryRead(parameter, out string? cell) ? cell : given;
}
