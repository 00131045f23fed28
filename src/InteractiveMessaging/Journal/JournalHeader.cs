namespace InteractiveMessaging;

/// <summary>What a run is made of; one that resumes must match.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Draft">A hash of the message as it was composed; none of its text.</param>
/// <param name="KeyColumn">What the user names rows by; null where recipient and rendered message do.</param>
internal sealed record JournalHeader(string Connection, string Provider, string Draft, string? KeyColumn = null);
