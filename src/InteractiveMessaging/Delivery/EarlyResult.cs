namespace InteractiveMessaging;

/// <summary>The result of a message that is not sent for what its journal says.</summary>
internal static class EarlyResult
{
    /// <summary>The result; null where the message is to be sent.</summary>
    /// <param name="claim">What the journal says.</param>
    /// <param name="item">The message.</param>
    /// <param name="connection">The connection it would go through.</param>
    /// <param name="retryInDoubt">Whether what is in doubt is sent again.</param>
    public static SendResult? Of(JournalClaim claim, SendItem item, Connection connection, bool retryInDoubt)
    {
        SendResult? result = claim.Verdict switch
        {
            JournalVerdict.Settled => Skipped($"{claim.Status} in an earlier run."),
            JournalVerdict.Duplicate => Skipped("The same message to the same recipient came earlier in this run."),
            JournalVerdict.Elsewhere => Skipped($"Another worker of this run had it: {claim.Status}."),
            JournalVerdict.InDoubt when !retryInDoubt => new SendResult(item, connection, SendStatus.InDoubt) with
            {
                Cause = ErrorCause.InDoubt,
                Error = "It may have been taken in an earlier run, which ended before the reply came.",
            },
            JournalVerdict.DraftDiffers => new SendResult(item, connection, SendStatus.Invalid) with
            {
                Cause = ErrorCause.JournalMessageDiffers,
                ErrorCode = nameof(ErrorCause.JournalMessageDiffers),
                Error = item.Key is null
                    ? "The journal has another message to this recipient, and no earlier run used this one: it would be a second message."
                    : "The journal was made with other messages, and no earlier run used this one.",
                Recommendation = "Run it with the messages as they were to finish that run, or use another journal for the new ones, "
                    + "or -JournalForce to send this one as well.",
            },
            _ => null,
        };
        return result is null ? null : result with { MessageId = claim.MessageId };

        SendResult Skipped(string note) => new SendResult(item, connection, SendStatus.Skipped) with { Note = note };
    }
}
