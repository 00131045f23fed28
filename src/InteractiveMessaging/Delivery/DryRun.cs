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

    /// <summary>The result of a message; NotSent where it would be sent.</summary>
    /// <exception cref="WaException">Who is excluded cannot be read any more.</exception>
    public SendResult Try(SendItem item)
    {
        SendResult result = Judge(item, out JournalVerdict? verdict);
        _tally.Add(item, result, verdict, options.Schedule?.Zone ?? TimeZoneInfo.Utc, item.Closes(options.Window));
        return result;
    }

    /// <summary>Counts a row that was refused before it could be a message.</summary>
    public void Refuse(SendItem item, SendResult refusal) => _tally.Add(item, refusal, null, TimeZoneInfo.Utc);

    /// <summary>What the run would come to.</summary>
    /// <param name="account">What the provider tells of the account; null where it tells nothing.</param>
    /// <param name="now">When it would begin.</param>
    public SendPlan Plan(AccountStatus? account, DateTimeOffset now) =>
        _tally.Plan(options.RatePerSecond ?? connection.RatePerSecond, options.Schedule, account, options.MaxRecipients, now);

    private SendResult Judge(SendItem item, out JournalVerdict? verdict)
    {
        verdict = null;
        PreparedPair pair = _preparation.Prepare(item);
        if (pair.Stopping is { } violations)
        {
            return SendResult.Invalid(item, connection, violations);
        }

        Prepared prepared = pair.Message;
        JournalClaim claim = journal?.Claim(prepared.Journaled) ?? _ownMemory!.Claim(prepared.Journaled);
        verdict = claim.Verdict;
        SendResult? early = journal is null ? null : EarlyResult.Of(claim, item, connection, options.RetryInDoubt);
        SendResult? excluded = early is null && options.Exclusions?.Find(item.Names) is { } why
            ? new SendResult(item, connection, SendStatus.Excluded) with { Note = why }
            : null;
        return (early ?? excluded ?? ToSend(item)) with { Warnings = [.. prepared.Violations, .. pair.Fallback?.Violations ?? []] };
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
