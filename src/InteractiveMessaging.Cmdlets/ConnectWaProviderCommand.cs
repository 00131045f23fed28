using System.Management.Automation;
using System.Security;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Opens a connection: a provider with one account's settings and its key. The last one opened is the default of its runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "WaProvider", DefaultParameterSetName = "ApiKey")]
[OutputType(typeof(Connection))]
public sealed class ConnectWaProviderCommand : PSCmdlet
{
    /// <summary>The provider.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>The account's key.</summary>
    [Parameter(ParameterSetName = "ApiKey")]
    public SecureString? ApiKey { get; set; }

    /// <summary>The name of the environment variable that holds the key.</summary>
    [Parameter(ParameterSetName = "ApiKeyVariable", Mandatory = true)]
    public string? ApiKeyVariable { get; set; }

    /// <summary>PingUp: the business name in its API address.</summary>
    [Parameter]
    public string? Business { get; set; }

    /// <summary>Kaleyra: the account's SID.</summary>
    [Parameter]
    public string? Sid { get; set; }

    /// <summary>Kaleyra: the account's own WhatsApp number, with its plus.</summary>
    [Parameter]
    public string? Sender { get; set; }

    /// <summary>Kaleyra: the pod of the account: IN, SG, EU or NA. Default: IN.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Kaleyra: the value of wa_source.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SourceCompleter))]
    public string? Source { get; set; }

    /// <summary>Meta's Cloud API: the id of the phone number that sends.</summary>
    [Parameter]
    public string? PhoneNumberId { get; set; }

    /// <summary>Meta's Cloud API: the version of the Graph API, such as v25.0.</summary>
    [Parameter]
    public string? ApiVersion { get; set; }

    /// <summary>Another scheme, host and port; the provider's path stays.</summary>
    [Parameter]
    public Uri? BaseUri { get; set; }

    /// <summary>Another address altogether.</summary>
    [Parameter]
    public Uri? Endpoint { get; set; }

    /// <summary>A sandbox to talk to instead of the provider. Its key and example settings stand in for what is not given.</summary>
    [Parameter]
    public Sandbox? Sandbox { get; set; }

    /// <summary>What the connection is called. Default: the provider's name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Messages a second over everything that uses this connection; 0 is no limit. Default: what the provider's documents allow.</summary>
    [Parameter]
    [ValidateRange(0d, 100_000d)]
    public double? RatePerSecond { get; set; }

    /// <summary>Gives the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            Connection connection = Connection.Create(Request(), Transports.Create);
            RunspaceState.Current.Add(connection);
            WriteVerbose($"Connected: {connection}.");
            if (PassThru)
            {
                WriteObject(connection);
            }
        }
        catch (ConnectionException refused)
        {
            ThrowTerminatingError(Errors.ConnectionRefused.Record(refused.Message, Provider, refused.Recommendation));
        }
    }

    private ConnectionRequest Request()
    {
        string known = string.Join(", ", ProviderCatalog.All.Select(provider => provider.Name));
        Provider provider = ProviderCatalog.Find(Provider ?? "") ?? throw new ConnectionException(
            "ProviderUnknown",
            Provider is null ? $"No provider is named; it is one of {known}." : $"The provider '{Provider}' is unknown; it is one of {known}.",
            "Name it first: Connect-WaProvider Kaleyra …");

        (string Name, string? Value)[] given =
        [
            (nameof(Business), Business), (nameof(Sid), Sid), (nameof(Sender), Sender), (nameof(Region), Region),
            (nameof(Source), Source), (nameof(PhoneNumberId), PhoneNumberId), (nameof(ApiVersion), ApiVersion),
        ];
        Dictionary<string, string> settings = given.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value!);
        if (Sandbox is not null)
        {
            foreach (ProviderSetting setting in provider.Settings.Where(setting => !setting.Optional))
            {
                settings.TryAdd(setting.Name, setting.Default ?? setting.Example);
            }
        }

        return new(provider, ReadSecret())
        {
            Name = Name,
            Settings = settings,
            BaseUri = Sandbox?.BaseUri ?? BaseUri,
            Endpoint = Endpoint,
            RatePerSecond = RatePerSecond,
        };
    }

    private Secret ReadSecret()
    {
        if (ApiKey is not null)
        {
            return Secret.Of(ApiKey);
        }

        if (ApiKeyVariable is not null)
        {
            return Environment.GetEnvironmentVariable(ApiKeyVariable) is { Length: > 0 } value
                ? Secret.Of(value)
                : throw new ConnectionException("KeyMissing", $"The environment variable {ApiKeyVariable} is not set or empty.", "Set it before, or give the key with -ApiKey.");
        }

        if (Sandbox is not null)
        {
            return Secret.Of(Sandbox.Key);
        }

        throw new ConnectionException("KeyMissing", "The key is missing.", "Give it with -ApiKey (a SecureString, for example from Read-Host -AsSecureString) or -ApiKeyVariable.");
    }
}
