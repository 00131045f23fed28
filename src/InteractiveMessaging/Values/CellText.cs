using System.Globalization;

namespace InteractiveMessaging;

/// <summary>How a cell is written as text: the same on every machine, unless a format and a culture are named.</summary>
internal static class CellText
{
    private const string Day = "yyyy-MM-dd";
    private const string Minute = "yyyy-MM-dd HH:mm";

    // Other orders of day, month and year would be a guess.
    private static readonly string[] Dates =
    [
        Day, Minute, "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    private static readonly string[] Times = ["H:mm", "H:mm:ss"];

    /// <summary>
    /// A date as <c>2026-03-09</c>, with its time as <c>2026-03-09 14:30</c> where it has one, a number with a point and no
    /// separators; null for what has no such form.
    /// </summary>
    public static string? Write(object value) => value switch
    {
        string text => text,
        DateTime at => at.ToString(at.TimeOfDay == TimeSpan.Zero ? Day : Minute, CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString(at.TimeOfDay == TimeSpan.Zero ? Day : Minute, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString(Day, CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>
    /// A date, a time or a number in a .NET format. A text is read first: as <c>2026-03-09</c>, <c>2026-03-09 14:30</c>,
    /// <c>14:30</c> or <c>1234.5</c>.
    /// </summary>
    /// <param name="value">The cell; null or an empty text stays empty.</param>
    /// <param name="format">The format.</param>
    /// <param name="culture">The culture of names, points and separators.</param>
    /// <exception cref="FormatException">The cell is neither a date nor a number, or the format does not fit it.</exception>
    public static string? Write(object? value, string format, CultureInfo culture)
    {
        if (value is null or DBNull || value is string text && string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        IFormattable known = (value is string written ? Read(written.Trim()) : value as IFormattable)
            ?? throw new FormatException(
                $"'{PrintableText.Quote($"{value}")}' is neither a date as 2026-03-09 14:30 nor a number as 1234.5, "
                    + $"so it has no format '{PrintableText.Quote(format)}'.");
        try
        {
            if (Tells(known, format, culture))
            {
                return known.ToString(format, culture);
            }
        }
        catch (FormatException)
        {
            // No format at all, or one of another kind of value.
        }

        throw new FormatException(
            $"'{PrintableText.Quote(Write(known))}' cannot be written in the format '{PrintableText.Quote(format)}'.");
    }

    // A date's format makes words of a number, and a number's of a date, that are the same for every value.
    private static bool Tells(IFormattable value, string format, CultureInfo culture)
    {
        (IFormattable One, IFormattable Other) samples = value switch
        {
            // Different in every part, the day of the week and the fractions too.
            DateTime or DateTimeOffset or DateOnly => (
                new DateTimeOffset(2001, 2, 3, 4, 5, 6, 789, TimeSpan.Zero),
                new DateTimeOffset(2012, 11, 12, 19, 38, 47, 123, TimeSpan.FromHours(5))),
            TimeOnly => (new TimeOnly(4, 5, 6, 789), new TimeOnly(19, 38, 47, 123)),
            float or double or decimal => (1.5m, 27m),
            TimeSpan => (new TimeSpan(1, 2, 3, 4), new TimeSpan(15, 16, 17, 18)),
            _ => (1L, 27L),
        };
        return samples.One.ToString(format, culture) != samples.Other.ToString(format, culture);
    }

    private static IFormattable? Read(string text) =>
        DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at
        : TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number
        : null;
}
