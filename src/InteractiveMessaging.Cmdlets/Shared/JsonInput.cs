using System.Collections.Specialized;
using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What cmdlets do with JSON that comes in, and with values that shall become JSON.</summary>
internal static class JsonInput
{
    /// <summary>Reads a message; null after an error was written.</summary>
    public static Message? Read(PSCmdlet cmdlet, string json, object? target)
    {
        try
        {
            return MessageReader.Read(json);
        }
        catch (FormatException error)
        {
            cmdlet.WriteError(Errors.BadJson.Record(error.Message, target));
            return null;
        }
    }

    /// <summary>JSON of what a script gave; custom objects become objects.</summary>
    /// <exception cref="ArgumentException">A value cannot stand in JSON: what and where.</exception>
    public static JsonData FromValue(object? value) => JsonData.FromValue(value, Plain);

    /// <summary>JSON of what somebody else sent; half a character in a text becomes U+FFFD.</summary>
    /// <inheritdoc cref="FromValue"/>
    public static JsonData FromForeign(object? value) =>
        JsonData.FromValue(value, item => Plain(item) is var plain && plain is string text ? Mended(text) : plain);

    // What PowerShell has wrapped; what is in it is not looked at yet, since a table that holds itself has no end.
    private static object? Plain(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } row => Fields(row),
        PSObject wrapped => Plain(wrapped.BaseObject),
        _ => value,
    };

    private static string Mended(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static OrderedDictionary Fields(PSObject row)
    {
        OrderedDictionary fields = [];
        foreach (PSPropertyInfo property in row.Properties)
        {
            try
            {
                fields.Add(property.Name, property.Value);
            }
            catch (RuntimeException failure)
            {
                throw new ArgumentException($"The property {property.Name} cannot be read: {failure.Message}", failure);
            }
        }

        return fields;
    }
}
