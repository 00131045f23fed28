using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>Numbers and times as a report writes them, the same everywhere.</summary>
internal static partial class ReportFormat
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Messages(long count) => count == 1 ? "1 message" : $"{Count(count)} messages";

    public static string People(long count) => count == 1 ? "1 person" : $"{Count(count)} people";

    /// <summary>A share in per cent; never 100 or 0 where it is not all or nothing.</summary>
    public static string Share(long part, long whole)
    {
        if (whole == 0)
        {
            return "0%";
        }

        double percent = 100.0 * part / whole;
        return percent switch
        {
            > 0 and < 0.1 => "<0.1%",
            < 100 and > 99.9 => ">99.9%",
            0 or 100 => string.Create(CultureInfo.InvariantCulture, $"{percent:0}%"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{percent:0.0}%"),
        };
    }

    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        < 59.5 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        _ => LongDuration(TimeSpan.FromSeconds(Math.Round(time.TotalSeconds))),
    };

    public static string Rate(double perSecond) => perSecond switch
    {
        0 => "0",
        < 10 => perSecond.ToString("0.##", CultureInfo.InvariantCulture),
        _ => perSecond.ToString("N0", CultureInfo.InvariantCulture),
    };

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A number with its middle hidden: enough to recognise, not enough to call.</summary>
    public static string Mask(string recipient) =>
        recipient.Length <= 5 ? "•••" : recipient[..(recipient.StartsWith('+') ? 3 : 2)] + "•••••" + recipient[^3..];

    /// <summary>A text of a provider with what may be a number masked; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? MaskNumbers(string? text) => text is null ? null : LongDigits().Replace(text, number => Mask(number.Value));

    /// <summary>An amount of money; never nothing where it is something.</summary>
    public static string Money(decimal amount) =>
        amount is > 0 and < 0.005m ? "<0.01" : amount.ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>The price of one message.</summary>
    public static string Price(decimal price) => price.ToString("0.0000##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\+?[0-9]{7,}")]
    private static partial Regex LongDigits();

    private static string LongDuration(TimeSpan time) => time switch
    {
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h"),
    };
}
