namespace InteractiveMessaging;

/// <summary>A GET that a provider documents, which tries the key and changes nothing.</summary>
/// <param name="Address">Its address, with the names of settings in braces.</param>
internal sealed record ProviderProbe(ProviderAddress Address)
{
    /// <summary>
    /// The same, asked for what is told of the account as well. Not every key may read that, so where it fails, the other one is asked.
    /// Null where nothing of the kind is documented.
    /// </summary>
    public ProviderAddress? AccountAddress { get; init; }

    /// <summary>What a good reply tells of the account; null where it tells nothing.</summary>
    public Func<HttpReply, AccountStatus?> Account { get; init; } = _ => null;
}
