namespace InteractiveMessaging;

/// <summary>
/// One message to one recipient, ready to be rendered, checked and sent. Made on the pipeline's thread, used on a worker's.
/// </summary>
internal sealed class SendItem
{
    private string[]? _names;

    /// <summary>The recipient as it was given, for people.</summary>
    public string? To { get; init; }

    /// <summary>The recipient's number; null where a user id or a client id among the options stands in its place.</summary>
    public PhoneNumber? Number { get; init; }

    /// <summary>The message; its placeholders are filled from <see cref="Values"/>.</summary>
    public required MessageDraft Draft { get; init; }

    /// <summary>One value for each of the columns of the draft.</summary>
    public string?[] Values { get; init; } = [];

    /// <summary>
    /// The template that takes the message's place outside the recipient's 24 hours; null where then nothing is sent.
    /// </summary>
    public FallbackDraft? Fallback { get; init; }

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

    /// <summary>
    /// Whether WhatsApp delivers it only within the 24 hours: it is not a template, and no category lets it go without one.
    /// </summary>
    public bool IsFree => Draft.Message.TemplateName is null && Options.Category is null;

    /// <summary>Why WhatsApp would not deliver it, where people's 24 hours are asked for; null where it would.</summary>
    /// <param name="window">Who wrote when; null where nobody asks.</param>
    /// <param name="now">The time; a message that the provider holds back is judged by when it goes out.</param>
    public string? Outside(ServiceWindow? window, DateTimeOffset now) =>
        window is not null && IsFree ? window.Outside(OwnNames, now + (Options.Delay ?? TimeSpan.Zero)) : null;

    /// <summary>When the recipient's 24 hours end, where they are asked for.</summary>
    public DateTimeOffset? Closes(ServiceWindow? window) =>
        window is not null && IsFree ? window.LastOf(OwnNames) + ServiceWindow.Length : null;

    // The number that the message goes to, and the person's user ids. Another number of the row may be another phone.
    private string[] OwnNames =>
        [.. new[] { Number?.ToString(), Options.UserId?.Text }.OfType<string>().Concat(OtherNames.Where(name => name[0] != '+'))];

    /// <summary>The names by which a suppression file may know the person; none where only a client id is known.</summary>
    /// <remarks>They are asked for before each wait and after it.</remarks>
    public string[] Names =>
        _names ??= [.. new[] { Number?.ToString(), Options.UserId?.Text }.OfType<string>().Concat(OtherNames).Distinct()];
}
