namespace InteractiveMessaging;

/// <summary>What WhatsApp takes as Direct Send in one category: a message outside the 24 hours without a template.</summary>
/// <param name="Category">The category.</param>
/// <param name="LongestLife">The longest time after which WhatsApp may drop what it could not deliver.</param>
/// <param name="Rules">What holds for the message besides the rules of its type.</param>
internal sealed record DirectSend(MessageCategory Category, TimeSpan LongestLife, RuleSet Rules)
{
    /// <summary>The page that the limits come from.</summary>
    public const string Source = CommonRules.DirectSendPage;

    /// <summary>The shortest time after which WhatsApp may drop what it could not deliver.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(30);

    /// <summary>Every category.</summary>
    public static IReadOnlyList<DirectSend> All { get; } =
    [
        new(MessageCategory.Utility, TimeSpan.FromHours(12), RuleSet.Of(CommonRules.DirectSend(CommonRules.UtilityTypes))),
        new(MessageCategory.Authentication, TimeSpan.FromMinutes(15), RuleSet.Of(CommonRules.DirectSend(CommonRules.AuthenticationTypes))),
    ];

    /// <summary>Whether WhatsApp takes this category for a recipient that is named by a user id.</summary>
    public bool TakesUserIds => Category != MessageCategory.Authentication;

    /// <summary>The category as WhatsApp writes it.</summary>
    public string Name => Category.ToString().ToLowerInvariant();

    /// <summary>What holds for a category.</summary>
    public static DirectSend Of(MessageCategory category) => All.First(known => known.Category == category);
}
