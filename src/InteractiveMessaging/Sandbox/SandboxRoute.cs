using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>A provider's place in the sandbox: the paths it answers on, derived from its address, and what it says there.</summary>
internal sealed class SandboxRoute
{
    private readonly Regex _path;

    private SandboxRoute(Provider provider, ProviderDialect dialect)
    {
        Provider = provider;
        Dialect = dialect;
        string template = provider.AddressTemplate[provider.AddressTemplate.IndexOf('/', "https://".Length)..];
        Path = template;
        string own = Regex.Replace(Regex.Escape(template), @"\\\{(\w+)}", "(?<$1>[^/]+)");
        _path = new($@"\A(?:{string.Join('|', dialect.OtherPaths.Select(Regex.Escape).Prepend(own))})\z", RegexOptions.CultureInvariant);
    }

    public Provider Provider { get; }

    public ProviderDialect Dialect { get; }

    /// <summary>The path of its address, with the names of settings in braces.</summary>
    public string Path { get; }

    /// <summary>One for each provider that has a dialect.</summary>
    public static IReadOnlyList<SandboxRoute> All() =>
        [.. from provider in ProviderCatalog.All let dialect = provider.Dialect where dialect is not null select new SandboxRoute(provider, dialect)];

    /// <summary>Whether this is one of its paths.</summary>
    public bool Takes(string path) => _path.IsMatch(path);

    /// <summary>What is wrong with the parts of a path: any account will do, as long as it looks like one.</summary>
    public Refusal? CheckAccount(string path)
    {
        Match match = _path.Match(path);
        return (from setting in Provider.Settings
                let part = match.Groups[setting.Name]
                where part.Success
                let fault = setting.Fault(part.Value)
                where fault is not null
                select new Refusal(RefusalKind.WrongAccount, $"In the address, {setting.Name} is not one of this account.") { Field = setting.Name }).FirstOrDefault();
    }
}
