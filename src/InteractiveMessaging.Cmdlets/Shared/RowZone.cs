namespace InteractiveMessaging.Cmdlets;

/// <summary>The time zones that recipients' hours are in.</summary>
internal static class RowZone
{
    private const string Column = "TimeZone";
    private const string Parameter = "-TimeZone";

    /// <summary>The zone of a row: that of its column, else what -TimeZone says; null where neither names one.</summary>
    /// <param name="given">What -TimeZone was given; a block has the last word.</param>
    /// <param name="row">The row; null where there are none.</param>
    /// <exception cref="WaException">There is no such zone.</exception>
    public static TimeZoneInfo? Of(RowValue? given, Row? row)
    {
        string? name = null;
        if (given?.Block is { } block && row is { } cells)
        {
            name = Cell.Text(RowBlock.Run(block, Parameter, ErrorCause.BadInput, cells)[0], RowBlock.ValueOf(Parameter));
        }
        else if (row?.TryRead(Column, out name) != true || string.IsNullOrWhiteSpace(name))
        {
            name = given?.Text;
        }

        return string.IsNullOrWhiteSpace(name) ? null
            : TimeZoneInfo.TryFindSystemTimeZoneById(name.Trim(), out TimeZoneInfo? zone) ? zone
            : throw new WaException(
                ErrorCause.BadInput,
                $"There is no time zone '{PrintableText.Quote(name)}'.",
                "Name one as Europe/Rome or America/New_York.");
    }
}
