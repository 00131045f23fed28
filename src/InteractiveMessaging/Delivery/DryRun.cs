namespace InteractiveMessaging;

/// <summary>What a run would do with each message: it checks it and asks the journal, and sends nothing.</summary>
/// <param name="connection">The connection.</param>
/// <param name="journal">What the journal knows; null without one.</param>
/// <param name="options">How the run would send.</param>
internal sealed class DryRun(Connection connection, JournalSnapshot? journal, SendRunOptions options)
{
    private readonly Preparation _preparation = new(connection.Account, withJournal: journal is not null)
    {
        Templates = options.Templates,
        ChecksDefinitions = options.ChecksDefinitions,
    };

    /// <summary>The result of a message; NotSent where it would be sent.</summary>
    public SendResult Try(SendItem item)
    {
        Prepared prepared = _preparation.Prepare(item);
        if (prepared.Body is null)
        {
            return SendResult.Invalid(item, connection, prepared.Violations);
        }

        SendResult? early = journal is null
            ? null
            : EarlyResult.Of(journal.Claim(prepared.Journaled), item, connection, options.RetryInDoubt);
        return (early ?? SendResult.Of(item, connection, SendStatus.NotSent) with { Note = "It would be sent." }) with
        {
            Warnings = prepared.Violations,
        };
    }
}
