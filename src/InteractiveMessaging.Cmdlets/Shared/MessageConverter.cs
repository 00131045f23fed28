using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes messages again out of what Import-Clixml and PowerShell's jobs read, by their JSON. The type file names it.</summary>
public sealed class MessageConverter : PSTypeConverter
{
    private const string Json = "Json";

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) =>
        sourceValue?.Properties[Json]?.Value is string
        && sourceValue.TypeNames.Any(name => name.StartsWith("Deserialized.InteractiveMessaging.", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        CanConvertFrom(PSObject.AsPSObject(sourceValue), destinationType);

    /// <inheritdoc/>
    public override object ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        try
        {
            Message message = MessageReader.Read((string)sourceValue.Properties[Json].Value);
            return destinationType == typeof(RowMessage) ? new RowMessage(message) : message;
        }
        catch (FormatException fault)
        {
            throw new PSInvalidCastException($"This is not a message that was exported: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom(PSObject.AsPSObject(sourceValue), destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new PSInvalidCastException("A message is not converted to anything else.");
}
