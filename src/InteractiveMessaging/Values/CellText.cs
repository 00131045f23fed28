using System.Globalization;

namespace InteractiveMessaging;

/// <summary>How a cell that is not a text is written: the same on every machine, whatever its culture.</summary>
internal static class CellText
{
    private const string Day = "yyyy-MM-dd";
    private const string Minute = "yyyy-MM-dd HH:mm";

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
}
