namespace InteractiveMessaging;

/// <summary>
/// One step of a rule's path: the name of a field or every element of a list, and what must be there for the path to go on.
/// </summary>
/// <param name="Name">The name of the field; <c>*</c> for every element.</param>
/// <param name="Condition">What must hold for the path to go on.</param>
/// <param name="Field">The field that the condition asks about; empty without one.</param>
/// <param name="Word">What that field says, or does not.</param>
internal sealed record RuleSegment(string Name, RuleCondition Condition, string Field, string Word)
{
    /// <summary>Whether it is every element of a list.</summary>
    public bool IsEach => Name == "*";

    /// <summary>Reads a step as a path has it.</summary>
    public static RuleSegment Parse(string text)
    {
        int mark = text.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
        {
            return new(text, RuleCondition.None, "", "");
        }

        string condition = text[(mark + 1)..];
        string[] sides = condition.Split(["!=", "="], StringSplitOptions.None);
        RuleCondition kind = sides.Length == 1
            ? RuleCondition.IsThere
            : condition.Contains('!', StringComparison.Ordinal)
            ? RuleCondition.SaysNot
            : RuleCondition.Says;
        return new(text[..mark], kind, sides[0], sides[^1]);
    }
}

/// <summary>When a path goes on behind a step.</summary>
internal enum RuleCondition
{
    /// <summary>Always.</summary>
    None,

    /// <summary>Where it is an object.</summary>
    IsThere,

    /// <summary>Where a field of it says a word.</summary>
    Says,

    /// <summary>Where a field of it does not.</summary>
    SaysNot,
}
