using System.Management.Automation;
using System.Text.Json;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Callbacks as a parameter takes them: objects of ConvertFrom-WaCallback, or files that hold some.</summary>
internal static class CallbackArgument
{
    /// <summary>The callbacks. What cannot be read is an error and is left out.</summary>
    public static List<WaCallback> Read(PSCmdlet cmdlet, IEnumerable<object?> given)
    {
        List<WaCallback> callbacks = [];
        foreach (object? one in given)
        {
            switch (Cell.Unwrap(one))
            {
                case WaCallback callback:
                    callbacks.Add(callback);
                    break;
                case FileInfo file:
                    callbacks.AddRange(ReadFile(cmdlet, file.FullName));
                    break;
                case string path:
                    callbacks.AddRange(InputFiles.FindEither(cmdlet, path).SelectMany(file => ReadFile(cmdlet, file)));
                    break;
                case var other:
                    cmdlet.WriteError(Errors.BadInput.Record(
                        other is null ? "$null is not a callback." : $"An object of the type {other.GetType().Name} is not a callback.",
                        one,
                        "Give what ConvertFrom-WaCallback returns, or the path of a file that holds callbacks."));
                    break;
            }
        }

        return callbacks;
    }

    /// <summary>The callbacks in a body; none after an error was written.</summary>
    public static List<WaCallback> Parse(PSCmdlet cmdlet, byte[] body, string? source)
    {
        try
        {
            return CallbackReader.Read(body);
        }
        catch (JsonException fault)
        {
            cmdlet.WriteError(Errors.BadJson.Record($"This callback cannot be read as JSON: {fault.Message}", source));
            return [];
        }
    }

    private static List<WaCallback> ReadFile(PSCmdlet cmdlet, string file) =>
        InputFiles.ReadBytes(cmdlet, file) is { } body ? Parse(cmdlet, body, file) : [];
}
