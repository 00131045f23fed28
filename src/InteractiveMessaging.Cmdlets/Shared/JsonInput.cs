using System.Collections;
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
            Message message = MessageReader.Read(json);
            NoFiles(message);
            return message;
        }
        catch (WaException fault)
        {
            cmdlet.WriteError(Errors.Record(fault, target));
            return null;
        }
        catch (FormatException error)
        {
            cmdlet.WriteError(Errors.BadJson.Record(error.Message, target));
            return null;
        }
    }

    /// <summary>Refuses a message whose JSON names a file of this machine: JSON comes from elsewhere as a rule.</summary>
    /// <exception cref="WaException">It names one.</exception>
    public static void NoFiles(Message message)
    {
        if (FileLinks.Find(MessageWriter.Write(message)) is [var file, ..])
        {
            throw new WaException(
                ErrorCause.BadJson,
                $"{file.Pointer} names a file of this machine, '{PrintableText.Quote(FileLink.NameOf(file.Link))}', and JSON must not.",
                "Name the file with New-WaHeader or New-WaMediaMessage, or put an https link into the JSON.");
        }
    }

    /// <summary>Values as PowerShell has them, as JSON: tables and objects with properties become objects, lists become arrays.</summary>
    /// <exception cref="WaException">
    /// A value cannot be read or has no form in JSON, or the levels are too many; the message says where.
    /// </exception>
    public static JsonData ToJson(object? value) => ToJson(value, text => text);

    /// <summary>The same of what somebody else sent; half a character in a text becomes U+FFFD.</summary>
    /// <inheritdoc cref="ToJson(object)"/>
    public static JsonData ToForeignJson(object? value) => ToJson(value, text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static JsonData ToJson(object? value, Func<string, string> map)
    {
        try
        {
            return JsonData.FromValue(Unwrap(value, map, "", 0));
        }
        catch (ArgumentException fault)
        {
            throw new WaException(ErrorCause.BadInput, fault.Message, "Give texts, numbers, true or false, lists and hashtables.", fault);
        }
    }

    // The plain .NET values in what PowerShell has wrapped.
    private static object? Unwrap(object? value, Func<string, string> map, string path, int depth)
    {
        if (depth > JsonData.DeepestLevel)
        {
            throw new ArgumentException(JsonText.TooDeep(path));
        }

        return value switch
        {
            PSObject { BaseObject: PSCustomObject } row =>
                Fields(row.Properties, property => property.Name, property => property.Value, map, path, depth),
            PSObject wrapped => Unwrap(wrapped.BaseObject, map, path, depth),
            IDictionary fields =>
                Fields(fields.Keys.Cast<object>(), key => UserCode.Text(key, $"A key at {path}/"), key => fields[key], map, path, depth),
            string text => map(text),
            JsonData => value,
            IEnumerable items => UserCode.Read(() => items.Cast<object?>().ToList(), $"The list at {path}/")
                .Select((item, index) => Unwrap(item, map, $"{path}/{index}", depth + 1))
                .ToList(),
            _ => value,
        };
    }

    private static OrderedDictionary Fields<T>(
        IEnumerable<T> fields, Func<T, string> nameOf, Func<T, object?> valueOf, Func<string, string> map, string path, int depth)
    {
        OrderedDictionary values = [];
        foreach (T field in fields)
        {
            string name = nameOf(field);
            string place = JsonPointer.Append(path, name);
            if (values.Contains(name))
            {
                throw new ArgumentException($"Two keys are both {name} in JSON, at {place}; keep one.");
            }

            values.Add(name, Unwrap(UserCode.Read(() => valueOf(field), $"The value at {place}"), map, place, depth + 1));
        }

        return values;
    }
}
