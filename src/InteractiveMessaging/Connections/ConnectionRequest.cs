namespace InteractiveMessaging;

/// <summary>What a connection is made of.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Secret">The key; null where there is none, which <see cref="KeyFault"/> explains.</param>
internal sealed record ConnectionRequest(Provider Provider, Secret? Secret)
{
    public string? Name { get; init; }

    /// <summary>Why there is no key.</summary>
    public WaException KeyFault { get; init; } =
        new(ErrorCause.KeyMissing, "the key is missing (-ApiKey with a SecureString, -ApiKeyVariable or -SecretName)");

    /// <summary>The provider's settings as given, by the name of their parameter.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Another scheme, host and port; the path stays.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>Another address altogether.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>A proxy; null takes the one of the environment.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Messages a second; 0 is no limit, null the provider's own.</summary>
    public double? RatePerSecond { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
