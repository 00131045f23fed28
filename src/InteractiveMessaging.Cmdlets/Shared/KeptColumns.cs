using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The user's own columns beside ours: properties of the object in the pipeline, so that Export-Csv writes them.</summary>
internal static class KeptColumns
{
    /// <summary>A result with columns of the row that it was made from; a cell that is not there or cannot be read stays empty.</summary>
    public static PSObject Add(SendResult result, IEnumerable<string> columns)
    {
        PSObject kept = PSObject.AsPSObject(result);
        foreach (string column in columns.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            kept.Properties.Add(new PSNoteProperty(column, Read(result.Row as PSObject, column)));
        }

        return kept;
    }

    private static object? Read(PSObject? row, string column)
    {
        try
        {
            return row is not null && new Row(row).TryGet(column, out object? value) ? value : null;
        }
        catch (WaException)
        {
            return null; // the result says what is wrong with the row
        }
    }
}
