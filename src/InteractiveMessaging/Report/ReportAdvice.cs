namespace InteractiveMessaging;

/// <summary>
/// What to do about a cause: by outcome first, then by what the provider's own table of codes knows, then by the HTTP status.
/// </summary>
internal static class ReportAdvice
{
    private const string Again = "Then run the same command again.";

    /// <summary>What to do.</summary>
    public static string For(ReportCause cause)
    {
        string? known = cause.Code is { } code && cause.Outcome != ReportOutcome.Invalid
            ? ProviderCatalog.Find(cause.Provider)?.Recommendation(code)
            : null;
        return cause.Outcome switch
        {
            ReportOutcome.Invalid => ForInvalid(cause.Code),
            ReportOutcome.InDoubt =>
                "The request went out and no clear reply came, so it may have been delivered. Look it up in the provider's log or its"
                + " callbacks; run the same command with -RetryInDoubt only if a second message is acceptable.",
            ReportOutcome.OutsideWindow =>
                "These people had not written within the last 24 hours, so only an approved template may go to them. Give one with"
                + $" -Fallback. {Again}",
            ReportOutcome.NotSent => ForNotSent(known, cause.HttpStatus),
            ReportOutcome.Failed => ForFailed(cause.HttpStatus),
            ReportOutcome.Undelivered => known
                ?? "The provider took the message and could not deliver it. Its documents say what the code means.",
            _ => known ?? ForRejected(cause),
        };
    }

    // Nothing was sent for these rows: they can be corrected and sent by the same command.
    private static string ForInvalid(string? cause) => cause switch
    {
        nameof(ErrorCause.RecipientInvalid) =>
            $"The number cannot be read. Write it with + and the country code, or say -CountryCode or -International. {Again}",
        nameof(ErrorCause.MissingColumn) =>
            $"The rows lack a column that the message, the number or -Key names. Correct the column or the placeholder. {Again}",
        nameof(ErrorCause.BadInput) => $"A cell of the row cannot be used; the result of the row says which. Correct it. {Again}",
        nameof(ErrorCause.JournalMessageDiffers) =>
            "These people have a message of this journal, and this is another one. Run it with the messages as they were, or use another"
            + " journal for the new ones.",
        _ => $"The message breaks this rule with the cells of these rows. Correct the cells or the message. {Again}",
    };

    private static string ForNotSent(string? known, int? status) => (known, status) switch
    {
        (not null, _) => $"The run stopped here. {known} {Again}",
        (_, 401) => $"The run stopped here: the provider did not accept the key. Connect with a valid one. {Again}",
        _ => $"The run ended here before the message was taken. Correct what its last error named. {Again}",
    };

    private static string ForFailed(int? status) => status switch
    {
        429 => $"The provider asked to go slower until the run made no further attempt. Lower -RatePerSecond. {Again}",
        null => $"The provider could not be reached, so nothing was sent. Check the network and the address. {Again}",
        _ => "The provider did not take it, and the run made no further attempt. Run the same command again later.",
    };

    private static string ForRejected(ReportCause cause) => cause switch
    {
        { HttpStatus: >= 300 and < 400 } =>
            "The address redirects elsewhere, which is never followed. Correct the connection's address with -BaseUri or -Endpoint.",
        { HttpStatus: 404 or 405 } => "The address is not one that takes messages. Check the connection's settings and its address.",
        { HttpStatus: 401 or 403 } => "The account may not send this. Check the key and its permissions.",
        { Code: not null } =>
            "The provider refused this message or this recipient. Its documents say what the code means; sending the same again gives the"
            + " same answer.",
        _ => "The provider refused this message or this recipient; sending the same again gives the same answer. Test-WaMessage -Provider"
            + " checks the message against the provider's own rules.",
    };
}
