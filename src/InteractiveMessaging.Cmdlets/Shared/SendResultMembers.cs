using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Members that the type file puts on results.</summary>
public static class SendResultMembers
{
    /// <summary>The row a result was made from. Hidden, so that Export-Csv gives flat columns.</summary>
    public static object? GetRow(PSObject result) => (result?.BaseObject as SendResult)?.Row;

    /// <summary>
    /// The row that an object of the pipeline stands for: a result's own row, also where Import-Clixml read the result; else itself.
    /// </summary>
    internal static PSObject? RowOf(PSObject? input)
    {
        object? row = input?.BaseObject is SendResult result ? result.Row
            : input?.TypeNames.FirstOrDefault() == $"Deserialized.{typeof(SendResult).FullName}" ? input.Properties["Row"]?.Value
            : null;
        return row is null ? input : PSObject.AsPSObject(row);
    }
}
