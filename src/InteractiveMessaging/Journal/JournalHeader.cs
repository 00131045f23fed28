using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>What a run is made of; one that goes on in a journal must match.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Host">The host that it posts to.</param>
/// <param name="Account">A hash of the address and the account, as far as they are not secret.</param>
/// <param name="Draft">A hash of the run's one message as it was composed; null where rows choose their message.</param>
/// <param name="KeyColumn">What the user names rows by; null where recipient and rendered message do.</param>
/// <param name="Total">How many rows there will be, where that is known.</param>
internal sealed record JournalHeader(
    string Connection, string Provider, string Host, string Account, string? Draft = null, string? KeyColumn = null, long? Total = null)
{
    /// <summary>The header of a run over a connection.</summary>
    public static JournalHeader Of(Connection connection, string? draft, string? keyColumn = null, long? total = null) =>
        new(connection.Name, connection.Provider, connection.Address.Authority, AccountOf(connection), draft, keyColumn, total);

    // The key is not in it, nor the query of an address, which may hold one. What says nothing of the account, such as a tag for
    // statistics or the version of the API, may change.
    private static string AccountOf(Connection connection)
    {
        IEnumerable<string> settings =
            from setting in connection.ProviderModel.Settings
            where setting.NamesAccount && connection.Account.Settings.Find(setting.Name) is not null
            select $"{setting.Name}={setting.Canonical(connection.Account.Settings[setting.Name])}";
        string address = connection.Account.HasEndpoint
            ? connection.Address.GetLeftPart(UriPartial.Path)
            : connection.Address.Authority;
        string account = string.Join('\n', settings.Prepend(address).Prepend(connection.Provider));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account)), 0, 16).ToLowerInvariant();
    }
}
