using System.Management.Automation;
using System.Security;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Opens a connection: a provider with one account's settings and its key. The last one opened is the default of its runspace.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "WaProvider", DefaultParameterSetName = "ApiKey")]
[OutputType(typeof(Connection))]
public sealed class ConnectWaProviderCommand : WaCmdlet, IDynamicParameters
{
    /// <summary>
    /// The provider. Without it, -Name opens the saved connection of that name; other parameters replace what is saved.
    /// </summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [NeverEmpty]
    public string? Provider { get; set; }

    /// <summary>The account's key, for example from Read-Host -AsSecureString.</summary>
    [Parameter(ParameterSetName = "ApiKey")]
    [NeverEmpty]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>The name of the environment variable that holds the key.</summary>
    [Parameter(ParameterSetName = "ApiKeyVariable", Mandatory = true)]
    [NeverEmpty, AllowNull, AllowEmptyString]
    public string? ApiKeyVariable { get; set; }

    /// <summary>The name of the secret that holds the key, in a vault of SecretManagement.</summary>
    [Parameter(ParameterSetName = "SecretName", Mandatory = true)]
    [NeverEmpty, AllowNull, AllowEmptyString]
    public string? SecretName { get; set; }

    /// <summary>
    /// The vault. With -SecretName: the one to read, where several are registered. With -ApiKey and -Save: the one that keeps the key,
    /// under the connection's name.
    /// </summary>
    [Parameter(ParameterSetName = "SecretName")]
    [Parameter(ParameterSetName = "ApiKey")]
    [NeverEmpty]
    public string? VaultName { get; set; }

    /// <summary>The business name in the provider's API address.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Business { get; set; }

    /// <summary>The account's SID, from the provider's console.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Sid { get; set; }

    /// <summary>The account's own WhatsApp number, with its plus.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Sender { get; set; }

    /// <summary>The region where the provider keeps the account.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingCompleter))]
    [NeverEmpty]
    public string? Region { get; set; }

    /// <summary>The application that sends, as the provider knows it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingCompleter))]
    [NeverEmpty]
    public string? Source { get; set; }

    /// <summary>The id of the phone number that sends; not the number itself.</summary>
    [Parameter]
    [NeverEmpty]
    public string? PhoneNumberId { get; set; }

    /// <summary>The id of the WhatsApp Business Account, which holds the templates. Needed only to read them.</summary>
    [Parameter]
    [NeverEmpty]
    public string? BusinessAccountId { get; set; }

    /// <summary>The version of the provider's API.</summary>
    [Parameter]
    [NeverEmpty]
    public string? ApiVersion { get; set; }

    /// <summary>
    /// Another scheme, host and port, such as those of a gateway; the provider's path stays. Only https, except on this machine.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public Uri? BaseUri { get; set; }

    /// <summary>Another address altogether, path and all. Only https, except on this machine.</summary>
    [Parameter]
    [NeverEmpty]
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// A proxy, such as http://proxy:3128. Default: the environment's (HTTPS_PROXY, NO_PROXY, the system's settings). What stays on
    /// this machine never takes one.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public Uri? Proxy { get; set; }

    /// <summary>A sandbox to talk to instead of the provider. Its key and example settings are used where none are given.</summary>
    [Parameter]
    [NeverEmpty]
    public Sandbox? Sandbox { get; set; }

    /// <summary>What the connection is called. Default: the provider's name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    [NeverEmpty]
    public string? Name { get; set; }

    /// <summary>
    /// Messages a second over everything that uses this connection; 0 is no limit. Default: what the provider's documents allow.
    /// </summary>
    [Parameter]
    [ValidateRange(0d, 100_000d)]
    [NeverEmpty]
    public double? RatePerSecond { get; set; }

    /// <summary>Saves the connection for this user, without the key: Connect-WaProvider -Name opens it again.</summary>
    [Parameter]
    public SwitchParameter Save { get; set; }

    /// <summary>Returns the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The settings of providers that have no parameter above.</summary>
    public object? GetDynamicParameters() => SettingParameters.Missing(GetType(), ProviderCatalog.All);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            ConnectionProfile? saved = Provider is null ? Saved() : null;
            (Secret? key, WaException? keyFault) = TryReadKey(saved);
            ConnectionRequest request = Request(saved, key);
            request = keyFault is null ? request : request with { KeyFault = keyFault };
            Connection connection = Connection.Create(request, () => Transports.Create(request.Proxy));
            if (Save)
            {
                Keep(connection, request, saved);
            }

            RunspaceState.Current.Add(connection);
            WriteVerbose($"Connected: {connection}.");
            if (PassThru)
            {
                WriteObject(connection);
            }
        }
        catch (WaException refused)
        {
            ThrowTerminatingError(Errors.Record(refused, Provider ?? Name));
        }
    }

    private ConnectionProfile Saved()
    {
        if (Name is not null && ProfileStore.Default.Find(Name) is { } found)
        {
            return found;
        }

        string[] names = [.. SavedConnections.Names()];
        string savedOnes = names.Length == 0 ? "" : $"; saved are: {string.Join(", ", names)}";
        throw new WaException(ErrorCause.ProviderMissing, Name is null
            ? $"No provider is named; it is one of {ProviderArgument.Names}{savedOnes}."
            : $"No provider is named, and no saved connection is called '{Name}'{savedOnes}.");
    }

    private ConnectionRequest Request(ConnectionProfile? saved, Secret? key)
    {
        string name = saved?.Provider ?? Provider!;
        Provider provider = ProviderCatalog.Find(name) ?? throw ProviderArgument.Unknown(
            name, ProfileStore.Default.Has(name) ? $"A saved connection has this name: Connect-WaProvider -Name '{name}'." : null);
        if (Sandbox is not null && (BaseUri is not null || Endpoint is not null || Save))
        {
            throw new WaException(
                ErrorCause.BadInput,
                "-Sandbox says where messages go and ends with the session: -BaseUri, -Endpoint and -Save do not go with it.",
                "Leave them out.");
        }

        if (VaultName is not null && SecretName is null && !(Save && ApiKey is not null))
        {
            throw new WaException(
                ErrorCause.BadInput,
                "-VaultName goes with -SecretName, or with -ApiKey and -Save.",
                "Leave it out, or say what it is for.");
        }

        bool elsewhere = Sandbox is not null || BaseUri is not null || Endpoint is not null;
        return new(provider, key)
        {
            Name = saved?.Name ?? Name,
            Settings = Settings(provider, saved),
            BaseUri = Sandbox?.BaseUri ?? BaseUri ?? (elsewhere ? null : saved?.BaseUri),
            Endpoint = Endpoint ?? (elsewhere ? null : saved?.Endpoint),
            Proxy = Proxy ?? saved?.Proxy,
            RatePerSecond = RatePerSecond ?? saved?.RatePerSecond,
        };
    }

    private Dictionary<string, string> Settings(Provider provider, ConnectionProfile? saved)
    {
        Dictionary<string, string> settings = new(saved?.Settings ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in SettingParameters.Given(MyInvocation.BoundParameters, ProviderCatalog.All))
        {
            settings[name] = value;
        }

        if (Sandbox is not null)
        {
            foreach (ProviderSetting setting in provider.Settings.Where(setting => !setting.Optional || setting.ForReading))
            {
                settings.TryAdd(setting.Name, setting.Default ?? setting.Example);
            }
        }

        return settings;
    }

    // Why there is no key is named together with everything else that is missing.
    private (Secret? Key, WaException? Fault) TryReadKey(ConnectionProfile? saved)
    {
        try
        {
            return (ReadKey(saved), null);
        }
        catch (WaException refused)
        {
            return (null, refused);
        }
    }

    private Secret? ReadKey(ConnectionProfile? saved) =>
        ApiKey is not null ? Secret.Of(ApiKey)
        : Place() is { } given ? ReadKey(given)
        : Sandbox is not null ? Secret.Of(Sandbox.Key)
        : saved is not null ? ReadKey(saved.Key)
        : null;

    private Secret ReadKey(KeySource place) =>
        place.Secret is not null ? SecretVault.Read(this, place.Secret, place.Vault)
        : Environment.GetEnvironmentVariable(place.Variable!) is { Length: > 0 } value ? Secret.Of(value)
        : throw new WaException(ErrorCause.KeyMissing, $"the environment variable {place.Variable} is not set or empty", "Set it before.");

    // The place of the key that was named now.
    private KeySource? Place() =>
        ApiKeyVariable is not null ? new(Variable: ApiKeyVariable)
        : SecretName is not null ? new(Secret: SecretName, Vault: VaultName)
        : null;

    private void Keep(Connection connection, ConnectionRequest request, ConnectionProfile? saved)
    {
        ConnectionProfile? earlier = saved ?? ProfileStore.Default.Find(connection.Name);
        KeySource key = Place() ?? saved?.Key ?? new();
        if (ApiKey is not null)
        {
            string vault = VaultName ?? earlier?.Key.Vault ?? throw SecretVault.Missing();
            key = new(Secret: connection.Name, Vault: vault);
            SecretVault.Write(this, connection.Name, vault, ApiKey, replace: earlier?.Key == key);
        }

        ProfileStore.Default.Save(new()
        {
            Name = connection.Name,
            Provider = connection.Provider,
            Settings = request.Settings,
            BaseUri = request.BaseUri,
            Endpoint = request.Endpoint,
            Proxy = request.Proxy,
            RatePerSecond = request.RatePerSecond,
            Key = key,
        });
        WriteVerbose($"Saved as {ProfileStore.Default.PathOf(connection.Name)}; the key is found in {key}.");
    }
}
