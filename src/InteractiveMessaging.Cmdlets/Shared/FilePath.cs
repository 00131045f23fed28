using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Turns paths as PowerShell takes them (relative, with drives and wildcards) into paths of the file system.</summary>
internal static class FilePath
{
    /// <summary>The path of one file, which need not be there. Wildcards are ordinary characters.</summary>
    /// <exception cref="WaException">It is empty, or not a path of the file system.</exception>
    public static string Of(PSCmdlet cmdlet, string? path) => Resolved(path, given =>
    {
        string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _);
        return ([file], provider);
    })[0];

    /// <summary>The paths of all files that match; at least one.</summary>
    /// <exception cref="WaException">There is none, or it is not a path of the file system.</exception>
    public static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string? path)
    {
        IReadOnlyList<string> files = Resolved(path, given => (cmdlet.GetResolvedProviderPathFromPSPath(given, out ProviderInfo provider), provider));
        return files.Count > 0 ? files : throw new WaException(ErrorCause.FileNotFound, $"No file matches '{path}'.");
    }

    /// <summary>The path of the one file to write, or a terminating error.</summary>
    public static string ToWrite(PSCmdlet cmdlet, string path)
    {
        try
        {
            return path.AsSpan().IndexOfAny('*', '?') < 0 ? Of(cmdlet, path) : throw new WaException(
                ErrorCause.BadInput, $"'{path}' holds a wildcard, and one file is written.", "Give the name of one file.");
        }
        catch (WaException fault)
        {
            cmdlet.ThrowTerminatingError(Errors.Record(fault, path));
            throw;
        }
    }

    /// <summary>A file that was written, as Get-Item returns it.</summary>
    public static PSObject Item(PSCmdlet cmdlet, string file) =>
        cmdlet.InvokeProvider.Item.Get([$"FileSystem::{file}"], force: true, literalPath: true)[0];

    private static IReadOnlyList<string> Resolved(string? path, Func<string, (IReadOnlyList<string> Files, ProviderInfo Provider)> resolve)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new WaException(ErrorCause.BadInput, "A path is empty, or holds a character that no path can hold.");
        }

        try
        {
            (IReadOnlyList<string> files, ProviderInfo provider) = resolve(path);
            return provider.Name == "FileSystem" ? files : throw new WaException(
                ErrorCause.BadInput,
                $"'{path}' is not a file: it belongs to PowerShell's provider {provider.Name}.",
                "Give a path of the file system.");
        }
        catch (Exception fault) when (fault is ItemNotFoundException or System.Management.Automation.DriveNotFoundException)
        {
            throw new WaException(ErrorCause.FileNotFound, $"There is no file '{path}'.", inner: fault);
        }
        catch (Exception fault) when (IsAboutPath(fault))
        {
            throw new WaException(ErrorCause.BadInput, $"'{path}' is not a path of a file: {fault.Message}", "Give a path of the file system.", fault);
        }
    }

    private static bool IsAboutPath(Exception fault) => fault is not PipelineStoppedException
        && fault is RuntimeException or ArgumentException or InvalidOperationException or NotSupportedException or IOException or UnauthorizedAccessException;
}
