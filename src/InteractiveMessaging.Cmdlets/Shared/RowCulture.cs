using System.Globalization;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The culture that the formats of placeholders are written in.</summary>
internal static class RowCulture
{
    /// <summary>What -Culture says for this row; without it the one that is the same everywhere.</summary>
    /// <exception cref="WaException">There is no such culture, or the block yields none.</exception>
    public static CultureInfo Of(RowValue? given, Row? row)
    {
        string? name = given switch
        {
            null => null,
            { Block: { } block } when row is { } cells =>
                Cell.Text(RowBlock.Run(block, "-Culture", ErrorCause.BadInput, cells)[0], RowBlock.ValueOf("-Culture")),
            _ => given.Text,
        };
        if (string.IsNullOrWhiteSpace(name))
        {
            return CultureInfo.InvariantCulture;
        }

        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw new WaException(ErrorCause.BadInput, $"There is no culture '{name}' on this machine.", "Name one as en-GB or it-IT.");
        }
    }
}
