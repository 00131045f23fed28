namespace InteractiveMessaging;

/// <summary>What to do about a cause: by status first, then by what the provider's own table of codes knows, then by the HTTP status.</summary>
internal static class ReportAdvice
{
    private const string Again = "Then run the same command again.";

    /// <summary>What to do.</summary>
    public static string For(ReportCause cause)
    {
        string? recommendation = cause.Code is { } code ? ProviderCatalog.Find(cause.Provider)?.Recommendation(code) : null;
        return cause switch
        {
            { Status: JournalStatus.InDoubt } => "The request went out and no clear reply came, so it may have been delivered. Look it up in the provider's log or its callbacks; run the same command with -RetryInDoubt only if a second message is acceptable.",
            { Status: JournalStatus.NotSent } when recommendation is not null => $"The run stopped here. {recommendation} {Again}",
            { Status: JournalStatus.NotSent, HttpStatus: 401 } => $"The run stopped here: the provider did not accept the key. Connect with a valid one. {Again}",
            { Status: JournalStatus.NotSent } => $"The run stopped here, and nothing after it was sent. Put right what its last error named. {Again}",
            { Status: JournalStatus.Failed, HttpStatus: 429 } => $"The provider asked to go slower until the retries were used up. Lower -RatePerSecond. {Again}",
            { Status: JournalStatus.Failed, HttpStatus: null } => $"The provider could not be reached, so nothing was sent. Check the network and the address. {Again}",
            { Status: JournalStatus.Failed } => "The provider did not take it, and the retries were used up. Run the same command again later.",
            _ when recommendation is not null => recommendation,
            { HttpStatus: >= 300 and < 400 } => "The address redirects elsewhere, which is never followed. Correct the connection's address with -BaseUri or -Endpoint.",
            { HttpStatus: 404 or 405 } => "The address is not one that takes messages. Check the connection's settings and its address.",
            { HttpStatus: 401 or 403 } => "The account may not send this. Check the key and its permissions.",
            { Code: not null } => "The provider refused this message or this recipient. Its documents say what the code means; sending the same again gives the same answer.",
            _ => "The provider refused this message or this recipient; sending the same again gives the same answer. Test-WaMessage -Provider checks the message against the provider's own rules.",
        };
    }
}
