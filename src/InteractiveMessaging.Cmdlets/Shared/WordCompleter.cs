using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Offers the words of parameters that have few: those that the rules know.</summary>
public sealed class WordCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, string> Rules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FlowAction"] = "flow.action",
        ["FlowMode"] = "flow.mode",
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Rules.TryGetValue(parameterName, out string? rule) && RuleSet.Common[rule].Test is OneOf words
            ? words.Words.Where(word => word.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(word => new CompletionResult(word))
            : [];
}
