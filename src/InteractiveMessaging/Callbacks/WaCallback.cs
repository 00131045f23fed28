namespace InteractiveMessaging;

/// <summary>Something a provider reports after a send: a person's answer, or how far a message has come.</summary>
public abstract record WaCallback
{
    /// <summary>
    /// The number of the person it is about, who answered or who the message went to: <c>+…</c>; null where the callback does not say.
    /// </summary>
    public abstract string? Phone { get; }

    /// <summary>
    /// WhatsApp's id of that person for this business, such as <c>US.13491208655302741918</c>; it changes with the person's number
    /// (Meta, Business-scoped user IDs).
    /// </summary>
    public string? UserId { get; init; }

    /// <summary>The same for a group of businesses, such as <c>US.ENT.11815799212886844830</c>.</summary>
    public string? ParentUserId { get; init; }

    /// <summary>The username of that person; people who have one need not show their number.</summary>
    public string? Username { get; init; }

    /// <summary>Who it is, as far as the callback says: the number, else the username, else the user id.</summary>
    public string? Person => Phone ?? Username ?? UserId;

    /// <summary>What there is to say of it: the answer, why the message failed, or the JSON.</summary>
    public abstract string? Summary { get; }

    /// <summary>When it happened; null where the callback does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The business number it came in on: <c>+…</c>, or as it came where it is not a number.</summary>
    public string? BusinessNumber { get; init; }

    /// <summary>
    /// The sender's own reference that the provider echoes: Meta's <c>biz_opaque_callback_data</c>, Kaleyra's <c>ref</c>.
    /// </summary>
    public string? Reference { get; init; }
}

/// <summary>What a person answered.</summary>
public sealed record WaReply : WaCallback
{
    /// <summary>What kind of answer it is.</summary>
    public required ReplyKind Kind { get; init; }

    /// <summary>WhatsApp's own name of the kind, such as <c>button_reply</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// Who answered: the number, <c>+…</c>, or as it came where it is not one; null where the person shows no number. Then
    /// <see cref="WaCallback.UserId"/> says who it is.
    /// </summary>
    public string? From { get; init; }

    /// <summary>The name that person goes by in WhatsApp.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The id of the answer.</summary>
    public string? MessageId { get; init; }

    /// <summary>The id of the message that was answered; null where the answer refers to none.</summary>
    public string? AnsweredMessageId { get; init; }

    /// <summary>The id of the button or the list row that was tapped; a template button's payload.</summary>
    public string? Id { get; init; }

    /// <summary>What the button or the row says; the name of a flow's answer.</summary>
    public string? Title { get; init; }

    /// <summary>The row's description.</summary>
    public string? Description { get; init; }

    /// <summary>What was written, or the caption of what was sent.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The values of a flow's or an address form's answer, by name: texts, numbers, true or false, lists, and maps within.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? FlowResponse { get; init; }

    /// <summary>Whether calls are allowed, where that was asked; until when is in <see cref="PermissionEnds"/>.</summary>
    public bool? CallAllowed { get; init; }

    /// <summary>When the permission to call ends; null where it does not.</summary>
    public DateTimeOffset? PermissionEnds { get; init; }

    /// <summary>The degree of latitude of a place that was sent.</summary>
    public double? Latitude { get; init; }

    /// <summary>The degree of longitude of a place that was sent.</summary>
    public double? Longitude { get; init; }

    /// <inheritdoc/>
    public override string? Phone => From;

    /// <summary>What happened, in a word: the kind of answer.</summary>
    public string Topic => Kind.ToString();

    /// <inheritdoc/>
    public override string? Summary => Title ?? Text ?? Type;

    /// <summary>Who answered, and what.</summary>
    public override string ToString() => $"{Person}: {Summary}";
}

/// <summary>The kinds of answers.</summary>
public enum ReplyKind
{
    /// <summary>A reply button, or a template's quick reply.</summary>
    Button,

    /// <summary>A row of a list.</summary>
    ListRow,

    /// <summary>A flow or an address form that was filled in.</summary>
    Flow,

    /// <summary>An answer to the question whether the business may call.</summary>
    CallPermission,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A place.</summary>
    Location,

    /// <summary>Contact data.</summary>
    Contacts,

    /// <summary>A picture, a video, a document, a sound, a sticker.</summary>
    Media,

    /// <summary>Anything else; <see cref="WaReply.Type"/> says what.</summary>
    Other,
}

/// <summary>How far a message has come.</summary>
public sealed record WaStatus : WaCallback
{
    /// <summary>How far.</summary>
    public required MessageProgress Status { get; init; }

    /// <summary>The id of the message that was sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// Who the message went to: the number, <c>+…</c>, or as it came where it is not one; null where only the user id is known.
    /// </summary>
    public string? RecipientId { get; init; }

    /// <summary>The recipient's user id: <see cref="WaCallback.UserId"/> under WhatsApp's own name.</summary>
    public string? RecipientUserId => UserId;

    /// <summary>Why it failed: the provider's own code, as text.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; init; }

    /// <inheritdoc/>
    public override string? Phone => RecipientId;

    /// <summary>What happened, in a word: how far the message has come.</summary>
    public string Topic => Status.ToString();

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

/// <summary>An entry that is neither: another topic, or a shape that is not known. Nothing of it is lost.</summary>
public sealed record WaUnknownCallback : WaCallback
{
    /// <summary>
    /// What happened, in a word; what the entry calls itself: the name of the field or of the status; empty where it has none.
    /// </summary>
    public required string Topic { get; init; }

    /// <summary>The entry as JSON.</summary>
    public required string Json { get; init; }

    /// <inheritdoc/>
    public override string? Phone => null;

    /// <inheritdoc/>
    public override string? Summary => Json;
}
