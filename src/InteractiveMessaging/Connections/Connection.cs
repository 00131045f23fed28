using System.Globalization;

namespace InteractiveMessaging;

/// <summary>A provider with one account's settings and its key. It may be used by many runs and runspaces at once.</summary>
public sealed class Connection : IDisposable
{
    private readonly Lazy<ITransport> _transport;

    private Connection(ConnectionRequest request, ProviderSettings settings, Func<ITransport> transport)
    {
        Account = new(request.Provider, settings, request.BaseUri, request.Endpoint);
        Name = request.Name ?? Provider;
        Secret = request.Secret!;
        Proxy = request.Proxy;
        Pacer = new(request.RatePerSecond ?? ProviderModel.RatePerSecond, request.Clock);
        _transport = new(transport);
    }

    /// <summary>What it is called, for <c>-Connection</c>.</summary>
    public string Name { get; }

    /// <summary>The provider's name.</summary>
    public string Provider => ProviderModel.Name;

    /// <summary>Where messages are posted.</summary>
    public Uri Address => Account.Address;

    /// <summary>The proxy it was given; null where the environment's is used, if there is one.</summary>
    public Uri? Proxy { get; }

    /// <summary>Messages a second over all runs that use this connection; 0 is no limit.</summary>
    public double RatePerSecond => double.IsInfinity(Pacer.Limit) ? 0 : Pacer.Limit;

    /// <summary>Whether it has been closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The provider with this account's settings, and where its addresses lead.</summary>
    internal ProviderAccount Account { get; }

    internal Provider ProviderModel => Account.Provider;

    internal Secret Secret { get; }

    /// <summary>Paces every run and runspace that uses the connection.</summary>
    internal Pacer Pacer { get; }

    /// <summary>The connection's HTTP channel; built when the first message is sent.</summary>
    internal ITransport Transport => _transport.Value;

    /// <summary>Makes a connection. Everything that is missing or wrong is named in one error.</summary>
    /// <exception cref="WaException">
    /// A setting or the key is missing, wrong or another provider's, or the address cannot be used. Where the key alone is wrong, the
    /// cause is the key's.
    /// </exception>
    internal static Connection Create(ConnectionRequest request, Func<ITransport> transport)
    {
        Provider provider = request.Provider;
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        List<string> faults = [];
        foreach (ProviderSetting setting in provider.Settings)
        {
            string? value = request.Settings.TryGetValue(setting.Name, out string? given) && !string.IsNullOrWhiteSpace(given)
                ? given.Trim(' ')
                : setting.Default;
            if (value is null)
            {
                if (!setting.Optional)
                {
                    faults.Add($"-{setting.Name} is missing ({setting.WhereFound})");
                }
            }
            else if (setting.Check(value) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                values[setting.Name] = value;
            }
        }

        faults.AddRange(request.Settings.Keys
            .Where(name => provider.Settings.All(setting => !setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .Select(name => $"-{name} belongs to {Owners(name)}"));
        faults.AddRange(Faults(request));
        if (request.Secret is null)
        {
            WaException fault = request.KeyFault;
            faults.Add(fault.Message.TrimEnd('.'));
            if (faults.Count == 1)
            {
                throw new WaException(fault.Cause, $"{provider.Name}: {faults[0]}.", fault.Recommendation, fault);
            }
        }

        if (faults.Count > 0)
        {
            throw new WaException(
                ErrorCause.ConnectionRefused,
                $"{provider.Name}: {string.Join("; ", faults)}.",
                "Correct these and run Connect-WaProvider again.");
        }

        return new(request, new(values), transport);
    }

    /// <summary>Closes its HTTP channel. What is in flight fails.</summary>
    public void Dispose()
    {
        IsClosed = true;
        if (_transport.IsValueCreated)
        {
            _transport.Value.Dispose();
        }
    }

    /// <summary>Name, provider and host; never the key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Provider}, {Address.Host})");

    private static string Owners(string setting) => string.Join(" and ", ProviderCatalog.All
        .Where(provider => provider.Settings.Any(known => known.Name.Equals(setting, StringComparison.OrdinalIgnoreCase)))
        .Select(provider => provider.Name));

    private static IEnumerable<string> Faults(ConnectionRequest request)
    {
        if (request.Name is { } name && ConnectionName.Fault(name) is { } unfit)
        {
            yield return $"-Name {unfit}";
        }

        if (request.BaseUri is not null && request.Endpoint is not null)
        {
            yield return "-BaseUri and -Endpoint contradict each other";
        }

        if (request.BaseUri is { } host && AddressCheck.HostFault(host) is { } hostFault)
        {
            yield return $"-BaseUri {hostFault}";
        }

        if (request.Endpoint is { } address && AddressCheck.Fault(address) is { } addressFault)
        {
            yield return $"-Endpoint {addressFault}";
        }

        if (request.Proxy is { } proxy && AddressCheck.ProxyFault(proxy) is { } proxyFault)
        {
            yield return $"-Proxy {proxyFault}";
        }
    }
}
