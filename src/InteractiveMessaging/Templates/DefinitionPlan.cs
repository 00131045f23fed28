using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// Which rows of a draft surely keep to the definition of its template. Nearly all of a definition is kept by every row or by none; what a
/// row can change are lengths, so it is enough to know how long its cells may be. Whatever it has a doubt about is checked as a whole.
/// </summary>
internal sealed class DefinitionPlan
{
    // No character makes more of a length: it is one in a text, and nine in an address.
    private const char Longest = '€';

    private static readonly int[] Lengths = [500, 200, 100, 50, 25];

    private readonly int _longest;
    private readonly string _beginnings;

    private DefinitionPlan(int longest, string beginnings) => (_longest, _beginnings) = (longest, beginnings);

    /// <summary>The plan of a draft; null where every row of it is checked as a whole.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="adapt">What becomes of a message once it is filled, its definition included.</param>
    public static DefinitionPlan? Of(MessageDraft draft, Func<Message, Message> adapt)
    {
        if (adapt(draft.Fill((_, _) => DraftJson.Sign)) is not TemplateMessage marked
            || TemplateDefinition.Of(marked) is not { } definition)
        {
            return null;
        }

        TemplateDefinition[] parts = [definition, .. definition.Cards];
        ValueList<TemplateComponent>[] given =
            [marked.Components, .. marked.Components.SelectMany(component => component.Cards).Select(card => card.Components)];

        // Codes are compared with each other, and an offer ends.
        if (parts.Any(part => part.IsCode || part.OfferExpires is true) || IsElsewhere(marked) || !given.All(AreAddressesSigned))
        {
            return null;
        }

        string beginnings = string.Concat(parts.SelectMany(part => part.Buttons)
            .Where(button => button.SubType == "url" && button.Address.Literal.Length > 0)
            .Select(button => button.Address.Literal[0]).Distinct());
        return beginnings.All(char.IsAsciiLetter) && Array.Find(Lengths, IsKept) is > 0 and int longest
            ? new(longest, beginnings)
            : null;

        bool IsKept(int length) => TemplateCheck.Check(
            adapt(draft.Fill((_, fallback) => new(Longest, Math.Max(length, fallback?.Length ?? 0)))), TimeProvider.System).Count == 0;
    }

    /// <summary>Whether the message of a row surely keeps to the definition.</summary>
    /// <param name="cells">One value for each of the draft's placeholders; null counts as empty.</param>
    public bool Holds(ReadOnlySpan<string?> cells)
    {
        foreach (string? cell in cells)
        {
            if (cell?.Length > _longest || (_beginnings.Length > 0 && MayBegin(cell)))
            {
                return false;
            }
        }

        return true;
    }

    // A whole address may be given for what only stands behind its beginning. Where a cell is empty, something else is what begins.
    private bool MayBegin(string? cell) =>
        string.IsNullOrWhiteSpace(cell) || _beginnings.Contains(cell[0], StringComparison.OrdinalIgnoreCase);

    // What is filled in may be more than a text: a file, an amount, the name of a value.
    private static bool IsElsewhere(TemplateMessage marked)
    {
        TemplateMessage rest = marked with { Components = WithoutTexts(marked.Components) };
        return DraftJson.IsMarked(Encoding.UTF8.GetString(MessageWriter.Write(rest)));
    }

    private static ValueList<TemplateComponent> WithoutTexts(ValueList<TemplateComponent> components) =>
    [
        .. components.Select(component => component with
        {
            Parameters = [.. component.Parameters.Select(parameter => IsText(parameter) ? parameter with { Text = "" } : parameter)],
            Cards = [.. component.Cards.Select(card => card with { Components = WithoutTexts(card.Components) })],
        }),
    ];

    private static bool IsText(TemplateParameter parameter) => parameter is { Type: "text" or "payload", Value: null };

    // What stands before the first cell could be the beginning of the address, with what the cell adds to it.
    private static bool AreAddressesSigned(ValueList<TemplateComponent> components) => components
        .Where(component => "url".Equals(component.SubType, StringComparison.OrdinalIgnoreCase))
        .SelectMany(component => component.Parameters)
        .All(parameter => parameter.Text?.IndexOf(DraftJson.Sign, StringComparison.Ordinal) is not > 0);
}
