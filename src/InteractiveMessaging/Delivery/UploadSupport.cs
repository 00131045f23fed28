namespace InteractiveMessaging;

/// <summary>Whether files can be uploaded, and what to do where they cannot.</summary>
internal static class UploadSupport
{
    /// <summary>What to do instead.</summary>
    public static string Recommendation =>
        "Give the address that the file can be fetched from, or use "
        + $"{string.Join(" or ", ProviderCatalog.All.Where(provider => provider.Upload is not null).Select(provider => provider.Name))}.";

    /// <summary>Why a provider takes no files; null where it takes them.</summary>
    public static MediaUploadFault? FaultOf(Provider provider) =>
        provider.Upload is null ? new(ErrorCause.NoUpload, $"{provider} takes no uploads.", Recommendation) : null;

    /// <summary>The same of an account, whose address may be for messages alone.</summary>
    public static MediaUploadFault? FaultOf(ProviderAccount account) => FaultOf(account.Provider)
        ?? (account.UploadAddress is not null ? null : new(
            ErrorCause.NoUpload,
            "The connection's -Endpoint is an address for messages, and where files are uploaded is not known.",
            "Connect with -BaseUri, which keeps the provider's paths, or give the address that the file can be fetched from."));
}
