using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Reads the rate card of a run.</summary>
internal static class RateCardFile
{
    /// <summary>The card; null where none was given.</summary>
    /// <exception cref="WaException">The file is not there, cannot be read, or is not a rate card.</exception>
    public static RateCard? Read(PSCmdlet cmdlet, string? path)
    {
        if (path is null)
        {
            return null;
        }

        string file = FilePath.Of(cmdlet, path);
        try
        {
            return RateCard.Read(File.ReadAllText(file));
        }
        catch (FormatException fault)
        {
            throw new WaException(
                ErrorCause.BadInput, $"-RateCard {file}: {fault.Message}", "Give a rate card as Meta publishes it, saved as CSV.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WaException(ErrorCause.FileNotFound, $"There is no rate card '{file}'.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WaException(ErrorCause.FileNotRead, $"The rate card '{file}' cannot be read: {failure.Message}");
        }
    }
}
