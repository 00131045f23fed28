using System.Security.Cryptography;

namespace InteractiveMessaging;

/// <summary>What a run is made of; one that resumes must match.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Template">A hash of the message as it was composed; none of its text.</param>
/// <param name="KeyColumn">What the user names rows by; null where recipient and rendered message do.</param>
internal sealed record JournalHeader(string Connection, string Provider, string Template, string? KeyColumn = null)
{
    /// <summary>The header of a run.</summary>
    /// <param name="connection">What it sends through.</param>
    /// <param name="message">The message or template; null where each recipient gets one of its own.</param>
    /// <param name="keyColumn">What the user names rows by.</param>
    public static JournalHeader Of(Connection connection, Message? message, string? keyColumn = null) =>
        new(connection.Name, connection.Provider, message is null ? "" : Convert.ToHexString(SHA256.HashData(MessageWriter.Write(message)).AsSpan(0, 16)), keyColumn);
}
