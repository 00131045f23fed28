using System.Management.Automation;
using System.Text.Json;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Callbacks as a parameter takes them, put together by message: files are read piece by piece, and only the index is kept.
/// </summary>
internal static class CallbackIndexArgument
{
    /// <summary>The callbacks. What cannot be read is an error and is left out.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="given">What was given.</param>
    /// <param name="keepsJson">Whether answers keep their JSON.</param>
    public static CallbackIndex Read(PSCmdlet cmdlet, IEnumerable<object?> given, bool keepsJson)
    {
        CallbackIndex index = new();
        foreach (object? one in given)
        {
            switch (Cell.Unwrap(one))
            {
                case FileInfo file:
                    AddFile(cmdlet, file.FullName, index, keepsJson);
                    break;
                case string path when !CallbackArgument.IsJson(path):
                    foreach (string file in InputFiles.FindEither(cmdlet, path))
                    {
                        AddFile(cmdlet, file, index, keepsJson);
                    }

                    break;
                default:
                    CallbackArgument.Read(cmdlet, [one]).ForEach(index.Add);
                    break;
            }
        }

        return index;
    }

    private static void AddFile(PSCmdlet cmdlet, string path, CallbackIndex index, bool keepsJson)
    {
        using FileStream? file = InputFiles.Open(cmdlet, path);
        if (file is null)
        {
            return;
        }

        try
        {
            foreach (WaCallback callback in CallbackPieces.Read(file).SelectMany(piece => piece))
            {
                index.Add(callback is WaReply reply ? Light(reply, keepsJson) : callback);
            }
        }
        catch (JsonException)
        {
            // One JSON text may stand on many lines; and an error is to name the line of the file. What counts twice does no harm.
            CallbackArgument.Read(cmdlet, [new FileInfo(path)]).ForEach(index.Add);
        }
        catch (IOException failure)
        {
            cmdlet.WriteError(Errors.FileNotRead.Record($"'{path}' cannot be read: {failure.Message}", path, inner: failure));
        }
    }

    // An answer as it was read holds on to the whole piece.
    private static WaReply Light(WaReply reply, bool keepsJson) =>
        keepsJson ? reply with { Json = reply.Json } : reply with { Source = CallbackJson.None };
}
