using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Callbacks as a parameter takes them: objects of ConvertFrom-WaCallback, files that hold some, or their JSON.</summary>
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
                case string json when IsJson(json):
                    callbacks.AddRange(Parse(cmdlet, Encoding.UTF8.GetBytes(json), null));
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

    // No path begins so; a wildcard may begin with one bracket.
    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{', ..] or ['[', '{' or '[' or '\n' or '\r' or ' ', ..];

    private static List<WaCallback> ReadFile(PSCmdlet cmdlet, string file) =>
        InputFiles.ReadBytes(cmdlet, file) is { } body ? Parse(cmdlet, body, file) : [];
}
