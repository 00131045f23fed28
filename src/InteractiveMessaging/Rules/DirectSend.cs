namespace InteractiveMessaging;

/// <summary>What WhatsApp takes as Direct Send in one category: a message outside the 24 hours without a template.</summary>
/// <param name="Category">The category.</param>
/// <param name="LongestLife">The longest time after which WhatsApp may drop what it could not deliver.</param>
/// <param name="Rules">What holds for the message besides the rules of its type.</param>
internal sealed record DirectSend(MessageCategory Category, TimeSpan LongestLife, RuleSet Rules)
{
    /// <summary>The page that the limits come from.</summary>
    public const string Source = "Meta, Direct Send";

    /// <summary>The shortest time after which WhatsApp may drop what it could not deliver.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(30);

    /// <summary>Every category.</summary>
    public static IReadOnlyList<DirectSend> All { get; } =
    [
        new(MessageCategory.Utility, TimeSpan.FromHours(12), Of("text", "button", "cta_url", "voice_call")),
        new(MessageCategory.Authentication, TimeSpan.FromMinutes(15), Of("text")),
    ];

    /// <summary>Whether WhatsApp takes this category for a recipient that is named by a user id.</summary>
    public bool TakesUserIds => Category != MessageCategory.Authentication;

    /// <summary>The category as WhatsApp writes it.</summary>
    public string Name => Category.ToString().ToLowerInvariant();

    /// <summary>What holds for a category.</summary>
    public static DirectSend Of(MessageCategory category) => All.First(known => known.Category == category);

    private static RuleSet Of(params string[] types) => RuleSet.Of(
    [
        new("direct.type", $"{TextMessage.KindName} {InteractiveMessage.KindName}", "/type", new OneOf([.. types]), Source)
        {
            Recommendation = "Send a message of one of these types, or send this one as an approved template.",
        },
        new("direct.text.length", TextMessage.KindName, "/text/body", new MaxLength(1024), Source)
        {
            Recommendation = "Shorten the text: with -Category it may be as long as that of a template.",
        },
    ]);
}
