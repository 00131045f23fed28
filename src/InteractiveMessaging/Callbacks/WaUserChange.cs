namespace InteractiveMessaging;

/// <summary>
/// A person has another number or another user id from now on. <see cref="WaCallback.Phone"/> and <see cref="WaCallback.UserId"/> are the
/// new ones.
/// </summary>
public sealed record WaUserChange : WaCallback
{
    /// <summary>WhatsApp's own name of it: <c>user_changed_number</c>, <c>user_changed_user_id</c> or <c>user_id_update</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The number until now: <c>+…</c>; null where the callback does not say.</summary>
    public string? PreviousPhone { get; init; }

    /// <summary>The user id until now; null where the callback does not say.</summary>
    public string? PreviousUserId { get; init; }

    /// <summary>The user id for the group of businesses until now.</summary>
    public string? PreviousParentUserId { get; init; }

    /// <summary>The id of the message that says so; null where it was not a message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The same as a sentence of WhatsApp's.</summary>
    public string? Detail { get; init; }

    /// <inheritdoc/>
    public override string Topic => "UserChange";

    /// <inheritdoc/>
    public override string? Summary => $"{PreviousPhone ?? PreviousUserId} → {(PreviousPhone is null ? UserId : Phone ?? UserId)}";

    /// <summary>Who it was, and who it is.</summary>
    public override string ToString() => Summary!;
}
