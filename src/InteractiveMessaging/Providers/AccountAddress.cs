using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// An address of one account: what is left to fill are values of the message, each percent-encoded as one part of the path.
/// </summary>
internal sealed class AccountAddress
{
    private readonly string[] _pieces;
    private readonly string[] _names;
    private readonly Uri? _constant;

    /// <param name="filled">The address with the account's settings in it.</param>
    /// <param name="baseUri">Takes the place of scheme, host and port.</param>
    public AccountAddress(string filled, Uri? baseUri)
    {
        string whole = baseUri is null ? filled : baseUri.GetLeftPart(UriPartial.Authority)
            + filled[filled.IndexOf('/', "https://".Length)..];
        MatchCollection names = ProviderAddress.Names(whole);
        _names = [.. names.Select(name => name.Groups[1].Value)];
        _pieces = [.. names.Select((name, i) => whole[(i == 0 ? 0 : names[i - 1].Index + names[i - 1].Length)..name.Index]), Rest()];
        _constant = _names.Length == 0 ? new(whole) : null;

        string Rest() => names.Count == 0 ? whole : whole[(names[^1].Index + names[^1].Length)..];
    }

    /// <summary>
    /// The address with the values of a message; null where one is missing, empty, or <c>.</c> or <c>..</c>, which would lead elsewhere.
    /// </summary>
    public Uri? With(IReadOnlyList<(string Name, string Value)> values)
    {
        if (_constant is not null)
        {
            return _constant;
        }

        string address = _pieces[0];
        for (int i = 0; i < _names.Length; i++)
        {
            string value = values.FirstOrDefault(value => value.Name == _names[i]).Value ?? "";
            if (value is "" or "." or "..")
            {
                return null;
            }

            address += Uri.EscapeDataString(value) + _pieces[i + 1];
        }

        return new(address);
    }
}
