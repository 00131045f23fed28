namespace InteractiveMessaging;

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
    public string? From
    {
        get => Phone;
        init => Phone = value;
    }

    /// <summary>The id of the group it was written in; null outside of groups.</summary>
    public string? GroupId { get; init; }

    /// <summary>The id of the answer.</summary>
    public string? MessageId { get; init; }

    /// <summary>The id of the message that was answered; null where the answer refers to none.</summary>
    public string? AnsweredMessageId { get; init; }

    /// <summary>The id of the person's earlier message that was edited or deleted.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary>The id of the button or the list row that was tapped; a template button's payload; the id of media.</summary>
    public string? Id { get; init; }

    /// <summary>What the button or the row says; the name of a flow's answer, of a place, of a file.</summary>
    public string? Title { get; init; }

    /// <summary>The row's description.</summary>
    public string? Description { get; init; }

    /// <summary>What was written, the caption of what was sent, or the new text of an edited message.</summary>
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

    /// <summary>The address of media or of a place on the web.</summary>
    public string? Url { get; init; }

    /// <summary>The media type of what was sent, such as <c>image/jpeg</c>.</summary>
    public string? MimeType { get; init; }

    /// <summary>The cart that was sent: the answer to a product message or a catalog.</summary>
    public WaOrder? Order { get; init; }

    /// <summary>The people whose contact data was sent.</summary>
    public ValueList<WaContact> Contacts { get; init; } = [];

    /// <summary>Why contact data was sent: <c>contact_request</c> where the person was asked for it, else <c>other</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>The id of the catalog of the product that the person asks about.</summary>
    public string? CatalogId { get; init; }

    /// <summary>The id of the product that the person asks about.</summary>
    public string? ProductId { get; init; }

    /// <summary>The advertisement or post that led the person here.</summary>
    public WaReferral? Referral { get; init; }

    /// <summary>Whether the person forwarded the message and did not write it.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>Why WhatsApp does not give the message: its code, as text.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why WhatsApp does not give the message, for people.</summary>
    public string? Error { get; init; }

    /// <summary>What happened, in a word: the kind of answer.</summary>
    public override string Topic => Kind.ToString();

    /// <inheritdoc/>
    public override string? Summary => Title ?? Order?.ToString() ?? Text ?? Error ?? Type;

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

    /// <summary>A cart with products.</summary>
    Order,

    /// <summary>An emoji on a message; without one it was taken back.</summary>
    Reaction,

    /// <summary>The person changed an earlier message.</summary>
    Edit,

    /// <summary>The person deleted an earlier message.</summary>
    Revoke,

    /// <summary>A message that WhatsApp does not give to businesses.</summary>
    Unsupported,

    /// <summary>Anything else; <see cref="WaReply.Type"/> says what.</summary>
    Other,
}
