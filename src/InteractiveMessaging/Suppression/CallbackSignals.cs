namespace InteractiveMessaging;

/// <summary>Reads in callbacks who says stop, and who takes it back.</summary>
/// <remarks>
/// What was said once counts: that the message was deleted or edited later changes nothing. An edited text is read as a new one.
/// </remarks>
internal sealed class CallbackSignals
{
    /// <summary>WhatsApp's code of a message that failed because its recipient stopped marketing messages.</summary>
    public const string OptOutCode = "131050";

    private const string Marketing = "marketing_messages";
    private readonly Dictionary<string, SuppressionAction> _words = [];
    private readonly Dictionary<string, SuppressionAction> _payloads = [];

    /// <param name="stopWords">Further words that say stop.</param>
    /// <param name="resumeWords">Further words that take it back.</param>
    /// <param name="stopPayloads">Ids or payloads of buttons and rows that say stop.</param>
    /// <param name="resumePayloads">Those that take it back.</param>
    /// <exception cref="WaException">A word holds no letter, or says both; or a payload does.</exception>
    public CallbackSignals(
        IEnumerable<string> stopWords,
        IEnumerable<string> resumeWords,
        IEnumerable<string> stopPayloads,
        IEnumerable<string> resumePayloads)
    {
        AddWords(StopWords.All.SelectMany(words => words.Stop).Concat(stopWords), SuppressionAction.Stop);
        AddWords(StopWords.All.SelectMany(words => words.Resume).Concat(resumeWords), SuppressionAction.Resume);
        Add(_payloads, stopPayloads, SuppressionAction.Stop, payload => payload);
        Add(_payloads, resumePayloads, SuppressionAction.Resume, payload => payload);
    }

    /// <summary>What a callback says; null where it says neither. Its person may have no name.</summary>
    public SuppressionEvent? Of(WaCallback callback) => callback switch
    {
        WaUserChange change => OfChange(change),
        WaPreference { Category: null or Marketing } preference => OfPreference(preference),
        WaStatus { Status: MessageProgress.Failed, ErrorCode: OptOutCode } status =>
            Event(status, SuppressionAction.Stop, SuppressionReason.OptOutCode, status.MessageId),
        WaReply reply => OfReply(reply),
        _ => null,
    };

    private static SuppressionEvent? OfPreference(WaPreference preference) => preference.Value.ToUpperInvariant() switch
    {
        "STOP" => Event(preference, SuppressionAction.Stop, SuppressionReason.Preference, null),
        "RESUME" => Event(preference, SuppressionAction.Resume, SuppressionReason.Preference, null),
        _ => null,
    };

    private SuppressionEvent? OfReply(WaReply reply) =>
        reply.Kind is ReplyKind.Button or ReplyKind.ListRow
        ? reply.Id is { } id && _payloads.TryGetValue(id, out SuppressionAction tapped)
            ? Event(reply, tapped, SuppressionReason.Payload, reply.MessageId)
            : null
        : IsText(reply) && _words.TryGetValue(FoldedText.Of(reply.Text ?? ""), out SuppressionAction said)
            ? Event(reply, said, SuppressionReason.Word, reply.MessageId)
            : null;

    // A caption is not an answer. Of an edited message the kind is not told, but what was sent with a caption has a type of its own.
    private static bool IsText(WaReply reply) => reply.Kind == ReplyKind.Text
        || reply is { Kind: ReplyKind.Edit, Id: null, Title: null, MimeType: null, Url: null };

    private static SuppressionEvent OfChange(WaUserChange change) => new(PersonKey.NamesOf(change), null, SuppressionReason.UserChange)
    {
        At = change.At,
        MessageId = change.MessageId,
        Before = PersonKey.Names(
            change.PreviousPhone ?? change.Phone,
            change.PreviousUserId ?? change.UserId,
            change.PreviousParentUserId ?? change.ParentUserId),
    };

    private static SuppressionEvent Event(
        WaCallback callback, SuppressionAction action, SuppressionReason reason, string? messageId) =>
        new(PersonKey.NamesOf(callback), action, reason) { At = callback.At, MessageId = messageId };

    private void AddWords(IEnumerable<string> words, SuppressionAction action) => Add(_words, words, action, word =>
        FoldedText.Of(word) is { Length: > 0 } folded ? folded : throw new WaException(
            ErrorCause.BadInput,
            $"'{PrintableText.Quote(word)}' cannot be a word that says stop or resume: it holds no letter and no digit, or is too long.",
            "Give words. Emoji and punctuation at the ends of an answer are passed over."));

    private static void Add(
        Dictionary<string, SuppressionAction> table, IEnumerable<string> texts, SuppressionAction action, Func<string, string> keyOf)
    {
        foreach (string text in texts)
        {
            if (table.TryGetValue(keyOf(text), out SuppressionAction other) && other != action)
            {
                throw new WaException(
                    ErrorCause.BadInput,
                    $"'{PrintableText.Quote(text)}' says both stop and resume.",
                    "Name it once. A word that says stop in the module's own table cannot say resume.");
            }

            table[keyOf(text)] = action;
        }
    }
}
