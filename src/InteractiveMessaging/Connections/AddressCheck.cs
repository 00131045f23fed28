using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// Checks addresses that people give. It looks at the text as it was typed: a Uri has already folded <c>..</c>, look-alike dots and
/// backslashes into something that may lead elsewhere.
/// </summary>
internal static partial class AddressCheck
{
    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>What is wrong with an address that messages and the key go to; null where it is good.</summary>
    public static string? Fault(Uri address) => FormFault(address) ??
        (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
            ? null
            : "must be https; plain http is for this machine (loopback) only");

    /// <summary>What is wrong with an address that replaces no more than scheme, host and port.</summary>
    public static string? HostFault(Uri address) => Fault(address) ??
        (address.PathAndQuery == "/"
            ? null
            : "replaces scheme, host and port only and keeps the provider's path; for another path give -Endpoint");

    /// <summary>What is wrong with the address of a proxy.</summary>
    public static string? ProxyFault(Uri address) => FormFault(address) ??
        (!ProxySchemes.Contains(address.Scheme) ? $"must begin with one of {string.Join(", ", ProxySchemes)}"
            : address.PathAndQuery is "/" or "" ? null
            : "is scheme, host and port only");

    private static string? FormFault(Uri address)
    {
        string typed = address.OriginalString;
        if (typed.Any(c => c is <= ' ' or '\x7F'))
        {
            return "holds a space, a line break or another control character";
        }

        if (!typed.All(char.IsAscii))
        {
            return "holds a character beyond ASCII, and some look like a dot or a slash; write the host as xn--… and the path with %";
        }

        if (!address.IsAbsoluteUri || typed.IndexOf("://", StringComparison.Ordinal) is not (> 0 and int scheme))
        {
            return "is not a whole address, such as https://api.example.com";
        }

        string rest = typed[(scheme + "://".Length)..];
        int end = rest.AsSpan().IndexOfAny('/', '?', '#');
        string authority = end < 0 ? rest : rest[..end];
        string path = end < 0 ? "" : rest[end..].Split('?', '#')[0];
        return authority.Length == 0 ? "names no host"
            : authority.Contains('@', StringComparison.Ordinal) ? "must not hold a user name or password (nothing may stand before an @)"
            : rest.Contains('\\', StringComparison.Ordinal) ? "holds a backslash"
            : rest.Contains('#', StringComparison.Ordinal) ? "holds a #; what follows one is never sent"
            : EscapedControl().IsMatch(rest) ? "hides a control character behind a %"
            : EscapedPath().IsMatch(path) ? "hides a dot or a slash behind a %"
            : path.Split('/') is { } parts && (parts.Contains("..") || parts.Contains(".")) ? "holds . or .. as a part of its path"
            : path.Contains("//", StringComparison.Ordinal) ? "holds // in its path"
            : null;
    }

    [GeneratedRegex("%(?:[01][0-9a-f]|7f)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedControl();

    [GeneratedRegex("%(?:2e|2f|5c)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedPath();
}
