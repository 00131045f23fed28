using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>A provider in the sandbox: the paths it answers on, derived from its addresses, and what it says there.</summary>
internal sealed class SandboxRoute
{
    private readonly (ProviderAddress Address, Regex Path)[] _places;
    private readonly (ProviderAddress Address, Regex Path)[] _probes;
    private readonly (ProviderAddress Address, Regex Path)[] _listings;
    private readonly (ProviderAddress Address, Regex Path)[] _uploads;

    private SandboxRoute(Provider provider, ProviderDialect dialect)
    {
        Provider = provider;
        Dialect = dialect;
        _places = [.. provider.Addresses
            .Select((address, i) => (address, Whole([Pattern(address), .. i == 0 ? dialect.OtherPaths.Select(Regex.Escape) : []])))];
        _probes = [.. new[] { provider.Probe?.Address, provider.Probe?.AccountAddress }.OfType<ProviderAddress>()
            .Select(address => (address, Whole([Pattern(address)])))];
        _listings = provider.Templates is { } listing && dialect.Listed is not null
            ? [(listing.Address, Whole([Pattern(listing.Address)]))]
            : [];
        _uploads = provider.Upload is { } upload ? [(upload.Address, Whole([Pattern(upload.Address)]))] : [];
    }

    public Provider Provider { get; }

    public ProviderDialect Dialect { get; }

    /// <summary>The paths of its addresses, with the names in braces.</summary>
    public IEnumerable<string> Paths => _places.Select(place => place.Address.Path);

    /// <summary>One for each of these providers that has a dialect.</summary>
    public static IReadOnlyList<SandboxRoute> Of(IEnumerable<Provider> providers) =>
        [.. from provider in providers let dialect = provider.Dialect where dialect is not null select new SandboxRoute(provider, dialect)];

    /// <summary>Which of its addresses this path is; null where it is none of them.</summary>
    public SandboxPlace? Find(string path) => Find(_places, path);

    /// <summary>The request that tries its key, where this is the path of one; else null.</summary>
    public SandboxPlace? FindProbe(string path) => Find(_probes, path);

    /// <summary>The request that lists its templates, where this is the path of one, whatever its query; else null.</summary>
    public SandboxPlace? FindListing(string path) => Find(_listings, path.Split('?')[0]);

    /// <summary>Where files are uploaded, where this is that path; else null.</summary>
    public SandboxPlace? FindUpload(string path) => Find(_uploads, path);

    /// <summary>What is wrong with the account in a path: any account will do, as long as it looks like one.</summary>
    public Refusal? CheckAccount(SandboxPlace place) =>
        (from setting in Provider.Settings
         where place.Values.TryGetValue(setting.Name, out string? value) && setting.Check(value) is not null
         select new Refusal(RefusalKind.WrongAccount, $"In the address, {setting.Name} is not one of this account.")
         {
             Field = setting.Name,
         })
        .FirstOrDefault();

    private static SandboxPlace? Find((ProviderAddress Address, Regex Path)[] places, string path)
    {
        foreach ((ProviderAddress address, Regex pattern) in places)
        {
            if (pattern.Match(path) is { Success: true } match)
            {
                return new(address, ValuesOf(match));
            }
        }

        return null;
    }

    private static Dictionary<string, string> ValuesOf(Match match) =>
        match.Groups.Values.Where(group => group.Success && !char.IsAsciiDigit(group.Name[0]))
            .ToDictionary(group => group.Name, group => group.Value);

    // Each name in braces stands for one part of the path.
    private static string Pattern(ProviderAddress address) => Regex.Replace(Regex.Escape(address.Path), @"\\\{(\w+)}", "(?<$1>[^/]+)");

    private static Regex Whole(IEnumerable<string> patterns) =>
        new($@"\A(?:{string.Join('|', patterns)})\z", RegexOptions.CultureInvariant);
}

/// <summary>Where a request of a provider came in.</summary>
/// <param name="Address">Which of its addresses it is.</param>
/// <param name="Values">What stands there for the names in braces, as it came.</param>
internal sealed record SandboxPlace(ProviderAddress Address, IReadOnlyDictionary<string, string> Values);
