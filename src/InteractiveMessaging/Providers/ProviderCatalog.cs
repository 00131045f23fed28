namespace InteractiveMessaging;

/// <summary>The providers there are.</summary>
public static class ProviderCatalog
{
    /// <summary>All of them; a new one is a line here.</summary>
    public static IReadOnlyList<Provider> All { get; } =
    [
        new PingUp(),
        new Kaleyra(),
        new Octopods(),
        new AiSoule(),
        new MetaCloud(),
        new Dialog360(),
    ];

    /// <summary>The provider of this name, upper or lower case; null where there is none.</summary>
    public static Provider? Find(string name) =>
        All.FirstOrDefault(provider => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
