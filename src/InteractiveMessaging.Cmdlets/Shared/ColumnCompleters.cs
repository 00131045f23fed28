using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Completes the name of a column, where the rows are known.</summary>
public sealed class ColumnCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return from column in KnownRows.ColumnsAt(commandAst)
               where column.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
               select new CompletionResult(KnownRows.Quoted(column), column, CompletionResultType.ParameterValue, column);
    }
}

/// <summary>Completes a placeholder at the end of a text, such as <c>'Hi {{Fi</c>, where the rows are known.</summary>
public sealed class PlaceholderCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // What was typed stays as it was typed, quotes within it too.
        char quote = wordToComplete is ['"', ..] ? '"' : '\'';
        string text = wordToComplete.Trim(quote);
        int open = text.LastIndexOf("{{", StringComparison.Ordinal);
        if (open < 0 || text.IndexOf("}}", open, StringComparison.Ordinal) >= 0)
        {
            return [];
        }

        return from column in KnownRows.ColumnsAt(commandAst)
               where column.StartsWith(text[(open + 2)..], StringComparison.OrdinalIgnoreCase)
               let whole = $"{quote}{text[..open]}{{{{{column}}}}}{quote}"
               select new CompletionResult(whole, column, CompletionResultType.ParameterValue, column);
    }
}

/// <summary>The rows that come down a pipeline, as far as they are known before it runs.</summary>
internal static class KnownRows
{
    /// <summary>The columns of the rows of the pipeline that the command stands in, or of one around that.</summary>
    public static IEnumerable<string> ColumnsAt(CommandAst command)
    {
        for (Ast ast = command; ast.Parent is not null; ast = ast.Parent)
        {
            if (ast.Parent is PipelineAst { PipelineElements: [var source, ..] }
                && source != ast && IsHarmless(source) && First(source) is { } row)
            {
                return new Row(row).Columns;
            }
        }

        return [];
    }

    /// <summary>A text as an argument.</summary>
    public static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // Nothing runs while somebody types, except to read a variable or the head of a CSV file that is named there.
    private static bool IsHarmless(CommandBaseAst source) => source switch
    {
        CommandExpressionAst { Expression: VariableExpressionAst } => true,
        CommandAst csv => csv.GetCommandName() is { } name
            && (name.Equals("Import-Csv", StringComparison.OrdinalIgnoreCase) || name.Equals("ipcsv", StringComparison.OrdinalIgnoreCase))
            && csv.CommandElements.All(element =>
                element is StringConstantExpressionAst or CommandParameterAst { Argument: null or StringConstantExpressionAst }),
        _ => false,
    };

    private static PSObject? First(CommandBaseAst source)
    {
        try
        {
            using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            string script = source.Extent.Text + " | Microsoft.PowerShell.Utility\\Select-Object -First 1";
            return shell.AddScript(script).Invoke().FirstOrDefault();
        }
        catch (RuntimeException)
        {
            return null; // no such variable or file: there is nothing to offer
        }
    }
}
