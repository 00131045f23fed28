using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>A message to be shown: as it was given, or filled from one row.</summary>
/// <param name="Message">The message.</param>
/// <param name="Label">Who gets it; null where there is no row.</param>
/// <param name="IsDraft">Whether placeholders are left in it.</param>
internal readonly record struct Rendering(Message Message, string? Label, bool IsDraft)
{
    private const int LongestLabel = 60;

    /// <summary>One for each row, or the message itself where there are none. What cannot be rendered is an error and costs that rendering.</summary>
    public static IEnumerable<Rendering> Of(PSCmdlet cmdlet, Message message, PSObject[]? rows)
    {
        MessageDraft? draft;
        try
        {
            draft = MessageDraft.Of(message);
        }
        catch (FormatException) when (rows is null)
        {
            draft = null; // shown as it stands; the check says what is wrong with it
        }
        catch (FormatException fault)
        {
            cmdlet.WriteError(Errors.MessageInvalid.Record(fault.Message, message));
            yield break;
        }

        if (draft is null || (rows is null && draft.Columns.Count > 0))
        {
            yield return new(message, null, IsDraft: true);
            yield break;
        }

        if (rows is null)
        {
            yield return new(draft.Render([]), null, IsDraft: false);
            yield break;
        }

        foreach (PSObject input in rows)
        {
            Row row = new(input);
            string?[] values = new string?[draft.Columns.Count];
            int missing = -1;
            for (int i = 0; i < values.Length && missing < 0; i++)
            {
                missing = row.TryRead(draft.Columns[i], out values[i]) ? -1 : i;
            }

            if (missing < 0)
            {
                yield return new(draft.Render(values), LabelOf(row), IsDraft: false);
            }
            else
            {
                cmdlet.WriteError(Errors.MissingColumn.Record(row.Lacks(draft.Columns[missing]), input));
            }
        }
    }

    /// <summary>What is wrong with it. In what was filled from a row, braces are what a cell said.</summary>
    public IReadOnlyList<RuleViolation> Check(Provider? provider) => IsDraft
        ? MessageCheck.Check(Message, provider)
        : MessageCheck.Check(Message, MessageWriter.Write(Message), provider?.RuleSet ?? RuleSet.Common);

    // The first two cells tell people apart: a name and a number, as a rule.
    private static string LabelOf(Row row)
    {
        if (row.Bare is { } text)
        {
            return text;
        }

        List<string> cells = [];
        foreach (string column in row.Columns)
        {
            if (cells.Count < 2 && row.TryRead(column, out string? cell) && !string.IsNullOrWhiteSpace(cell))
            {
                cells.Add(cell.Trim());
            }
        }

        string label = string.Join(" · ", cells);
        return label.Length <= LongestLabel ? label : label[..(char.IsHighSurrogate(label[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel)] + "…";
    }
}
