using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

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

    /// <summary>The plain .NET values in what PowerShell has wrapped; custom objects become dictionaries.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } row => Fields(row.Properties.Select(property => (property.Name, (object?)property.Value))),
        PSObject wrapped => Unwrap(wrapped.BaseObject),
        IDictionary fields => Fields(fields.Cast<DictionaryEntry>().Select(field => (LanguagePrimitives.ConvertTo<string>(field.Key), field.Value))),
        string => value,
        IEnumerable items when value is not JsonData => items.Cast<object?>().Select(Unwrap).ToList(),
        _ => value,
    };

    private static OrderedDictionary Fields(IEnumerable<(string Name, object? Value)> fields)
    {
        OrderedDictionary values = [];
        foreach ((string name, object? value) in fields)
        {
            values.Add(name, Unwrap(value));
        }

        return values;
    }
}
