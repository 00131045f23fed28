using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>What can be said with a send besides the message. No provider knows all of it.</summary>
[Flags]
public enum SendOption
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>References of the sender's own that come back in callbacks.</summary>
    Reference = 1,

    /// <summary>Delivery later.</summary>
    Delay = 2,

    /// <summary>The recipient's name at the provider.</summary>
    ClientName = 4,

    /// <summary>The recipient's id at the provider, beside the phone number or in its place.</summary>
    ClientId = 8,

    /// <summary>The team mate a message is assigned to.</summary>
    TeammateId = 16,

    /// <summary>The message that is answered.</summary>
    ReplyTo = 32,

    /// <summary>WhatsApp's id of the recipient, in place of the phone number.</summary>
    UserId = 64,

    /// <summary>What the message is for, so that it may go out where the conversation is closed.</summary>
    Category = 128,

    /// <summary>How long WhatsApp tries to deliver.</summary>
    TimeToLive = 256,
}

/// <summary>The options of one send.</summary>
public sealed record SendOptions
{
    /// <summary>No options.</summary>
    public static SendOptions None { get; } = new();

    /// <summary>The sender's own references.</summary>
    public ValueList<string> References { get; init; } = [];

    /// <summary>How long the provider waits before it delivers. Whole seconds, not negative; zero is none.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The recipient's name at the provider.</summary>
    public string? ClientName { get; init; }

    /// <summary>The recipient's id at the provider.</summary>
    public string? ClientId { get; init; }

    /// <summary>The team mate a message is assigned to.</summary>
    public string? TeammateId { get; init; }

    /// <summary>The id of the message that is answered.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>WhatsApp's id of the recipient, in place of the phone number.</summary>
    public UserId? UserId { get; init; }

    /// <summary>
    /// What the message is for: WhatsApp then delivers it outside the 24 hours after the recipient's last message as well, without a
    /// template, and bills it as one of that category (Meta, Direct Send).
    /// </summary>
    public MessageCategory? Category { get; init; }

    /// <summary>
    /// How long WhatsApp tries to deliver, whole seconds; afterwards it drops the message without telling you. Only with a category.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Every text in it, and the option it belongs to.</summary>
    internal IEnumerable<(SendOption Option, string Text)> Texts
    {
        get
        {
            (SendOption Option, string? Text)[] single =
            [
                (SendOption.ClientName, ClientName), (SendOption.ClientId, ClientId),
                (SendOption.TeammateId, TeammateId), (SendOption.ReplyTo, ReplyTo),
            ];
            return References.Select(reference => (SendOption.Reference, reference))
                .Concat(single.Where(option => option.Text is not null).Select(option => (option.Option, option.Text!)));
        }
    }

    /// <summary>Which options are set.</summary>
    public SendOption Used =>
        (References.Count > 0 ? SendOption.Reference : 0)
        | (Delay is { } delay && delay != TimeSpan.Zero ? SendOption.Delay : 0)
        | (ClientName is not null ? SendOption.ClientName : 0)
        | (ClientId is not null ? SendOption.ClientId : 0)
        | (TeammateId is not null ? SendOption.TeammateId : 0)
        | (ReplyTo is not null ? SendOption.ReplyTo : 0)
        | (UserId is not null ? SendOption.UserId : 0)
        | (Category is not null ? SendOption.Category : 0)
        | (TimeToLive is not null ? SendOption.TimeToLive : 0);
}

/// <summary>Reads and writes delays: a number and a unit.</summary>
internal static partial class DelayText
{
    private static readonly (char Unit, TimeSpan Length)[] Units =
    [
        ('w', TimeSpan.FromDays(7)), ('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)),
        ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1)),
    ];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>Reads <c>90m</c>, <c>2w</c> or <c>01:30:00</c>; an empty text is no delay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="delay">The span of time.</param>
    /// <param name="error">Why it cannot be read.</param>
    /// <param name="what">What it is, for the error.</param>
    public static bool TryParse(string? text, out TimeSpan? delay, [NotNullWhen(false)] out string? error, string what = "delay")
    {
        delay = null;
        error = null;
        string trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0)
        {
            return true;
        }

        if (Clock().Match(trimmed) is { Success: true } clock)
        {
            delay = Read(clock);
        }
        else if (Array.Find(Units, unit => unit.Unit == char.ToLowerInvariant(trimmed[^1])) is { Unit: not '\0' } unit
            && long.TryParse(trimmed[..^1].TrimEnd(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long count)
            && Longest / unit.Length is var most && count <= most && count >= -most)
        {
            delay = unit.Length * count;
        }
        else
        {
            error = $"The {what} '{PrintableText.Quote(text)}' cannot be read: give a number and a unit (60s, 90m, 14h, 2d, 2w) "
                + "or hours, minutes and seconds (01:30:00).";
            return false;
        }

        if (delay < TimeSpan.Zero || delay.Value.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            error = $"The {what} '{PrintableText.Quote(text)}' must be whole seconds and not negative.";
            delay = null;
            return false;
        }

        return true;
    }

    // Not TimeSpan.TryParse: to that, 24:00:00 is 24 days.
    private static TimeSpan Read(Match clock)
    {
        double Number(string part) =>
            double.TryParse(clock.Groups[part].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0;
        TimeSpan span = TimeSpan.FromDays(Number("d")) + TimeSpan.FromHours(Number("h")) + TimeSpan.FromMinutes(Number("m"))
            + TimeSpan.FromSeconds(Number("s"));
        return clock.Groups["minus"].Success ? -span : span;
    }

    [GeneratedRegex(@"\A(?<minus>-)?(?:(?<d>\d{1,5})\.)?(?<h>\d{1,5}):(?<m>[0-5]?\d)(?::(?<s>[0-5]?\d(?:\.\d+)?))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    /// <summary>Writes a delay in the largest unit that divides it.</summary>
    public static string Write(TimeSpan delay)
    {
        (char unit, TimeSpan length) = Array.Find(Units, unit => delay.Ticks % unit.Length.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{delay.Ticks / length.Ticks}{unit}");
    }
}
