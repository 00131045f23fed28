namespace InteractiveMessaging;

/// <summary>When people may be written to. Without a date and a window: always.</summary>
internal sealed record SendSchedule
{
    /// <summary>Nothing goes out before this; null for no such date.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The hours of the recipient's day; null for all of them.</summary>
    public SendWindow? Window { get; init; }

    /// <summary>Whose clock counts where a message names no zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The moment from which a message may go out; null where that is now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="zone">The recipient's time zone; null takes <see cref="Zone"/>.</param>
    public DateTimeOffset? NextMoment(DateTimeOffset now, TimeZoneInfo? zone)
    {
        DateTimeOffset earliest = NotBefore > now ? NotBefore.Value : now;
        DateTimeOffset next = Window is { } hours ? hours.NextOpening(earliest, zone ?? Zone) : earliest;
        return next > now ? next : null;
    }
}
