using System.Globalization;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Looks whether an offer ends before everybody can have got it.</summary>
internal static class OfferEnd
{
    /// <summary>A warning where a template's offer ends before the run is expected to; null where it does not, or nobody can say.</summary>
    /// <param name="message">The message.</param>
    /// <param name="total">How many recipients there will be; null where that is not known.</param>
    /// <param name="rate">Messages a second; 0 is no limit.</param>
    /// <param name="now">The time.</param>
    public static string? Warning(Message message, long? total, double rate, DateTimeOffset now)
    {
        if (total is not { } recipients || rate <= 0 || End(message) is not { } end || end <= now)
        {
            return null;
        }

        double seconds = recipients / rate;
        return seconds <= (end - now).TotalSeconds ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The offer ends at {end.ToUniversalTime():yyyy-MM-dd HH:mm} UTC. {recipients} messages at {rate:0.##} a second take "
                + $"{TimeSpan.FromSeconds(Math.Ceiling(Math.Min(seconds, int.MaxValue)))}: the last ones come after it.");
    }

    private static DateTimeOffset? End(Message message) => message is not TemplateMessage template ? null : (
        from component in template.Components
        where component.Type == "limited_time_offer"
        from parameter in component.Parameters
        select parameter.Value?.Element.Number("expiration_time_ms") is { } end and > 0 and < 253402300800000
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)end)
            : (DateTimeOffset?)null)
        .FirstOrDefault();
}
