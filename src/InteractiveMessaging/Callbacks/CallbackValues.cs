using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>How callbacks write numbers, times and errors. What is missing or of another form is null.</summary>
internal static class CallbackValues
{
    private static readonly string[] DateFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>A WhatsApp number, which is complete also without its plus: <c>+…</c>; what is not a number stays as it came.</summary>
    public static string? Number(string? text) => Spell(text, NumberReading.International);

    /// <summary>A number out of somebody's address book, which may lack its country code: only a complete one is <c>+…</c>.</summary>
    public static string? ForeignNumber(string? text) => Spell(text, NumberReading.Explicit);

    /// <summary>A time: seconds since 1970, as a text or a number.</summary>
    public static DateTimeOffset? Time(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds is > 0 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>A time as ISO 8601 writes it; UTC where it does not say.</summary>
    public static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParseExact(
            text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>An amount or a price.</summary>
    public static decimal? Decimal(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>The code of the first error in a list <c>errors</c>, and what it says to people.</summary>
    public static (string? Code, string? Text) Error(JsonElement entry)
    {
        JsonElement error = entry.At("errors", "0");
        return (error.Scalar("code"), error.Scalar("error_data", "details") ?? error.Scalar("message") ?? error.Scalar("title"));
    }

    private static string? Spell(string? text, NumberReading reading) =>
        string.IsNullOrWhiteSpace(text) ? null
        : PhoneNumber.TryParse(text, reading, out PhoneNumber number, out _) ? number.ToString()
        : text;
}
