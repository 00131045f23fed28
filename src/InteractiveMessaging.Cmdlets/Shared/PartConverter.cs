using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Makes buttons and rows of lists out of hashtables and rows with a Title, wherever one is wanted. The type file names it.
/// </summary>
public sealed class PartConverter : PSTypeConverter
{
    private const string Title = nameof(ReplyButton.Title);

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) =>
        sourceValue?.BaseObject is IDictionary or PSCustomObject;

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        CanConvertFrom(PSObject.AsPSObject(sourceValue), destinationType);

    /// <inheritdoc/>
    public override object ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        try
        {
            Row row = new(sourceValue);
            string title = row.TryRead(Title, out string? text) ? text ?? "" : throw row.Lacks(Title);
            string id = Given(row, nameof(ReplyButton.Id)) ?? title;
            return destinationType == typeof(ListRow)
                ? new ListRow(title, id, Given(row, nameof(ListRow.Description)))
                : new ReplyButton(title, id);
        }
        catch (WaException fault)
        {
            throw new PSInvalidCastException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom(PSObject.AsPSObject(sourceValue), destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new PSInvalidCastException("A part of a message is not converted to anything else.");

    private static string? Given(Row row, string column) =>
        row.TryRead(column, out string? cell) && !string.IsNullOrEmpty(cell) ? cell : null;
}
