using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace InteractiveMessaging;

/// <summary>The hours of a day in which people may be written to, on their own clock.</summary>
/// <param name="Start">The first moment of it.</param>
/// <param name="End">The first moment behind it; before <paramref name="Start"/> where the hours go over midnight.</param>
internal readonly record struct SendWindow(TimeOnly Start, TimeOnly End)
{
    private static readonly string[] Forms = ["H:mm", "HH:mm"];

    /// <summary>
    /// Reads two times of day, such as <c>09:00-18:00</c> or, over midnight, <c>20:00-06:00</c>. <c>24:00</c> is midnight.
    /// </summary>
    public static bool TryParse(string text, out SendWindow window, [NotNullWhen(false)] out string? fault)
    {
        window = default;
        string[] times = text.Split('-', '–');
        if (times.Length != 2 || !TryRead(times[0], out TimeOnly start) || !TryRead(times[1], out TimeOnly end))
        {
            fault = $"'{PrintableText.Quote(text)}' is not two times of day; write them as 09:00-18:00.";
            return false;
        }

        window = new(start, end);
        fault = start == end ? $"'{PrintableText.Quote(text)}' begins and ends at the same time." : null;
        return fault is null;
    }

    /// <summary>Whether it is open at this time of day.</summary>
    public bool IsOpen(TimeOnly time) => Start < End ? time >= Start && time < End : time >= Start || time < End;

    /// <summary>The first moment from now on at which it is open.</summary>
    /// <param name="now">The time.</param>
    /// <param name="zone">Whose clock counts.</param>
    public DateTimeOffset NextOpening(DateTimeOffset now, TimeZoneInfo zone)
    {
        DateTime local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (IsOpen(TimeOnly.FromDateTime(local)))
        {
            return now;
        }

        for (DateTime day = local.Date; ; day = day.AddDays(1))
        {
            foreach (DateTimeOffset opening in Moments(day + Start.ToTimeSpan(), zone))
            {
                if (opening > now && IsOpen(TimeOnly.FromDateTime(opening.DateTime)))
                {
                    return opening;
                }
            }
        }
    }

    /// <summary>The two times.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start:HH:mm}-{End:HH:mm}");

    // On the day on which clocks go forward, an hour is left out: what would begin in it begins behind it. On the day on which they go
    // back, an hour comes twice, and so does what begins in it.
    private static IEnumerable<DateTimeOffset> Moments(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).OrderDescending().Select(offset => new DateTimeOffset(local, offset))
            : [new(local, zone.GetUtcOffset(local))];
    }

    private static bool TryRead(string text, out TimeOnly time)
    {
        bool isMidnight = text.Trim() == "24:00";
        time = default;
        return isMidnight || TimeOnly.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
