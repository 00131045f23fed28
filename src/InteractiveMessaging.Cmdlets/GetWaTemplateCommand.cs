using System.Management.Automation;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Gets the definitions of templates from the account or from a file, and what a message must give each of them.
/// </summary>
[Cmdlet(VerbsCommon.Get, "WaTemplate", DefaultParameterSetName = AccountSet)]
[OutputType(typeof(TemplateDefinition))]
public sealed class GetWaTemplateCommand : WaCmdlet, IDisposable
{
    private const string AccountSet = "Account";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private const string OneShown = "InteractiveMessaging.TemplateDefinition#One";

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The names of templates; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    [NeverEmpty]
    public string[]? Name { get; set; }

    /// <summary>The connection, or its name, whose account is asked. Default: the one connected last in this runspace.</summary>
    [Parameter(ParameterSetName = AccountSet)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [NeverEmpty]
    public object? Connection { get; set; }

    /// <summary>Files with definitions, as Meta's API and Business Manager give them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Path { get; set; }

    /// <summary>The same for names with brackets: every character counts as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? LiteralPath { get; set; }

    /// <summary>The language, such as en_US. Default: all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateLanguageCompleter))]
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

    private string? One => Name is [var name] && !WildcardPattern.ContainsWildcardCharacters(name) ? name : null;

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (ParameterSetName == AccountSet)
        {
            WriteOfAccount(ConnectionArgument.Resolve(this, Connection));
            return;
        }

        foreach (string file in InputFiles.Find(this, Path ?? LiteralPath ?? [], literal: ParameterSetName != PathSet))
        {
            if (InputFiles.ReadBytes(this, file) is { } bytes)
            {
                Write(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), file);
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    private void WriteOfAccount(Connection connection)
    {
        string? one = One;
        try
        {
            TemplatePage found = Templates.Read(connection, one, Language, _stopping.Token);
            foreach (string fault in found.Faults)
            {
                WriteWarning($"A template could not be read. {fault}");
            }

            TemplateDefinition[] wanted = [.. found.Definitions.Where(IsWanted)];
            Write(wanted);
            if (one is not null && wanted.Length == 0)
            {
                string more = Language is null && Status is null && Category is null ? "" : " of this language, status and category";
                WriteError(Errors.BadInput.Record(
                    $"The account of {connection.Name} has no template '{PrintableText.Quote(one)}'{more}.",
                    one,
                    "Get-WaTemplate without a name lists all of them."));
            }
        }
        catch (WaException fault)
        {
            WriteError(Errors.Record(fault, connection));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Write(string json, string file)
    {
        try
        {
            Write([.. TemplateDefinition.Read(json, Refuse).Where(IsWanted)]);
        }
        catch (FormatException fault)
        {
            Refuse(fault);
        }

        // A broken entry costs itself, and not the others of the file.
        void Refuse(FormatException fault) => WriteError(Errors.BadJson.Record($"{file}: {fault.Message}", file));
    }

    // Several are a table; one that was asked for by its name is shown whole.
    private void Write(TemplateDefinition[] definitions)
    {
        if (One is not null && definitions is [var only])
        {
            PSObject shown = new(only);
            shown.TypeNames.Insert(0, OneShown);
            WriteObject(shown);
            return;
        }

        WriteObject(definitions, enumerateCollection: true);
    }

    private bool IsWanted(TemplateDefinition definition) =>
        (Name is null || Array.Exists(Name, name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(definition.Name)))
        && (definition.Language.Length == 0 || IsOf(Language, definition.Language))
        && IsOf(Status, definition.Status) && IsOf(Category, definition.Category);

    private static bool IsOf(string? wanted, string? found) => wanted is null || wanted.Equals(found, StringComparison.OrdinalIgnoreCase);
}
