using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>One row of the rule table: what must hold for one field of one type of message, and who says so.</summary>
/// <param name="Id">A stable id; a provider's row with the id of a common one takes its place.</param>
/// <param name="Types">The types it holds for, separated by spaces, or <c>*</c> for every interactive type.</param>
/// <param name="Path">The field: a JSON pointer into the interactive object in which <c>*</c> stands for every element of an array.</param>
/// <param name="Test">What must hold.</param>
/// <param name="Source">The document that says so.</param>
public sealed record Rule(string Id, string Types, string Path, RuleTest Test, string Source)
{
    /// <summary>Whether breaking it stops the message.</summary>
    public RuleSeverity Severity { get; init; } = RuleSeverity.Error;

    /// <summary>The usual way out, where there is one.</summary>
    public string? Recommendation { get; init; }

    internal string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    internal bool HoldsFor(string type) => Types == "*" ? type != "text" : Types.Split(' ').Contains(type);
}

/// <summary>A field that a rule looks at.</summary>
/// <param name="Path">The JSON pointer to it.</param>
/// <param name="Value">Its value; undefined where the field is not there.</param>
internal readonly record struct Field(string Path, JsonElement Value)
{
    public bool IsThere => Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
}

/// <summary>What one test found: where, the sentence, and what was there.</summary>
internal readonly record struct Finding(string Path, string Sentence, string? Actual = null, RuleSeverity? Severity = null);
