namespace InteractiveMessaging;

/// <summary>What a run would do with each message: it checks it and asks the journal, and sends nothing.</summary>
/// <param name="connection">The connection.</param>
/// <param name="journal">What the journal knows; null without one.</param>
/// <param name="options">How the run would send.</param>
internal sealed class DryRun(Connection connection, IJournalSnapshot? journal, SendRunOptions options)
{
    private readonly PairPreparation _preparation = new(connection.Account, options, withJournal: true);

    // Without a journal a row that comes twice is sent twice; the plan says so.
    private readonly JournalMemory? _ownMemory = journal is null ? new() : null;
    private readonly PlanTally _tally = new(options.RateCard, options.Templates);

    /// <summary>The clock by which people's 24 hours end.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>About how many messages it is best given at a time.</summary>
    public int BestGroup => journal?.BestGroup ?? 1;

    /// <summary>The results of messages, in their order; NotSent where they would be sent.</summary>
    /// <exception cref="WaException">The journal cannot be asked, or who is excluded cannot be read any more.</exception>
    public IReadOnlyList<SendResult> Try(IReadOnlyList<SendItem> items)
    {
        PreparedPair[] pairs = [.. items.Select(_preparation.Prepare)];
        JournalMessage[] messages = [.. pairs.Where(pair => pair.Stopping is null).Select(pair => pair.Message.Journaled)];
        Queue<JournalClaim> claims = new(journal?.Claim(messages) ?? _ownMemory!.Claim(messages));
        SendResult[] results = new SendResult[items.Count];
        for (int i = 0; i < results.Length; i++)
        {
            JournalVerdict? verdict = null;
            if (pairs[i].Stopping is { } violations)
            {
                results[i] = SendResult.Invalid(items[i], connection, violations);
            }
            else
            {
                JournalClaim claim = claims.Dequeue();
                verdict = claim.Verdict;
                results[i] = Judge(items[i], pairs[i], claim);
            }

            _tally.Add(items[i], results[i], verdict, options.Schedule?.Zone ?? TimeZoneInfo.Utc, items[i].Closes(options.Window));
        }

        return results;
    }

    /// <summary>Counts a row that was refused before it could be a message.</summary>
    public void Refuse(SendItem item, SendResult refusal) => _tally.Add(item, refusal, null, TimeZoneInfo.Utc);

    /// <summary>What the run would come to.</summary>
    /// <param name="account">What the provider tells of the account; null where it tells nothing.</param>
    /// <param name="now">When it would begin.</param>
    public SendPlan Plan(AccountStatus? account, DateTimeOffset now) =>
        _tally.Plan(options.RatePerSecond ?? connection.RatePerSecond, options.Schedule, account, options.MaxRecipients, now);

    private SendResult Judge(SendItem item, PreparedPair pair, JournalClaim claim)
    {
        SendResult? early = journal is null ? null : EarlyResult.Of(claim, item, connection, options.RetryInDoubt);
        SendResult? excluded = early is null && options.Exclusions?.Find(item.Names) is { } why
            ? new SendResult(item, connection, SendStatus.Excluded) with { Note = why }
            : null;
        return (early ?? excluded ?? ToSend(item)) with { Warnings = [.. pair.Message.Violations, .. pair.Fallback?.Violations ?? []] };
    }

    private SendResult ToSend(SendItem item)
    {
        SendResult result = new(item, connection, SendStatus.NotSent);
        return item.Outside(options.Window, Clock.GetUtcNow()) is not { } why ? result with { Note = "It would be sent." }
            : item.Fallback is { Name: var name }
                ? result with { Fallback = name, Note = $"{why} It would be sent as the template {name}." }
            : result with { ErrorCode = ServiceWindow.Code, Note = why };
    }
}
