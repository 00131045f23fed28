namespace InteractiveMessaging;

/// <summary>What a callback, or somebody by hand, says about whether a person may be written to.</summary>
/// <param name="Who">Every name of the person: a number with its plus, user ids.</param>
/// <param name="Action">What the person wants; null where the person takes over what was said under the names before.</param>
/// <param name="Reason">How it is known.</param>
internal sealed record SuppressionEvent(ValueList<string> Who, SuppressionAction? Action, SuppressionReason Reason)
{
    /// <summary>When it happened; null where nobody says.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The id of the message it stands in or is about.</summary>
    public string? MessageId { get; init; }

    /// <summary>The names under which the person may have said stop before: those until now, and those that stay.</summary>
    public ValueList<string> Before { get; init; } = [];
}
