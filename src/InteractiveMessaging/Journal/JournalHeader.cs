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

    // The key is not in it, nor the query of an address, which may hold one. What may be left out, such as a tag for statistics, says
    // nothing of the account.
    private static string AccountOf(Connection connection)
    {
        IEnumerable<string> settings =
            from setting in connection.ProviderModel.Settings
            where !setting.Optional && connection.Account.Settings.Find(setting.Name) is not null
            select $"{setting.Name}={connection.Account.Settings[setting.Name]}";
        string account = string.Join('\n', settings.Prepend(connection.Address.GetLeftPart(UriPartial.Path)).Prepend(connection.Provider));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account)), 0, 16).ToLowerInvariant();
    }
}
