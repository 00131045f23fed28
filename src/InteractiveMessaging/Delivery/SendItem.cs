namespace InteractiveMessaging;

/// <summary>
/// One message to one recipient, ready to be rendered, checked and sent. Made on the pipeline's thread, used on a worker's.
/// </summary>
internal sealed class SendItem
{
    /// <summary>The recipient as it was given, for people.</summary>
    public string? To { get; init; }

    /// <summary>The recipient's number; null where a user id or a client id among the options stands in its place.</summary>
    public PhoneNumber? Number { get; init; }

    /// <summary>The message; its placeholders are filled from <see cref="Values"/>.</summary>
    public required MessageDraft Draft { get; init; }

    /// <summary>One value for each of the columns of the draft.</summary>
    public string?[] Values { get; init; } = [];

    /// <summary>The options of this send.</summary>
    public SendOptions Options { get; init; } = SendOptions.None;

    /// <summary>The time zone that the recipient's hours are in; null for the run's own.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>
    /// Other names of the same person that the row has, as suppression files have them: messages do not go to them, and a stop that was
    /// said under one counts.
    /// </summary>
    public ValueList<string> OtherNames { get; init; } = ValueList<string>.Empty;

    /// <summary>What the user names this message by in the journal; null where recipient and message do.</summary>
    public string? Key { get; init; }

    /// <summary>The row it came from, given back in the result.</summary>
    public object? Row { get; init; }

    /// <summary>Its number, from 1.</summary>
    public long RowNumber { get; init; }

    /// <summary>
    /// Who gets it, null where nobody could be read. It keeps the order: messages to the same recipient never overlap. A number counts
    /// before an id, as it does for WhatsApp.
    /// </summary>
    public Recipient? Recipient =>
        Number is { } number ? new(RecipientKind.Number, number.Digits)
        : Options.UserId is { } person ? new(RecipientKind.UserId, person.Text)
        : Options.ClientId is { } client ? new(RecipientKind.ClientId, client)
        : null;

    /// <summary>The names by which a suppression file may know the person; none where only a client id is known.</summary>
    public string[] Names =>
        [.. new[] { Number?.ToString(), Options.UserId?.Text }.OfType<string>().Concat(OtherNames).Distinct()];
}
