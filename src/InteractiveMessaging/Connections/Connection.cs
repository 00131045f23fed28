using System.Globalization;

namespace InteractiveMessaging;

/// <summary>A provider with one account's settings and its key. It may be used by many runs and runspaces at once.</summary>
public sealed class Connection : IDisposable
{
    private readonly Lazy<ITransport> _transport;

    private Connection(string name, Provider provider, ProviderSettings settings, Secret secret, Uri address, Pacer pacer, Func<ITransport> transport)
    {
        Name = name;
        ProviderModel = provider;
        Settings = settings;
        Secret = secret;
        Address = address;
        Pacer = pacer;
        _transport = new(transport);
    }

    /// <summary>What it is called, for <c>-Connection</c>.</summary>
    public string Name { get; }

    /// <summary>The provider's name.</summary>
    public string Provider => ProviderModel.Name;

    /// <summary>Where messages are posted.</summary>
    public Uri Address { get; }

    /// <summary>Messages a second over all runs that use this connection; 0 is no limit.</summary>
    public double RatePerSecond => double.IsInfinity(Pacer.Limit) ? 0 : Pacer.Limit;

    /// <summary>Whether it has been closed.</summary>
    public bool IsClosed { get; private set; }

    internal Provider ProviderModel { get; }

    internal ProviderSettings Settings { get; }

    internal Secret Secret { get; }

    /// <summary>Paces every run and runspace that uses the connection.</summary>
    internal Pacer Pacer { get; }

    /// <summary>The connection's HTTP channel; built when the first message is sent.</summary>
    internal ITransport Transport => _transport.Value;

    /// <summary>Makes a connection. Everything that is missing or wrong is named in one error.</summary>
    /// <exception cref="ConnectionException">A setting is missing, wrong or another provider's, or the address cannot be used.</exception>
    internal static Connection Create(ConnectionRequest request, Func<ITransport> transport)
    {
        Provider provider = request.Provider;
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        List<string> faults = [];
        foreach (ProviderSetting setting in provider.Settings)
        {
            string? value = request.Settings.TryGetValue(setting.Name, out string? given) && !string.IsNullOrWhiteSpace(given) ? given.Trim() : setting.Default;
            if (value is null)
            {
                if (!setting.Optional)
                {
                    faults.Add($"-{setting.Name} is missing ({setting.WhereFound})");
                }
            }
            else if (setting.Fault(value) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                values[setting.Name] = value;
            }
        }

        faults.AddRange(request.Settings.Keys.Where(name => provider.Settings.All(setting => !setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).Select(name => $"-{name} belongs to {Owners(name)}"));
        if (faults.Count > 0)
        {
            throw new ConnectionException("SettingsIncomplete", $"{provider.Name}: {string.Join("; ", faults)}.", "Run Connect-WaProvider again with these put right.");
        }

        ProviderSettings settings = new(values);
        return new(request.Name ?? provider.Name, provider, settings, request.Secret, AddressOf(request, settings), new(request.RatePerSecond ?? provider.RatePerSecond, request.Clock), transport);
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

    private static Uri AddressOf(ConnectionRequest request, ProviderSettings settings)
    {
        if (request.Endpoint is not null)
        {
            return Checked(request.Endpoint, "-Endpoint");
        }

        Uri address = request.Provider.Address(settings);
        if (request.BaseUri is not { } host)
        {
            return address;
        }

        Checked(host, "-BaseUri");
        return new UriBuilder(address) { Scheme = host.Scheme, Host = host.Host, Port = host.IsDefaultPort ? -1 : host.Port }.Uri;
    }

    // Plain http only to this machine; no user info, which would be a second, visible place for secrets.
    private static Uri Checked(Uri address, string parameter)
    {
        string? fault = !address.IsAbsoluteUri ? "is not a whole address, such as https://api.example.com"
            : address.UserInfo.Length > 0 ? "must not hold a user name or password"
            : address.Scheme == Uri.UriSchemeHttps ? null
            : address.Scheme == Uri.UriSchemeHttp && address.IsLoopback ? null
            : "must be https; plain http is for this machine (loopback) only";
        return fault is null ? address : throw new ConnectionException("AddressRefused", $"{parameter} {fault}.", "Give an https address.");
    }
}

/// <summary>What a connection is made of.</summary>
internal sealed record ConnectionRequest(Provider Provider, Secret Secret)
{
    public string? Name { get; init; }

    /// <summary>The provider's settings as given, by the name of their parameter.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Another scheme, host and port; the path stays.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>Another address altogether.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Messages a second; 0 is no limit, null the provider's own.</summary>
    public double? RatePerSecond { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
