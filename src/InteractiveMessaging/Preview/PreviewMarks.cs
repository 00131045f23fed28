using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Puts each violation to the part of the drawing it is about: the innermost part whose JSON pointer leads to it.</summary>
internal sealed class PreviewMarks
{
    private readonly ILookup<string, RuleViolation> _byPart;
    private readonly ILookup<string, RuleViolation> _byPath;

    public PreviewMarks(MessageView view, IReadOnlyList<RuleViolation> violations)
    {
        string[] parts = [.. view.Paths().Distinct()];
        _byPart = violations.ToLookup(
            violation => parts.Where(part => Leads(part, violation.Path)).MaxBy(part => part.Length) ?? view.Path);
        _byPath = violations.ToLookup(violation => violation.Path);
    }

    /// <summary>The violations of a part.</summary>
    public IEnumerable<RuleViolation> Of(string part) => _byPart[part];

    /// <summary>Where a text begins to be too long, in UTF-16 units; its end where it is not.</summary>
    public int OverAt(ViewText text)
    {
        int over = text.Text.Length;
        foreach (RuleViolation violation in _byPath[text.Path])
        {
            if (int.TryParse(violation.Limit, CultureInfo.InvariantCulture, out int limit))
            {
                over = Math.Min(over, text.Text.EnumerateRunes().Take(limit).Sum(rune => rune.Utf16SequenceLength));
            }
        }

        return over;
    }

    private static bool Leads(string part, string path) =>
        path.StartsWith(part, StringComparison.Ordinal) && (path.Length == part.Length || path[part.Length] == '/');
}
