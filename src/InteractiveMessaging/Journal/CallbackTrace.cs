namespace InteractiveMessaging;

/// <summary>All statuses of one message in one: providers repeat callbacks and mix their order, and neither matters.</summary>
internal sealed class CallbackTrace
{
    private bool _failed;

    /// <summary>The id of the message; null where its statuses have only the sender's reference.</summary>
    public string? MessageId { get; private set; }

    /// <summary>How far it came, failures left out.</summary>
    public MessageProgress Furthest { get; private set; }

    /// <summary>Whether WhatsApp had it, though it may have failed later.</summary>
    public bool IsSent { get; private set; }

    /// <summary>When the first status of it was written; that is soonest after it was sent.</summary>
    public DateTimeOffset? FirstAt { get; private set; }

    /// <summary>When it came to the phone.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Why it failed: the provider's own code.</summary>
    public string? ErrorCode { get; private set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether it costs something, by the first status that says so.</summary>
    public bool? IsBillable { get; private set; }

    /// <summary>What it costs as.</summary>
    public string? PricingCategory { get; private set; }

    /// <summary>How prices are made.</summary>
    public string? PricingModel { get; private set; }

    /// <summary>The recipient's number.</summary>
    public string? Phone { get; private set; }

    /// <summary>The recipient's user id.</summary>
    public string? UserId { get; private set; }

    /// <summary>The id of the business number that it went out from.</summary>
    public string? PhoneNumberId { get; private set; }

    /// <summary>How far it came, in one word: failed only where it never reached the phone.</summary>
    public MessageProgress Progress => _failed && Furthest == MessageProgress.Sent ? MessageProgress.Failed : Furthest;

    /// <summary>Adds a status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="known">Gives texts that repeat in most callbacks one instance.</param>
    public void Add(WaStatus status, Func<string?, string?> known)
    {
        MessageId ??= status.MessageId;
        Phone ??= status.Phone;
        UserId ??= status.UserId;
        PhoneNumberId ??= known(status.PhoneNumberId);
        FirstAt = Earlier(FirstAt, status.At);
        if (status.Status == MessageProgress.Failed)
        {
            if (!_failed)
            {
                (ErrorCode, Error) = (known(status.ErrorCode), known(status.Error));
            }

            _failed = true;
        }
        else
        {
            IsSent = true;
            Furthest = (MessageProgress)Math.Max((int)Furthest, (int)status.Status);
        }

        DeliveredAt = status.Status == MessageProgress.Delivered ? Earlier(DeliveredAt, status.At) : DeliveredAt;
        ReadAt = status.Status == MessageProgress.Read ? Earlier(ReadAt, status.At) : ReadAt;
        if (IsBillable is null && PricingCategory is null)
        {
            (IsBillable, PricingCategory, PricingModel) =
                (status.IsBillable, known(status.PricingCategory), known(status.PricingModel));
        }
    }

    /// <summary>
    /// The statuses of messages in one, as where a message was sent twice; null where there are none. It can fail once and be read once:
    /// what reached the phone counts.
    /// </summary>
    public static CallbackTrace? Of(IReadOnlyList<CallbackTrace> traces)
    {
        if (traces.Count < 2)
        {
            return traces.Count == 0 ? null : traces[0];
        }

        CallbackTrace? priced = traces.FirstOrDefault(trace => trace.IsBillable is not null || trace.PricingCategory is not null);
        CallbackTrace? failed = traces.FirstOrDefault(trace => trace._failed);
        return new()
        {
            _failed = failed is not null,
            MessageId = traces.Select(trace => trace.MessageId).FirstOrDefault(id => id is not null),
            Furthest = traces.Max(trace => trace.Furthest),
            IsSent = traces.Any(trace => trace.IsSent),
            FirstAt = traces.Min(trace => trace.FirstAt),
            DeliveredAt = traces.Min(trace => trace.DeliveredAt),
            ReadAt = traces.Min(trace => trace.ReadAt),
            ErrorCode = failed?.ErrorCode,
            Error = failed?.Error,
            IsBillable = priced?.IsBillable,
            PricingCategory = priced?.PricingCategory,
            PricingModel = priced?.PricingModel,
            Phone = traces.Select(trace => trace.Phone).FirstOrDefault(phone => phone is not null),
            UserId = traces.Select(trace => trace.UserId).FirstOrDefault(id => id is not null),
            PhoneNumberId = traces.Select(trace => trace.PhoneNumberId).FirstOrDefault(id => id is not null),
        };
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;
}
