using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// What a provider tells of a business number and its account, in WhatsApp's own words. What it does not tell is null. Nothing tells how
/// much of the messaging limit is used up.
/// </summary>
public sealed record AccountStatus
{
    /// <summary>Whether messages can be sent: <c>AVAILABLE</c>, <c>LIMITED</c> or <c>BLOCKED</c>.</summary>
    public string? CanSend { get; init => field = Line(value); }

    /// <summary>
    /// How many people may be written to outside their 24 hours in any 24 hours, over all numbers of the business: <c>TIER_250</c>,
    /// <c>TIER_2K</c>, <c>TIER_10K</c>, <c>TIER_100K</c>, <c>TIER_UNLIMITED</c>.
    /// </summary>
    public string? MessagingLimit { get; init => field = Line(value); }

    /// <summary>
    /// How fast the number may send: <c>STANDARD</c> is 80 messages a second, 20 where the number is on the business app; <c>HIGH</c> is
    /// 1,000.
    /// </summary>
    public string? Throughput { get; init => field = Line(value); }

    /// <summary>How people take to its messages: <c>GREEN</c>, <c>YELLOW</c>, <c>RED</c>, or <c>NA</c>.</summary>
    public string? QualityRating { get; init => field = Line(value); }

    /// <summary>The state of the number, such as <c>CONNECTED</c>.</summary>
    public string? Status { get; init => field = Line(value); }

    /// <summary>The name that people see.</summary>
    public string? VerifiedName { get; init => field = Line(value); }

    /// <summary>The state of that name: <c>APPROVED</c>, <c>PENDING_REVIEW</c>, <c>DECLINED</c>, …</summary>
    public string? NameStatus { get; init => field = Line(value); }

    /// <summary>The number: <c>+…</c>, or as it came where it is not one.</summary>
    public string? Number
    {
        get;
        init => field = PhoneNumber.TryParse(value, NumberReading.International, out PhoneNumber number, out _)
            ? number.ToString()
            : Line(value);
    }

    /// <summary>Whether the number is used in the WhatsApp Business app as well.</summary>
    public bool? IsOnBusinessApp { get; init; }

    /// <summary>What matters for a send, in a line.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        ("sending", CanSend), ("limit", MessagingLimit), ("throughput", Throughput), ("quality", QualityRating), ("status", Status),
        ("name", NameStatus),
    }.Where(fact => fact.Item2 is not null).Select(fact => string.Create(CultureInfo.InvariantCulture, $"{fact.Item1} {fact.Item2}")));

    private static string? Line(string? text) => text is null ? null : PrintableText.Line(text);
}
