using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// A provider seen from its own side, for the sandbox: how it reads a request, and how it answers. It is written from the
/// provider's document and not from our writer, so that one checks the other.
/// </summary>
internal sealed record ProviderDialect
{
    /// <summary>A number in E.164 with its plus.</summary>
    public const string PlusNumber = @"\+[1-9][0-9]{6,14}";

    /// <summary>A number in E.164 without its plus.</summary>
    public const string DigitsNumber = "[1-9][0-9]{6,14}";

    /// <summary>Paths that stand for its first address besides that one's own.</summary>
    public IReadOnlyList<string> OtherPaths { get; init; } = [];

    /// <summary>
    /// Reads the message out of a request, or says why it is refused. As a rule that of an <see cref="Envelope"/>, a table of fields.
    /// </summary>
    public required Func<DialectRequest, DialectReading> Read { get; init; }

    /// <summary>The reply to a message that was taken, by its id and its recipient as written in the request.</summary>
    public required Func<string, string, DialectReply> Accepted { get; init; }

    /// <summary>The reply to an uploaded file, by the id it gets; null where it takes none.</summary>
    public Func<string, DialectReply>? Uploaded { get; init; }

    /// <summary>The reply to a request that is refused; null where its document names none, and the sandbox answers plainly.</summary>
    public required Func<Refusal, DialectReply?> Refused { get; init; }

    /// <summary>The reply to the request that tries the key; null where there is no such request.</summary>
    public DialectReply? Probed { get; init; }

    /// <summary>The reply to the request that reads the account as well; null where there is no such request.</summary>
    public DialectReply? AccountRead { get; init; }

    /// <summary>The reply to the request that lists templates; null where there is no such request.</summary>
    public Func<DialectListing, DialectReply>? Listed { get; init; }

    /// <summary>The callback in which it tells of an event; null where its document describes none.</summary>
    public Func<DialectEvent, string>? Callback { get; init; }

    /// <summary>A text as it stands between quotes in JSON.</summary>
    public static string Quoted(string text) => JsonEncodedText.Encode(text, JsonData.Compact.Encoder).ToString();
}

/// <summary>A request as a provider's side sees it.</summary>
/// <param name="Address">Which of its addresses it came to.</param>
/// <param name="Values">What stands in that address for the names in braces.</param>
/// <param name="MediaType">The media type without its parameters; empty where none is given.</param>
/// <param name="Body">The body.</param>
internal sealed record DialectRequest(
    ProviderAddress Address, IReadOnlyDictionary<string, string> Values, string MediaType, ReadOnlyMemory<byte> Body);

/// <summary>The message in a request, or why the request is refused.</summary>
internal sealed record DialectReading
{
    private DialectReading()
    {
    }

    /// <summary>Why it is refused; null where a message was read.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>The recipient as it is written in the request.</summary>
    public string To { get; private init; } = "";

    /// <summary>Whether the recipient is a number, with or without its plus.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>The kind of the message.</summary>
    public MessageKind Kind { get; private init; } = null!;

    /// <summary>The message as its kind writes it.</summary>
    public JsonElement Message { get; private init; }

    /// <summary>Where a field of the message, a JSON pointer, stands in the request.</summary>
    public Func<string, string> FieldOf { get; init; } = path => path;

    /// <summary>A request that breaks the provider's document.</summary>
    /// <param name="field">The field it is about.</param>
    /// <param name="detail">What is wrong, as a sentence.</param>
    public static DialectReading Wrong(string field, string detail) =>
        Refused(new(RefusalKind.WrongPayload, detail) { Field = field });

    /// <summary>A request that is refused.</summary>
    public static DialectReading Refused(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>A message that stands in the request as WhatsApp's JSON.</summary>
    public static DialectReading Of(string to, bool isNumber, MessageKind kind, JsonElement message, Func<string, string> fieldOf) =>
        new() { To = to, IsNumber = isNumber, Kind = kind, Message = message, FieldOf = fieldOf };

    /// <summary>A message that was read from a shape of the provider's own.</summary>
    public static DialectReading Of(string to, bool isNumber, Message message)
    {
        using JsonDocument document = JsonDocument.Parse(MessageWriter.Write(message));
        return Of(to, isNumber, MessageKind.Of(message), document.RootElement.Clone(), path => path);
    }
}

/// <summary>Why a request is refused.</summary>
internal enum RefusalKind
{
    /// <summary>The key is not the account's.</summary>
    WrongKey,

    /// <summary>A part of the address (account id, sender, …) is none of the account's.</summary>
    WrongAccount,

    /// <summary>The account may not send at all.</summary>
    AccountBlocked,

    /// <summary>The account's balance is used up.</summary>
    LowBalance,

    /// <summary>The request breaks the document: a field is missing, wrong or over a limit.</summary>
    WrongPayload,

    /// <summary>An uploaded file is refused: too large, or of another kind than the request says.</summary>
    MediaRefused,

    /// <summary>This message to this recipient is refused, though its form is good.</summary>
    MessageRefused,

    /// <summary>Too many requests.</summary>
    Throttled,

    /// <summary>The provider failed.</summary>
    ServerError,

    /// <summary>The provider is down for the moment.</summary>
    Unavailable,
}

/// <summary>Why a message does not fit its template.</summary>
internal enum TemplateFault
{
    /// <summary>There is no such template, not in this language, or it is not approved.</summary>
    Missing,

    /// <summary>It is paused.</summary>
    Paused,

    /// <summary>It is disabled.</summary>
    Disabled,

    /// <summary>There are too many values, or too few.</summary>
    Count,

    /// <summary>A value is of another kind than the template asks for.</summary>
    Format,

    /// <summary>A filled text is too long.</summary>
    Length,

    /// <summary>A value holds a line break, a tab or a long gap.</summary>
    Text,
}

/// <summary>One refusal.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Detail">What is wrong, as a sentence.</param>
internal sealed record Refusal(RefusalKind Kind, string Detail)
{
    /// <summary>The field it is about: a pointer into the body, the name of a header, or a part of the address.</summary>
    public string? Field { get; init; }

    /// <summary>What is wrong with a template's values; null where it is something else.</summary>
    public TemplateFault? Template { get; init; }

    /// <summary>How long to wait, in whole seconds, where the kind asks for it.</summary>
    public int? RetryAfter { get; init; }
}

/// <summary>A reply of a provider.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, JSON.</param>
internal sealed record DialectReply(int Status, string Body);
