using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Gets the definitions of templates from a file, and what a message must give each of them.</summary>
[Cmdlet(VerbsCommon.Get, "WaTemplate", DefaultParameterSetName = PathSet)]
[OutputType(typeof(TemplateDefinition))]
public sealed class GetWaTemplateCommand : WaCmdlet
{
    private const string PathSet = "Path";

    /// <summary>The names of templates; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [NeverEmpty]
    public string[]? Name { get; set; }

    /// <summary>Files with definitions, as Meta's API and Business Manager give them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Path { get; set; }

    /// <summary>The same for names with brackets: every character counts as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? LiteralPath { get; set; }

    /// <summary>The language, such as en_US. Default: all.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Language { get; set; }

    /// <summary>The status, such as APPROVED. Default: all.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Status { get; set; }

    /// <summary>The category: MARKETING, UTILITY or AUTHENTICATION. Default: all.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Category { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        foreach (string file in InputFiles.Find(this, Path ?? LiteralPath ?? [], literal: ParameterSetName != PathSet))
        {
            if (InputFiles.ReadBytes(this, file) is { } bytes)
            {
                Write(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), file);
            }
        }
    }

    private void Write(string json, string file)
    {
        try
        {
            WriteObject(TemplateDefinition.Read(json).Where(IsWanted), enumerateCollection: true);
        }
        catch (FormatException fault)
        {
            WriteError(Errors.BadJson.Record($"{file}: {fault.Message}", file));
        }
    }

    private bool IsWanted(TemplateDefinition definition) =>
        (Name is null || Array.Exists(Name, name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(definition.Name)))
        && IsOf(Language, definition.Language) && IsOf(Status, definition.Status) && IsOf(Category, definition.Category);

    private static bool IsOf(string? wanted, string? found) => wanted is null || wanted.Equals(found, StringComparison.OrdinalIgnoreCase);
}
