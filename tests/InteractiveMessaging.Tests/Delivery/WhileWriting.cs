namespace InteractiveMessaging.Tests.Delivery;

/// <summary>A journal in which something happens while an intent is written.</summary>
internal sealed class WhileWriting(RunJournal journal, Action then) : IRunJournal
{
    public ValueTask<JournalClaim> ClaimAsync(in JournalMessage message, CancellationToken cancellation) =>
        journal.ClaimAsync(message, cancellation);

    public async ValueTask<bool> IntendAsync(JournalMessage message, CancellationToken cancellation)
    {
        bool mine = await journal.IntendAsync(message, cancellation);
        then();
        return mine;
    }

    ValueTask<bool> IRunJournal.IntendAsync(in JournalMessage message, CancellationToken cancellation) => IntendAsync(message, cancellation);

    public ValueTask SettleAsync(in JournalMessage message, in JournalOutcome outcome) => journal.SettleAsync(message, outcome);

    public void Invalid(in InvalidRow row) => journal.Invalid(row);

    public void NotReached() => journal.NotReached();

    public void Complete(long rows, bool finished, bool readAll) => journal.Complete(rows, finished, readAll);

    public void Dispose() => journal.Dispose();
}
