using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>A message to be shown: as it was given, or filled from one row.</summary>
/// <param name="Message">The message.</param>
/// <param name="Label">Who gets it; null where there is no row.</param>
/// <param name="IsDraft">Whether placeholders are left in it.</param>
/// <param name="RowNumber">The number of the row, from 1; 0 where there is none.</param>
internal readonly record struct Rendering(Message Message, string? Label, bool IsDraft, int RowNumber = 0)
{
    private const int LongestLabel = 60;

    /// <summary>The message before it was filled from a row; null where no row filled it.</summary>
    public Message? Composed { get; init; }

    /// <summary>
    /// The message as it stands, or one for each row. A row that cannot be rendered is an error and costs that rendering.
    /// </summary>
    /// <param name="cmdlet">Takes the errors.</param>
    /// <param name="source">The message, or the block that finds each row's.</param>
    /// <param name="rows">The rows; null where none were given.</param>
    /// <param name="culture">The culture of the formats in placeholders.</param>
    public static IEnumerable<Rendering> Of(PSCmdlet cmdlet, RowMessage source, PSObject[]? rows, RowValue? culture)
    {
        if (rows is not null)
        {
            return OfRows(cmdlet, source, rows, culture);
        }

        if (source.Message is { } message)
        {
            return [AsItStands(message)];
        }

        cmdlet.WriteError(Errors.BadInput.Record(
            "The block of -Message is run for each row, and there are no rows.", source, "Give rows with -Row."));
        return [];
    }

    private static Rendering AsItStands(Message message)
    {
        try
        {
            MessageDraft draft = MessageDraft.Of(message);
            return draft.Columns.Count > 0 ? new(message, null, IsDraft: true) : new(draft.Render([]), null, IsDraft: false);
        }
        catch (FormatException)
        {
            return new(message, null, IsDraft: true); // shown as it stands; the check says what is wrong with it
        }
    }

    private static IEnumerable<Rendering> OfRows(PSCmdlet cmdlet, RowMessage source, PSObject[] rows, RowValue? culture)
    {
        DraftCache drafts = new(_ => { });
        for (int i = 0; i < rows.Length; i++)
        {
            Rendering? rendering = null;
            try
            {
                rendering = OfRow(drafts, source, rows[i], culture) with { RowNumber = i + 1 };
            }
            catch (WaException fault)
            {
                cmdlet.WriteError(Errors.Of(fault.Cause).Record($"Row {i + 1}: {fault.Message}", rows[i], fault.Recommendation));
            }

            if (rendering is { } whole)
            {
                yield return whole;
            }
        }
    }

    private static Rendering OfRow(DraftCache drafts, RowMessage source, PSObject? input, RowValue? culture)
    {
        Row row = new(input ?? throw Row.Nothing());
        MessageDraft draft = drafts.Read(source.For(row));
        return new(draft.Render(row.Read(draft, RowCulture.Of(culture, row))), LabelOf(row), IsDraft: false) { Composed = draft.Message };
    }

    /// <summary>What is wrong with it. In what was filled from a row, braces are what a cell said.</summary>
    public IReadOnlyList<RuleViolation> Check(Provider? provider)
    {
        if (IsDraft)
        {
            return MessageCheck.Check(Message, provider);
        }

        Message message = provider?.Adapt(Message) ?? Message;
        return MessageCheck.Check(
            message,
            MessageWriter.Write(message),
            provider?.RuleSet ?? RuleSet.Common,
            media: MessageMedia.Of(Composed ?? Message, provider is null ? null : UploadSupport.FaultOf(provider))?.Now);
    }

    // The first two cells tell people apart: a name and a number, as a rule.
    private static string LabelOf(Row row)
    {
        if (row.IsBare)
        {
            return row.Bare!;
        }

        List<string> cells = [];
        foreach (string column in row.Columns)
        {
            if (cells.Count < 2 && TextOf(row, column) is { } cell && !string.IsNullOrWhiteSpace(cell))
            {
                cells.Add(cell.Trim());
            }
        }

        string label = string.Join(" · ", cells);
        if (label.Length <= LongestLabel)
        {
            return label;
        }

        int end = char.IsHighSurrogate(label[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel;
        return label[..end] + "…";
    }

    // A cell that the message does not need costs no row.
    private static string? TextOf(Row row, string column)
    {
        try
        {
            return row.TryRead(column, out string? cell) ? cell : null;
        }
        catch (WaException)
        {
            return null;
        }
    }
}
