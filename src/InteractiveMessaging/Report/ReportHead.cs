namespace InteractiveMessaging;

/// <summary>What the page of a report is called.</summary>
/// <param name="Title">The campaign's name; null takes the journals' names.</param>
/// <param name="BusinessName">Whose messages they are; null leaves that out.</param>
/// <param name="MasksRecipients">Whether the middle of each recipient's number is hidden.</param>
internal sealed record ReportHead(string? Title = null, string? BusinessName = null, bool MasksRecipients = false);
