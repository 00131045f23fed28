using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Reads messages out of JSON: an interactive object, a text, or a whole request of any provider. A text that is not a whole document
/// is the first line of one, so that the lines of Get-Content work.
/// </summary>
[Cmdlet(VerbsData.ConvertFrom, "WaJson", DefaultParameterSetName = JsonSet)]
[OutputType(typeof(InteractiveMessage), typeof(TextMessage))]
public sealed class ConvertFromWaJsonCommand : WaCmdlet
{
    private const string JsonSet = "Json";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly List<string?> _lines = [];
    private bool _hasRead;

    /// <summary>The JSON, or its lines.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = JsonSet)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Json { get; set; }

    /// <summary>Files that hold JSON, one message each; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [SupportsWildcards]
    [NeverEmpty]
    public string?[]? Path { get; set; }

    /// <summary>The same for names with brackets: every character counts as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [NeverEmpty]
    public string?[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string? text in Json ?? [])
        {
            if (_lines.Count == 0 && text is not null && JsonText.IsWhole(text))
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
        if (ParameterSetName != JsonSet)
        {
            foreach (string file in InputFiles.Find(this, Path ?? LiteralPath ?? [], literal: ParameterSetName == LiteralPathSet))
            {
                if (InputFiles.ReadText(this, file) is { } text)
                {
                    Write(text, file);
                }
            }
        }
        else if (_lines.Count == 0 && !_hasRead)
        {
            WriteError(Errors.BadInput.Record(
                "-Json is missing.", recommendation: "Give JSON as the first argument, pipe it in, or name a file with -Path."));
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
}
