namespace InteractiveMessaging;

/// <summary>A provider with the settings of one account, and where its addresses lead. Made once for a connection.</summary>
internal sealed class ProviderAccount
{
    private readonly Dictionary<ProviderAddress, AccountAddress> _addresses;
    private readonly Uri? _endpoint;

    /// <param name="provider">The provider.</param>
    /// <param name="settings">The account's settings.</param>
    /// <param name="baseUri">Takes the place of scheme, host and port of every address.</param>
    /// <param name="endpoint">Takes the place of the first address; the others are closed then.</param>
    public ProviderAccount(Provider provider, ProviderSettings settings, Uri? baseUri = null, Uri? endpoint = null)
    {
        Provider = provider;
        Settings = settings;
        _endpoint = endpoint;
        _addresses = provider.Addresses
            .ToDictionary(address => address, address => new AccountAddress(provider.Fill(address, settings), baseUri));
        Address = endpoint ?? _addresses[provider.Addresses[0]].With([])
            ?? throw new ArgumentException("The first address of a provider holds no values of a message.", nameof(provider));
        ProbeAddress = Fixed(provider.Probe?.Address);
        UploadAddress = Fixed(provider.Upload?.Address);
        AccountStatusAddress = Fixed(provider.Probe?.AccountAddress);
        TemplatesAddress = Fixed(provider.Templates?.Address);

        Uri? Fixed(ProviderAddress? address) => endpoint is null && address is not null
            ? new AccountAddress(provider.Fill(address, settings), baseUri).With([])
            : null;
    }

    public Provider Provider { get; }

    public ProviderSettings Settings { get; }

    /// <summary>Whether the first address was replaced by one that somebody gave.</summary>
    public bool HasEndpoint => _endpoint is not null;

    /// <summary>Where messages go unless the provider says otherwise.</summary>
    public Uri Address { get; }

    /// <summary>Where the key can be tried without sending a message; null where nothing of the kind is known.</summary>
    public Uri? ProbeAddress { get; }

    /// <summary>Where what the provider tells of the account is read as well; null where nothing of the kind is known.</summary>
    public Uri? AccountStatusAddress { get; }

    /// <summary>Where files are uploaded; null where nothing of the kind is known.</summary>
    public Uri? UploadAddress { get; }

    /// <summary>
    /// Where the templates are listed; null where nothing of the kind is known, or where a setting for it was not given.
    /// </summary>
    public Uri? TemplatesAddress { get; }

    /// <summary>
    /// Where a request goes; null where the address that takes it was replaced by one for other messages, or where a value of the
    /// message cannot stand in it.
    /// </summary>
    public Uri? AddressOf(RequestWriter request) =>
        request.Address is null || request.Address == Provider.Addresses[0] ? Address
        : _endpoint is not null ? null
        : _addresses[request.Address].With(request.AddressValues);
}
