namespace InteractiveMessaging;

/// <summary>A GET that a provider documents, which tries the key and changes nothing.</summary>
/// <param name="Address">Its address, with the names of settings in braces.</param>
internal sealed record ProviderProbe(ProviderAddress Address)
{
    /// <summary>What a good reply says besides that the key is accepted; null where it says nothing.</summary>
    public Func<HttpReply, string?> Says { get; init; } = _ => null;
}
