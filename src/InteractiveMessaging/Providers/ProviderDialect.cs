using System.Text.Json;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// A provider seen from its own side, for the sandbox: what it reads in an envelope, and how it answers. It is written from the
/// provider's document and not from our writer, so that one checks the other.
/// </summary>
internal sealed record ProviderDialect
{
    /// <summary>A number in E.164 with its plus.</summary>
    public const string PlusNumber = @"\+[1-9][0-9]{6,14}";

    /// <summary>A number in E.164 without its plus.</summary>
    public const string DigitsNumber = "[1-9][0-9]{6,14}";

    /// <summary>Paths it answers on besides that of its address.</summary>
    public IReadOnlyList<string> OtherPaths { get; init; } = [];

    /// <summary>The fields of the envelope that its document describes.</summary>
    public required IReadOnlyList<EnvelopeField> Envelope { get; init; }

    /// <summary>Where the recipient stands: the first of these pointers that leads to a text.</summary>
    public required IReadOnlyList<string> Recipient { get; init; }

    /// <summary>Where the kind of message stands, <c>interactive</c> or <c>text</c>; null where it is always interactive.</summary>
    public string? Kind { get; init; }

    /// <summary>The kind of a message that does not say; null where it must.</summary>
    public string? DefaultKind { get; init; }

    /// <summary>Where the interactive object stands.</summary>
    public required string Interactive { get; init; }

    /// <summary>Where the text of a text message stands; null where it takes none.</summary>
    public string? Text { get; init; }

    /// <summary>The reply to a message that was taken, by its id and its recipient as written in the request.</summary>
    public required Func<string, string, DialectReply> Accepted { get; init; }

    /// <summary>The reply to a request that is refused; null where its document names none, and the sandbox answers plainly.</summary>
    public required Func<Refusal, DialectReply?> Refused { get; init; }

    /// <summary>The reply to the request that tries the key; null where there is no such request.</summary>
    public DialectReply? Probed { get; init; }

    /// <summary>A text as it stands between quotes in JSON.</summary>
    public static string Quoted(string text) => JsonEncodedText.Encode(text, JsonData.Compact.Encoder).ToString();
}

/// <summary>A field of an envelope: a text, unless it is said to be an object.</summary>
/// <param name="Path">Where it stands, as a JSON pointer into the body.</param>
/// <param name="Pattern">What the text must look like, as a regular expression over the whole of it.</param>
internal sealed record EnvelopeField(string Path, string Pattern = "[\\s\\S]+")
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it is an object.</summary>
    public bool IsObject { get; init; }

    private readonly Regex _whole = new($@"\A(?:{Pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>What is wrong with it in this body, or null.</summary>
    public string? Fault(JsonElement body)
    {
        JsonElement value = JsonPointer.Find(body, Path);
        if (!value.Exists())
        {
            return Required ? $"{Path} is missing." : null;
        }

        JsonValueKind wanted = IsObject ? JsonValueKind.Object : JsonValueKind.String;
        return value.ValueKind != wanted ? $"{Path} must be {(IsObject ? "an object" : "a text")}."
            : IsObject || _whole.IsMatch(value.GetString()!) ? null
            : $"{Path} has a value that is not allowed there.";
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

    /// <summary>This message to this recipient is refused, though its form is good.</summary>
    MessageRefused,

    /// <summary>Too many requests.</summary>
    Throttled,

    /// <summary>The provider failed.</summary>
    ServerError,

    /// <summary>The provider is down for the moment.</summary>
    Unavailable,
}

/// <summary>One refusal.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Detail">What is wrong, as a sentence.</param>
internal sealed record Refusal(RefusalKind Kind, string Detail)
{
    /// <summary>The field it is about: a pointer into the body, the name of a header, or a part of the address.</summary>
    public string? Field { get; init; }

    /// <summary>How long to wait, in whole seconds, where the kind asks for it.</summary>
    public int? RetryAfter { get; init; }
}

/// <summary>A reply of a provider.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, JSON.</param>
internal sealed record DialectReply(int Status, string Body);
