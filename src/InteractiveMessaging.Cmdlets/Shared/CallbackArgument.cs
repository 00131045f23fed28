using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Callbacks as a parameter takes them: objects of ConvertFrom-WaCallback, files that hold some, or their JSON.</summary>
internal static class CallbackArgument
{
    /// <summary>The callbacks. What cannot be read is an error and is left out.</summary>
    public static List<WaCallback> Read(PSCmdlet cmdlet, IEnumerable<object?> given) =>
    [
        .. Each(cmdlet, given, (fault, target) => cmdlet.WriteError(Errors.Record(fault, target))).SelectMany(callbacks => callbacks),
    ];

    /// <summary>The callbacks, those of one file at a time, so that all of them need not be in memory at once.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="given">What was given.</param>
    /// <param name="refuse">Is told what cannot be read, and what that is. Where it returns, it is left out.</param>
    public static IEnumerable<List<WaCallback>> Each(
        PSCmdlet cmdlet, IEnumerable<object?> given, Action<WaException, object?> refuse)
    {
        foreach (object? one in given)
        {
            switch (Cell.Unwrap(one))
            {
                case object?[] more:
                    foreach (List<WaCallback> callbacks in Each(cmdlet, more, refuse))
                    {
                        yield return callbacks;
                    }

                    break;
                case WaCallback callback:
                    yield return [callback];
                    break;
                case FileInfo file:
                    yield return Try(() => OfFile(file.FullName), file.FullName, refuse) ?? [];
                    break;
                case string json when IsJson(json):
                    yield return Try(() => Parse(Encoding.UTF8.GetBytes(json)), null, refuse) ?? [];
                    break;
                case string path:
                    foreach (string file in Try(() => InputFiles.Either(cmdlet, path), path, refuse) ?? [])
                    {
                        yield return Try(() => OfFile(file), file, refuse) ?? [];
                    }

                    break;
                case var other:
                    refuse(
                        new WaException(
                            ErrorCause.BadInput,
                            other is null ? "$null is not a callback." : $"An object of the type {other.GetType().Name} is not a callback.",
                            "Give what ConvertFrom-WaCallback returns, or the path of a file that holds callbacks."),
                        one);
                    break;
            }
        }
    }

    /// <summary>The callbacks in a body; none after an error was written.</summary>
    public static List<WaCallback> Parse(PSCmdlet cmdlet, byte[] body, string? source) =>
        Try(() => Parse(body), source, (fault, target) => cmdlet.WriteError(Errors.Record(fault, target))) ?? [];

    /// <summary>Whether a text is JSON and not a path: no path begins so, though a wildcard may begin with one bracket.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{', ..] or ['[', '{' or '[' or '\n' or '\r' or ' ', ..];

    private static List<WaCallback> OfFile(string file) => Parse(InputFiles.Bytes(file));

    private static List<WaCallback> Parse(byte[] body)
    {
        try
        {
            return CallbackReader.Read(body);
        }
        catch (JsonException fault)
        {
            throw new WaException(ErrorCause.BadJson, $"This callback cannot be read as JSON: {fault.Message}", inner: fault);
        }
    }

    private static T? Try<T>(Func<T> read, object? target, Action<WaException, object?> refuse)
        where T : class
    {
        try
        {
            return read();
        }
        catch (WaException fault)
        {
            refuse(fault, target);
            return null;
        }
    }
}
