using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>A provider's place in the sandbox: the paths it answers on, derived from its address, and what it says there.</summary>
internal sealed class SandboxRoute
{
    private readonly Regex _path;
    private readonly Regex? _probe;

    private SandboxRoute(Provider provider, ProviderDialect dialect)
    {
        Provider = provider;
        Dialect = dialect;
        Path = PathOf(provider.AddressTemplate);
        _path = Whole([Pattern(Path), .. dialect.OtherPaths.Select(Regex.Escape)]);
        _probe = provider.Probe is { } probe ? Whole([Pattern(PathOf(probe.AddressTemplate))]) : null;
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

    /// <summary>Whether this is the path of the request that tries its key.</summary>
    public bool TakesProbe(string path) => _probe?.IsMatch(path) ?? false;

    /// <summary>What is wrong with the parts of a path: any account will do, as long as it looks like one.</summary>
    public Refusal? CheckAccount(string path)
    {
        Match match = TakesProbe(path) ? _probe!.Match(path) : _path.Match(path);
        return (from setting in Provider.Settings
                let part = match.Groups[setting.Name]
                where part.Success
                let fault = setting.Fault(part.Value)
                where fault is not null
                select new Refusal(RefusalKind.WrongAccount, $"In the address, {setting.Name} is not one of this account.") { Field = setting.Name }).FirstOrDefault();
    }

    private static string PathOf(string template) => template[template.IndexOf('/', "https://".Length)..];

    // Braces name settings, and each stands for one part of the path.
    private static string Pattern(string path) => Regex.Replace(Regex.Escape(path), @"\\\{(\w+)}", "(?<$1>[^/]+)");

    private static Regex Whole(IEnumerable<string> patterns) => new($@"\A(?:{string.Join('|', patterns)})\z", RegexOptions.CultureInvariant);
}
