namespace InteractiveMessaging;

/// <summary>How far a message has come.</summary>
public sealed record WaStatus : WaCallback
{
    /// <summary>How far.</summary>
    public required MessageProgress Status { get; init; }

    /// <summary>The id of the message that was sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// Who the message went to: the number, <c>+…</c>, or as it came where it is not one; null where only the user id is known. In a group
    /// it is one person of it.
    /// </summary>
    public string? RecipientId
    {
        get => Phone;
        init => Phone = value;
    }

    /// <summary>The recipient's user id: <see cref="WaCallback.UserId"/> under WhatsApp's own name.</summary>
    public string? RecipientUserId => UserId;

    /// <summary>The id of the group it went to; null outside of groups.</summary>
    public string? GroupId { get; init; }

    /// <summary>Whether the message costs something; null where the callback does not say.</summary>
    public bool? IsBillable { get; init; }

    /// <summary>How prices are made: <c>PMP</c> (per message), earlier <c>CBP</c> (per conversation).</summary>
    public string? PricingModel { get; init; }

    /// <summary>Why it costs something or nothing, such as <c>regular</c> or <c>free_customer_service</c>.</summary>
    public string? PricingType { get; init; }

    /// <summary>What it costs as, such as <c>marketing</c>, <c>utility</c> or <c>service</c>.</summary>
    public string? PricingCategory { get; init; }

    /// <summary>Why it failed: the provider's own code, as text.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; init; }

    /// <summary>What happened, in a word: how far the message has come.</summary>
    public override string Topic => Status.ToString();

    /// <inheritdoc/>
    public override string? Summary => Error;

    /// <summary>Recipient and status.</summary>
    public override string ToString() => $"{Person}: {Status}";
}

/// <summary>The stations of a message, in their order; a failure can come after any of the first.</summary>
public enum MessageProgress
{
    /// <summary>WhatsApp has it.</summary>
    Sent,

    /// <summary>It is on the phone.</summary>
    Delivered,

    /// <summary>It was read.</summary>
    Read,

    /// <summary>A voice message was listened to.</summary>
    Played,

    /// <summary>It did not reach the phone.</summary>
    Failed,
}
