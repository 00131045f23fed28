namespace InteractiveMessaging;

/// <summary>Messages of a report that cost the same.</summary>
/// <param name="Country">The country by the number's code; null where no number is known.</param>
/// <param name="Category">What they are billed as, by callbacks; null where none says, and where they are free.</param>
/// <param name="IsBillable">Whether they cost something; null where no callback says.</param>
/// <param name="Messages">How many.</param>
/// <param name="Price">The price of one; null where it is not known.</param>
internal sealed record ReportCost(string? Country, string? Category, bool? IsBillable, long Messages, decimal? Price)
{
    /// <summary>What they cost together; null where that is not known.</summary>
    public decimal? Sum => IsBillable == false ? 0 : Price * Messages;
}

/// <summary>
/// What the messages of a report cost: what is billed, and as what, is known from callbacks; the price comes from a rate card, by the
/// country of the number.
/// </summary>
/// <remarks>A message is billed when it is delivered (Meta, Pricing on the WhatsApp Business Platform).</remarks>
/// <param name="card">The rate card; null where there is none.</param>
/// <param name="hasCallbacks">Whether callbacks were given.</param>
internal sealed class ReportCosts(RateCard? card, bool hasCallbacks)
{
    private const int MostKinds = 2000;
    private const string OtherCategory = "other";
    private const string PerConversation = "CBP";
    private readonly Dictionary<(string? Country, string Region, string? Category, bool? IsBillable), long> _messages = [];

    /// <summary>The currency of the card; null where there is none.</summary>
    public string? Currency => card?.CurrencyCode;

    /// <summary>Whether callbacks were given, which know what is billed.</summary>
    public bool HasCallbacks => hasCallbacks;

    /// <summary>How many messages were accepted, and no callback says that they were delivered: they are not counted.</summary>
    public long NotDelivered { get; private set; }

    /// <summary>How many messages belong to a conversation that was billed as a whole, as before July 2025: they are not counted.</summary>
    public long InConversations { get; private set; }

    /// <summary>The parts of the cost, what is most first.</summary>
    public IReadOnlyList<ReportCost> Parts =>
    [
        .. _messages
            .Select(part => new ReportCost(part.Key.Country, part.Key.Category, part.Key.IsBillable, part.Value, PriceOf(part.Key)))
            .OrderByDescending(part => part.Sum ?? 0).ThenByDescending(part => part.Messages)
            .ThenBy(part => part.Country is null).ThenBy(part => part.Country, StringComparer.Ordinal)
            .ThenBy(part => part.Category, StringComparer.Ordinal),
    ];

    /// <summary>Adds a message that the provider took.</summary>
    public void Add(JournalEntry entry, FollowedMessage? message, ReportStage stage)
    {
        if (hasCallbacks && (stage & ReportStage.Delivered) == 0)
        {
            NotDelivered++;
        }
        else if (message is { PricingModel: PerConversation, IsBillable: not false })
        {
            InConversations++;
        }
        else
        {
            (string? country, string region) = CountryOf(message is null ? entry.Recipient : message.Phone);
            bool? billable = message?.IsBillable;
            string? category = billable == false ? null : message?.PricingCategory;
            (string?, string, string?, bool?) part = (country, region, category, billable);
            if (_messages.Count >= MostKinds && !_messages.ContainsKey(part))
            {
                part = (country, region, OtherCategory, billable);
            }

            _messages[part] = _messages.GetValueOrDefault(part) + 1;
        }
    }

    /// <summary>The country of a number, and the region that a card may have in its place; null where it is not a number.</summary>
    public static (string? Country, string Region) CountryOf(string? recipient) =>
        recipient is ['+', ..] && PhoneNumber.TryParse(recipient, NumberReading.Explicit, out PhoneNumber number, out _)
            ? Markets.Of(number)
            : (null, Markets.Other);

    /// <summary>What one message costs; null where that is not known.</summary>
    public decimal? PriceOf(JournalEntry entry, FollowedMessage message)
    {
        (string? country, string region) = CountryOf(message.Phone ?? entry.Recipient);
        return message is { PricingModel: PerConversation, IsBillable: true } ? null
            : PriceOf((country, region, message.PricingCategory, message.IsBillable));
    }

    private decimal? PriceOf((string? Country, string Region, string? Category, bool? IsBillable) part) => part switch
    {
        { IsBillable: false } => 0,
        { IsBillable: true, Country: { } country, Category: { } category } => card?.PriceOf(country, part.Region, category),
        _ => null,
    };
}
