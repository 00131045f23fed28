using System.Globalization;
using System.Runtime.CompilerServices;

namespace InteractiveMessaging;

/// <summary>
/// Takes one message one step further: prepares it, asks the journal, waits for its moment, sends it, and reads what became of it.
/// </summary>
internal sealed class Sender
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Connection _connection;
    private readonly SendRunOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<string, bool> _note;
    private readonly PairPreparation _preparation;
    private readonly RetryQuota _quota;
    private readonly RunPace _pace;
    private readonly RecipientLimit _limit;
    private readonly RunUploads _uploads;
    private readonly string _keyHeader;
    private readonly string _keyValue;
    private int _inFlight;

    /// <param name="connection">The connection.</param>
    /// <param name="options">How to send.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="workers">Requests in flight at most.</param>
    /// <param name="note">Takes a line for people, and whether it is about one request alone.</param>
    public Sender(Connection connection, SendRunOptions options, TimeProvider clock, int workers, Action<string, bool> note)
    {
        _connection = connection;
        _options = options;
        _clock = clock;
        _note = note;
        _preparation = new(connection.Account, options, options.Journal is not null);
        _quota = new(workers);
        _pace = new(connection, options.RatePerSecond, clock, options.Journal is { } journal ? journal.SharedPace : null);
        _limit = new(options.MaxRecipients);
        _uploads = new(new(connection, options.Media ?? MediaStore.Default, clock, line => note(line, false)) { Random = options.Random });
        (_keyHeader, _keyValue) = connection.ProviderModel.Authenticate(connection.Secret.Reveal());
    }

    /// <summary>Requests that wait for their reply.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Why the run ended in order, once it has; null before.</summary>
    public string? Ended { get; set; }

    /// <summary>Messages a second that may leave now.</summary>
    public double AllowedRate => _pace.Allowed;

    /// <summary>The next step of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="halt">Nothing new starts once it is cancelled.</param>
    /// <param name="abort">What is in flight ends once it is cancelled.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Step> StepAsync(InFlightMessage message, CancellationToken halt, CancellationToken abort)
    {
        // Also behind the end of a run: what an earlier run sent, or left in doubt, is none that could be sent later.
        if (!message.IsClaimed && await BeginAsync(message, halt).ConfigureAwait(false) is { } early)
        {
            return early;
        }

        if (halt.IsCancellationRequested)
        {
            return await FinishAsync(message, NotSent(message)).ConfigureAwait(false);
        }

        if (_connection.IsClosed)
        {
            return await StopAsync(
                message, ErrorCause.ConnectionClosed, "The connection was closed.", "Connect again and run the same command again.")
                .ConfigureAwait(false);
        }

        // Before the pace, so that who gets nothing costs no time.
        if (_options.Exclusions is not null && await ExcludeAsync(message).ConfigureAwait(false) is { } excluded)
        {
            return excluded;
        }

        if (await KeepToWindowAsync(message).ConfigureAwait(false) is { } outside)
        {
            return outside;
        }

        if (!_limit.MayPass(message.Recipient))
        {
            return await TooManyAsync(message).ConfigureAwait(false);
        }

        if (Later(message) is { } wait)
        {
            return GiveBack(message, wait);
        }

        if (message.Prepared.Pending is { } files && await UploadAsync(message, files, halt).ConfigureAwait(false) is { } unsent)
        {
            return unsent;
        }

        TimeSpan moment;
        try
        {
            moment = await _pace.WaitAsync(halt).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await FinishAsync(message, NotSent(message)).ConfigureAwait(false);
        }
        catch (WaException fault)
        {
            return await StopAsync(message, ErrorCause.JournalFailed, fault.Message, fault.Recommendation).ConfigureAwait(false);
        }

        // The line may have been long.
        if (Later(message) is { } late)
        {
            return GiveBack(message, late);
        }

        if (!_limit.TryPass(message.Recipient))
        {
            return await TooManyAsync(message).ConfigureAwait(false);
        }

        if (_options.Journal is { } journal && !message.Intended)
        {
            try
            {
                if (!await journal.IntendAsync(message.Prepared.Journaled, halt).ConfigureAwait(false))
                {
                    message.IsClaimed = false;
                    return new(null);
                }

                message.Intended = true;
                message.WasIntended = true;
            }
            catch (OperationCanceledException)
            {
                return await FinishAsync(message, NotSent(message)).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                (string fault, string? recommendation) = JournalFault(failure);
                return await StopAsync(message, ErrorCause.JournalFailed, fault, recommendation).ConfigureAwait(false);
            }
        }

        bool mayLeave = await _pace.LeaveAsync(moment).ConfigureAwait(false);
        if (message.Intended && halt.IsCancellationRequested)
        {
            return await FinishAsync(message, NotSent(message)).ConfigureAwait(false);
        }

        // And at the last moment, since a stop may have come while this one waited, and its 24 hours may be over.
        if (_options.Exclusions is not null && await ExcludeAsync(message).ConfigureAwait(false) is { } meanwhile)
        {
            return meanwhile;
        }

        if (await KeepToWindowAsync(message).ConfigureAwait(false) is { } closed)
        {
            return closed;
        }

        // The template may need other files, or the moment may be over; then everything comes once more.
        if (message.Prepared.Pending is not null || !mayLeave)
        {
            return await WaitAsync(message, new(Outcome.Retry), TimeSpan.Zero).ConfigureAwait(false);
        }

        TimeSpan pacedAt = _pace.Now;
        ProviderReply reply = await PostAsync(message, abort).ConfigureAwait(false);
        Adapt(message, reply, pacedAt);
        return await DecideAsync(message, reply, halt.IsCancellationRequested).ConfigureAwait(false);
    }

    /// <summary>The result of a message that may not go out yet, where no further one can wait.</summary>
    public ValueTask<Step> PutOffAsync(InFlightMessage message, DateTimeOffset due) => FinishAsync(message, message.InDoubt
        ? NotSent(message)
        : Result(message, SendStatus.NotSent, null) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"It may be sent from {due.ToUniversalTime():yyyy-MM-dd HH:mm} UTC, and no further message could wait. Send it then."),
        });

    /// <summary>
    /// The result of a message whose step threw. It can only be a fault of ours or a reader's: the message still gets its one result.
    /// </summary>
    public async ValueTask<Step> BrokenAsync(InFlightMessage message, Exception fault)
    {
        SendStatus status = message.OnTheWire ? SendStatus.InDoubt : SendStatus.Failed;
        return await FinishAsync(message, Result(message, status, $"An unexpected fault: {fault.GetType().Name}: {fault.Message}"))
            .ConfigureAwait(false);
    }

    private async ValueTask<Step> TooManyAsync(InFlightMessage message)
    {
        Ended ??= string.Create(CultureInfo.InvariantCulture, $"{_options.MaxRecipients} people were written to (-MaxRecipients).");
        return await FinishAsync(message, NotSent(message)).ConfigureAwait(false) with { IsTooMany = true };
    }

    // A wait of many days is looked at again each day: timers reach seven weeks.
    private Step? Later(InFlightMessage message)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        if (_options.Schedule?.NextMoment(now, message.Item.Zone) is not { } due)
        {
            return null;
        }

        // Timers count whole milliseconds; rounding down would spin.
        double wait = Math.Min(Math.Ceiling((due - now).TotalMilliseconds), LongestTimer.TotalMilliseconds);
        return new(null, TimeSpan.FromMilliseconds(wait)) { Due = due };
    }

    // Rules and journal come first: the result where there is nothing to send, or what the journal's answer waits for.
    private async ValueTask<Step?> BeginAsync(InFlightMessage message, CancellationToken halt)
    {
        if (message.Prepared.Body is null)
        {
            PreparedPair pair = _preparation.Prepare(message.Item);
            (message.Prepared, message.Fallback) = (pair.Message, pair.Fallback);
            if (pair.Stopping is { } violations)
            {
                return new(Invalid(message, SendResult.Invalid(message.Item, _connection, violations)));
            }
        }

        if (_options.Journal is not { } journal)
        {
            message.IsClaimed = true;
            return null;
        }

        JournalClaim claim;
        try
        {
            ValueTask<JournalClaim> answer = message.Asked is { } asked
                ? new(asked)
                : journal.ClaimAsync(message.Prepared.Journaled, halt);
            if (!answer.IsCompleted)
            {
                // Meanwhile others go on.
                message.Asked = answer.AsTask();
                return new(null) { Until = message.Asked };
            }

            message.Asked = null;
            claim = await answer.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            (string fault, string? recommendation) = JournalFault(failure);
            return await StopAsync(message, ErrorCause.JournalFailed, fault, recommendation).ConfigureAwait(false);
        }

        if (claim.Until is { } until)
        {
            return new(null) { Until = until, IsHeld = true };
        }

        message.IsClaimed = true;
        message.InDoubt |= claim.Verdict == JournalVerdict.InDoubt;
        if (EarlyResult.Of(claim, message.Item, _connection, _options.RetryInDoubt) is not { } early)
        {
            return null;
        }

        journal.Release(message.Prepared.Journaled);
        return new(early.Status == SendStatus.Invalid
            ? Invalid(message, early)
            : early with { Warnings = message.Prepared.Violations });
    }

    // Nobody holds a message that waits for its hours, unless it was tried before: then its order of attempts counts.
    private Step GiveBack(InFlightMessage message, Step wait)
    {
        if (!message.WasIntended && _options.Journal?.Release(message.Prepared.Journaled) == true)
        {
            message.IsClaimed = false;
        }

        return wait;
    }

    // Every row that is stopped here leaves a trace in the journal.
    private SendResult Invalid(InFlightMessage message, SendResult result)
    {
        _options.Journal?.Invalid(new(message.Item.RowNumber, result.ErrorCode!, message.Recipient.ToString(), message.Item.Key));
        return result;
    }

    // Before the first message that needs them, and once for all of them. Null where the message can now go out.
    private async ValueTask<Step?> UploadAsync(InFlightMessage message, MessageMedia files, CancellationToken halt)
    {
        try
        {
            MediaUploadFault? refused = await files.UploadAsync(file => _uploads.GetAsync(file, halt)).ConfigureAwait(false);
            if (refused is not null)
            {
                return await StopAsync(message, refused.Cause, refused.Error, refused.Recommendation, refused.Code).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return await FinishAsync(message, NotSent(message)).ConfigureAwait(false);
        }

        message.Prepared = message.Outside is null
            ? _preparation.Message(message.Item)
            : _preparation.Fallback(message.Item, message.Prepared.Journaled);
        return message.Prepared.Body is null
            ? new(Invalid(message, SendResult.Invalid(message.Item, _connection, message.Prepared.Violations)))
            : null;
    }

    // Who said stop gets nothing; and where that cannot be read any more, nobody does.
    private async ValueTask<Step?> ExcludeAsync(InFlightMessage message)
    {
        try
        {
            return _options.Exclusions!.Find(message.Item.Names) is not { } why ? null : await FinishAsync(
                message,
                message.InDoubt
                    ? Result(message, SendStatus.InDoubt, $"It may have been taken, and is not sent again: {why}")
                    : Result(message, SendStatus.Excluded, null) with { Note = why }).ConfigureAwait(false);
        }
        catch (WaException fault)
        {
            return await StopAsync(message, fault.Cause, fault.Message, fault.Recommendation).ConfigureAwait(false);
        }
    }

    // Who did not write within 24 hours gets the template in its place, or nothing. Once outside, a person stays so for this run.
    private async ValueTask<Step?> KeepToWindowAsync(InFlightMessage message)
    {
        if (message.Outside is not null || message.Item.Outside(_options.Window, _clock.GetUtcNow()) is not { } why)
        {
            return null;
        }

        if (message.Fallback is not null)
        {
            message.FallBack(why);
            return null;
        }

        return await FinishAsync(
            message,
            message.InDoubt
                ? Result(message, SendStatus.InDoubt, $"It may have been taken, and is not sent again. {why}")
                : Result(message, SendStatus.NotSent, null) with { ErrorCode = ServiceWindow.Code, Note = why }).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ProviderReply> PostAsync(InFlightMessage message, CancellationToken abort)
    {
        if (message.Attempts++ == 0)
        {
            message.SentAt = _clock.GetUtcNow();
            message.SentTimestamp = _clock.GetTimestamp();
        }

        Prepared ready = message.Prepared;
        TransportRequest request = new(ready.Address!, _keyHeader, _keyValue, ready.Body, _options.Timeout) { MediaType = ready.MediaType };
        TransportResult sent;
        message.OnTheWire = true;
        Interlocked.Increment(ref _inFlight);
        try
        {
            sent = await _connection.Transport.PostAsync(request, abort).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }

        using HttpReply? answer = sent.Reply?.Hiding(_connection.Secret.Redaction);
        message.HttpStatus = answer?.Status;
        message.BrokenBy = sent.BrokenBy;
        if (_options.Trace)
        {
            foreach (string line in ExchangeTrace.Lines(message.Item.RowNumber, request, sent with { Reply = answer }, Redacted))
            {
                _note(line, true);
            }
        }

        ProviderReply reply = answer is not null
            ? _connection.ProviderModel.ReadReply(answer)
            : new(sent.BodyStarted ? Outcome.InDoubt : Outcome.Retry) { Error = sent.Failure };
        message.OnTheWire = false;
        message.InDoubt |= reply.Outcome == Outcome.InDoubt;
        return reply;
    }

    // What one reply teaches for the messages after it.
    private void Adapt(InFlightMessage message, ProviderReply reply, TimeSpan pacedAt)
    {
        if (reply.Outcome == Outcome.Accepted)
        {
            _pace.SpeedUp();
            _quota.Succeeded(message.Attempts > 1);
        }
        else if (reply.Throttled)
        {
            TimeSpan pause = reply.RetryAfter is { } asked && asked > TimeSpan.Zero && asked <= RetryPolicy.LongestWait
                ? asked
                : TimeSpan.Zero;
            if (_pace.SlowDown(pacedAt, pause))
            {
                _note(string.Create(CultureInfo.InvariantCulture,
                    $"{_connection.Provider} asks to go slower: {_pace.Allowed:0.##} messages a second from now on."), false);
            }
        }
    }

    private async ValueTask<Step> DecideAsync(InFlightMessage message, ProviderReply reply, bool halted)
    {
        if (reply.StopsRun)
        {
            return await StopAsync(message, ErrorCause.RunStopped, reply.Error, reply.Recommendation, reply.Code).ConfigureAwait(false);
        }

        switch (reply.Outcome)
        {
            case Outcome.Accepted:
                return await FinishAsync(message, Accepted(message, reply)).ConfigureAwait(false);
            case Outcome.Rejected:
                return await FinishAsync(message, Refused(SendStatus.Rejected)).ConfigureAwait(false);
            case Outcome.InDoubt when !_options.RetryInDoubt:
                return await FinishAsync(message, Refused(SendStatus.InDoubt)).ConfigureAwait(false);
        }

        if (halted)
        {
            return await FinishAsync(message, Refused(SendStatus.NotSent)).ConfigureAwait(false);
        }

        if (message.Attempts > _options.MaxRetryCount)
        {
            Step last = await FinishAsync(message, Refused(SendStatus.Failed)).ConfigureAwait(false);
            return last with { IsOfRecipient = reply.PairLimit };
        }

        TimeSpan wait = RetryPolicy.Wait(reply, message.Attempts, _options.Random());
        if (wait > RetryPolicy.LongestWait)
        {
            return await FinishAsync(
                message, Refused(SendStatus.Failed, $" Another attempt makes sense from {Until(wait)}; that is not waited for."))
                .ConfigureAwait(false);
        }

        // A pair limit is about one recipient, no sign of an outage.
        if (!reply.PairLimit && !_quota.TrySpend())
        {
            return await FinishAsync(
                message, Refused(SendStatus.Failed,
                " So many messages of this run failed that it makes no further attempts until some succeed.")).ConfigureAwait(false);
        }

        _note(string.Create(CultureInfo.InvariantCulture,
            $"Row {message.Item.RowNumber}: attempt {message.Attempts} failed ({Redacted(reply.Error)}); the next one in "
                + $"{wait.TotalSeconds:0.##} s."), false);
        return await WaitAsync(message, reply, wait).ConfigureAwait(false);

        SendResult Refused(SendStatus status, string? further = null) =>
            Result(message, status, reply.Error + further) with { ErrorCode = reply.Code, Recommendation = reply.Recommendation };
    }

    private SendResult Accepted(InFlightMessage message, ProviderReply reply)
    {
        SendResult result = Result(message, SendStatus.Accepted, null, reply);
        if (message.Outside is { } why)
        {
            result = result with { Note = $"{why} Sent as the template {result.Fallback}." };
        }

        return Redacted(reply.Note) is not { } note ? result : result with
        {
            Note = result.Note is { } sent ? $"{sent} {note}" : note,
            Warnings =
            [
                .. result.Warnings,
                new()
                {
                    Rule = "message.held",
                    Path = "",
                    Message = note,
                    Severity = RuleSeverity.Warning,
                    Source = _connection.ProviderModel.Source,
                },
            ],
        };
    }

    // The message was not taken, and none after it can be: it can be sent later.
    private async ValueTask<Step> StopAsync(
        InFlightMessage message, ErrorCause cause, string? error, string? recommendation, string? code = null)
    {
        SendResult result = Result(message, SendStatus.NotSent, error) with { ErrorCode = code, Recommendation = recommendation };
        Step step = await FinishAsync(message, result).ConfigureAwait(false);
        return step with { Stop = result with { Status = SendStatus.NotSent, Cause = cause } };
    }

    // The attempt is settled before the wait: should the run be killed meanwhile, a message that was certainly not taken is not in doubt.
    private async ValueTask<Step> WaitAsync(InFlightMessage message, ProviderReply reply, TimeSpan wait)
    {
        SendResult soFar = Result(message, SendStatus.NotSent, reply.Error) with
        {
            ErrorCode = reply.Code,
            Recommendation = reply.Recommendation,
        };
        JournalStatus status = message.InDoubt ? JournalStatus.InDoubt : JournalStatus.Waiting;
        return await SettleAsync(message, status, soFar).ConfigureAwait(false) is { } stop ? new(soFar, Stop: stop) : new(null, wait);
    }

    private async ValueTask<Step> FinishAsync(InFlightMessage message, SendResult result)
    {
        bool isOutside = result is { Status: SendStatus.NotSent, ErrorCode: ServiceWindow.Code };
        if (result.Status == SendStatus.NotSent && !message.WasIntended && !isOutside)
        {
            _options.Journal?.NotReached();
        }

        // Who is excluded, or outside the 24 hours, leaves a trace in the journal, also where no request was about to go out.
        if (message.Intended || result.Status == SendStatus.Excluded || isOutside)
        {
            return new(result, Stop: await SettleAsync(message, JournalStatusOf(result.Status), result).ConfigureAwait(false));
        }

        if (message.IsClaimed && !message.WasIntended)
        {
            _options.Journal?.Release(message.Prepared.Journaled);
        }

        return new(result);
    }

    // Why the run must stop, where the journal cannot be written.
    private async ValueTask<SendResult?> SettleAsync(InFlightMessage message, JournalStatus status, SendResult result)
    {
        if (_options.Journal is not { } journal)
        {
            return null;
        }

        message.Intended = false;
        try
        {
            await journal.SettleAsync(message.Prepared.Journaled, new(status)
            {
                MessageId = result.MessageId,
                ErrorCode = result.ErrorCode,
                HttpStatus = result.HttpStatus,
                Attempts = result.Attempts,
                FirstTriedAt = result.SentAt,
                Elapsed = result.Elapsed,
            }).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure)
        {
            (string fault, string? recommendation) = JournalFault(failure);
            return result with
            {
                Status = SendStatus.NotSent,
                Cause = ErrorCause.JournalFailed,
                Error = fault,
                Recommendation = recommendation,
            };
        }
    }

    private static JournalStatus JournalStatusOf(SendStatus status) => status switch
    {
        SendStatus.Accepted => JournalStatus.Accepted,
        SendStatus.Rejected => JournalStatus.Rejected,
        SendStatus.Failed => JournalStatus.Failed,
        SendStatus.NotSent => JournalStatus.NotSent,
        SendStatus.Excluded => JournalStatus.Excluded,
        _ => JournalStatus.InDoubt,
    };

    private SendResult NotSent(InFlightMessage message) => message.InDoubt
        ? Result(message, SendStatus.InDoubt, "It may have been taken, and the run ended before another attempt.")
        : Result(message, SendStatus.NotSent, null) with { Note = Ended ?? "The run ended before it was sent." };

    // What may have been taken once stays in doubt, whatever became of a later attempt, unless that one was accepted.
    private SendResult Result(InFlightMessage message, SendStatus status, string? error, ProviderReply? reply = null)
    {
        SendStatus final = message.InDoubt && status is SendStatus.Rejected or SendStatus.Failed or SendStatus.NotSent
            ? SendStatus.InDoubt
            : status;
        return new(message.Item, _connection, final)
        {
            MessageId = reply?.MessageId,
            ErrorCode = reply?.Code,
            Attempts = message.Attempts,
            HttpStatus = message.HttpStatus,
            Error = Redacted(error),
            Cause = CauseOf(final),
            Fallback = message.Outside is null ? null : message.Item.Fallback!.Name,
            SentAt = message.SentAt,
            Elapsed = message.Attempts > 0 ? _clock.GetElapsedTime(message.SentTimestamp) : TimeSpan.Zero,
            Warnings = message.Prepared.Violations ?? [],
        };
    }

    private static ErrorCause? CauseOf(SendStatus status) => status switch
    {
        SendStatus.Rejected => ErrorCause.Rejected,
        SendStatus.Failed => ErrorCause.Failed,
        SendStatus.InDoubt => ErrorCause.InDoubt,
        _ => null,
    };

    private static (string Fault, string? Recommendation) JournalFault(Exception failure) => failure is WaException known
        ? (known.Message, known.Recommendation)
        : ($"The journal cannot be written: {failure.Message}", null);

    private string? Redacted(string? text) => _connection.Secret.Redact(text);

    private string Until(TimeSpan wait) => (_clock.GetUtcNow() + wait).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
