using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// What the cmdlets that compose a message or a part of one have in common: nothing is written after a fault, and what is built already
/// may come down the pipeline to be varied.
/// </summary>
public abstract class BuilderCmdlet : PSCmdlet
{
    private const int DeepestList = 8;

    /// <summary>Whether a fault was written.</summary>
    private protected bool IsFaulty { get; set; }

    /// <summary>
    /// What came down the pipeline, one by one: a list in a list is gone through. A custom object stays a PSObject. None after a fault.
    /// </summary>
    private protected List<object> Parts(object? input)
    {
        List<object> parts = [];
        try
        {
            Collect(input, parts, 0);
            return parts;
        }
        catch (WaException fault)
        {
            IsFaulty = true;
            WriteError(Errors.Record(fault, input));
            return [];
        }
    }

    /// <summary>What a parameter that takes several was given; a fault where one of them is empty, or there is none.</summary>
    private protected IReadOnlyList<T> Each<T>(T?[]? items, string parameter)
        where T : class
    {
        if (!IsNamed(parameter))
        {
            return [];
        }

        int empty = items is null or [] ? 0 : Array.FindIndex(items, NeverEmptyAttribute.IsEmpty) + 1;
        if (items is { Length: > 0 } && empty == 0)
        {
            return items!;
        }

        Fault(
            empty == 0 || items!.Length == 1 ? $"-{parameter} is empty." : $"-{parameter} is empty at place {empty} of {items.Length}.",
            $"Give -{parameter} one value or several, none of them empty, or leave it out.",
            items);
        return [];
    }

    /// <summary>What to call an object that cannot be used.</summary>
    private protected static string NameOf(object part) => part is PSObject ? "A row" : $"An object of the type {part.GetType().Name}";

    /// <summary>What is varied, or one null for what is made from nothing; none after a fault.</summary>
    private protected IEnumerable<T?> ToVary<T>(IReadOnlyCollection<T> piped)
        where T : class => IsFaulty ? [] : piped.Select(part => (T?)part).DefaultIfEmpty();

    /// <summary>An optional text; PowerShell makes an empty one of $null, so one that is empty was not given.</summary>
    private protected static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>Whether the parameter stands in the command, be it with nothing.</summary>
    private protected bool IsNamed(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The parameter's value where it stands in the command; else what was there before.</summary>
    private protected string? Or(string? before, string? value, string parameter) => IsNamed(parameter) ? Given(value) : before;

    /// <summary>A value there must be; a fault where it is not.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="meaning">What it is, with its limit.</param>
    private protected string Needed(string? value, string parameter, string meaning)
    {
        if (value is null)
        {
            Fault($"-{parameter} is missing: {meaning}.", $"Give it with -{parameter}.");
        }

        return value ?? "";
    }

    // A list that holds itself has no end.
    private static void Collect(object? input, List<object> parts, int depth)
    {
        object? value = Cell.Unwrap(input);
        switch (value)
        {
            case null:
                break;
            case IEnumerable when depth == DeepestList && value is not (string or IDictionary):
                throw new WaException(ErrorCause.BadInput, $"More than {DeepestList} lists hold each other.", "Give one list.");
            case IEnumerable items and not string and not IDictionary:
                foreach (object? item in UserCode.Read(() => items.Cast<object?>().ToList(), "This list"))
                {
                    Collect(item, parts, depth + 1);
                }

                break;
            default:
                parts.Add(value);
                break;
        }
    }

    /// <summary>Writes the error of a value that cannot be used.</summary>
    private protected void Fault(string message, string recommendation, object? target = null)
    {
        IsFaulty = true;
        WriteError(Errors.BadInput.Record(message, target, recommendation));
    }

    /// <summary>
    /// A header with media. A value that names a file of this machine becomes a link to it; that there is none is a fault, and what it is
    /// the rules say.
    /// </summary>
    /// <param name="type"><c>image</c>, <c>video</c>, <c>document</c> or <c>audio</c>.</param>
    /// <param name="source">A link, the id of uploaded media, or the path of a file.</param>
    /// <param name="isCell">Whether a row says so: what came in with a list must not choose which file of this machine is sent.</param>
    private protected Header Media(string type, string source, bool isCell = false)
    {
        if (!Header.NamesFile(source))
        {
            return Header.OfMedia(type, source);
        }

        bool hasPlaceholder = source.Contains("{{", StringComparison.Ordinal);
        if (isCell || hasPlaceholder)
        {
            Fault(
                $"'{PrintableText.Quote(source)}' names a file of this machine, and {(isCell ? "stands in a row" : "has a placeholder")}: "
                + "a row cannot choose which file is sent.",
                "Give the address that the file can be fetched from, or the id that Publish-WaMedia returns for it.",
                source);
            return Header.OfMedia(type, source);
        }

        try
        {
            string file = FileLink.Is(source) ? FileLink.PathOf(source) : FilePath.Of(this, source);
            if (InputFiles.FolderFault(file) is { } folder)
            {
                throw folder;
            }

            Header named = Header.OfMedia(type, File.Exists(file) ? FileLink.Of(file) : throw new WaException(
                ErrorCause.FileNotFound, $"There is no file '{source}'.", "Check the path. A link begins with https://."));
            return type == "document" ? named with { FileName = System.IO.Path.GetFileName(file) } : named;
        }
        catch (WaException fault)
        {
            IsFaulty = true;
            WriteError(Errors.Record(fault, source));
            return Header.OfMedia(type, source);
        }
    }
}
