using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Reads messages out of JSON: an interactive object, a text, or a whole request of any provider. A text that is no whole document
/// is the first line of one, so that the lines of Get-Content work.
/// </summary>
[Cmdlet(VerbsData.ConvertFrom, "WaJson", DefaultParameterSetName = "Json")]
[OutputType(typeof(InteractiveMessage), typeof(TextMessage))]
public sealed class ConvertFromWaJsonCommand : PSCmdlet
{
    private readonly List<string> _lines = [];
    private bool _hasRead;

    /// <summary>The JSON, or its lines.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Json")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? Json { get; set; }

    /// <summary>A file that holds the JSON.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Alias("PSPath")]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in Json ?? [])
        {
            if (_lines.Count == 0 && JsonText.IsWhole(text))
            {
                _hasRead = true;
                Write(text, text);
            }
            else
            {
                _lines.Add(text);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == "Path")
        {
            if (ReadFile() is { } text)
            {
                Write(text, Path!);
            }
        }
        else if (_lines.Count == 0 && !_hasRead)
        {
            WriteError(Errors.BadInput.Record("-Json is missing.", recommendation: "Give JSON as the first argument, pipe it in, or name a file with -Path."));
        }
        else if (!_hasRead || _lines.Any(line => !string.IsNullOrWhiteSpace(line)))
        {
            string text = string.Join('\n', _lines);
            Write(text, text);
        }
    }

    private void Write(string text, string target)
    {
        if (JsonInput.Read(this, text, target) is { } message)
        {
            WriteObject(message);
        }
    }

    private string? ReadFile()
    {
        try
        {
            return File.ReadAllText(GetUnresolvedProviderPathFromPSPath(Path), Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            WriteError(Errors.BadInput.Record($"'{Path}' cannot be read: {error.Message}", Path, "Name a file that is there."));
            return null;
        }
    }
}
