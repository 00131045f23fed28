using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// Renders, checks and writes the messages of one run. It touches neither network nor clock, and of the disk only the files that a message
/// names itself. Any thread may use it.
/// </summary>
internal sealed class Preparation(ProviderAccount account, bool withJournal = false)
{
    private const string FallbackPath = "/fallback";

    // Buffers keep their size from one message to the next; preparing one never leaves its thread.
    [ThreadStatic]
    private static Buffers? _buffers;

    // A run has few messages and many rows; what nobody holds any more goes from here by itself.
    private static readonly ConditionalWeakTable<Message, string> Hashes = [];

    private readonly ConditionalWeakTable<MessageDraft, MessageMedia> _media = [];
    private readonly ConditionalWeakTable<MessageDraft, Lazy<DraftPlan?>> _plans = [];
    private Func<Message, Message>? _adapt;

    // A message without placeholders is the same for everybody: it is written and checked once.
    private Rendered? _constant;

    /// <summary>What is known of the account's templates; null for nothing.</summary>
    public TemplateBook? Templates { get; init; }

    /// <summary>Whether templates are checked against their definitions.</summary>
    public bool ChecksDefinitions { get; init; } = true;

    /// <summary>The finished request, or the violations that stop it.</summary>
    public Prepared Prepare(SendItem item) => Prepare(item, item.Draft, item.Values, null);

    /// <summary>The same of the template that takes the message's place; what is wrong with it has a path under /fallback.</summary>
    /// <param name="item">The message.</param>
    /// <param name="fallback">The template.</param>
    /// <param name="journaled">What the journal is to know of the message: whichever of the two goes out, it is the same.</param>
    public Prepared Prepare(SendItem item, FallbackDraft fallback, JournalMessage journaled)
    {
        Prepared prepared = Prepare(item, fallback.Draft, fallback.Values, journaled);
        return prepared.Violations.Count == 0 ? prepared : prepared with
        {
            Violations = [.. prepared.Violations.Select(violation => violation with { Path = FallbackPath + violation.Path })],
        };
    }

    private Prepared Prepare(SendItem item, MessageDraft draft, string?[] values, JournalMessage? known)
    {
        Buffers buffers = _buffers ??= new();
        Rendered rendered = Render(draft, values, buffers);
        SendOptions options = item.Options;
        IReadOnlyList<RuleViolation> violations = rendered.Violations;
        if (CheckSend(rendered.Content, rendered.Wire, item.Number is not null, options) is { Count: > 0 } wrong)
        {
            violations = [.. wrong, .. violations];
        }

        if (known is null && item.Number?.Doubt is { } doubt)
        {
            violations = [.. violations, Doubtful(doubt)];
        }

        if (violations.Count > 0 && violations.Any(violation => violation.Severity == RuleSeverity.Error))
        {
            return new(null, violations);
        }

        JournalMessage journaled = known ?? (withJournal
            ? new(JournalHash.Of(item, rendered.Json.Span, buffers.Hashed), item.Recipient.ToString()!, HashOf(draft.Message), item.Key)
            : default);
        if (withJournal && options.References.Count == 0 && account.Provider.Options.HasFlag(SendOption.Reference))
        {
            // The provider gives it back in its callbacks, which can then settle what is in doubt.
            options = options with { References = [journaled.Hash.ToString()] };
        }

        return Write(new(rendered.Content, rendered.Wire, item.Number, options, account.Settings), violations, buffers.Request) with
        {
            Journaled = journaled,
            Pending = rendered.Pending,
        };
    }

    /// <summary>The request for a message as it stands; placeholders stay what they are.</summary>
    /// <param name="message">The message.</param>
    /// <param name="to">The recipient's number; null where an id among the options stands in its place.</param>
    /// <param name="given">The options of the send; null for none.</param>
    public Prepared Show(Message message, PhoneNumber? to, SendOptions? given = null)
    {
        SendOptions options = given ?? SendOptions.None;
        MessageMedia? media = MessageMedia.Of(message, UploadSupport.FaultOf(account));
        message = account.Provider.Adapt(message);
        ReadOnlyMemory<byte> json = MessageWriter.Write(message);
        json = media?.Now.Replace(json) ?? json;
        IReadOnlyList<RuleViolation> violations =
        [
            .. CheckSend(new(message), json, to is not null, options), .. MessageCheck.Check(message, account.Provider),
            .. account.HasEndpoint ? media?.Now.Violations ?? [] : [],
        ];
        return violations.Any(violation => violation.Severity == RuleSeverity.Error)
            ? new(null, violations)
            : Write(new(new(message), json, to, options, account.Settings), violations, new()) with { Pending = media };
    }

    // What is wrong with the options, alone and together with the message.
    private IReadOnlyList<RuleViolation> CheckSend(FilledMessage message, ReadOnlyMemory<byte> json, bool hasNumber, SendOptions options)
    {
        RuleViolation? wrong = account.Provider.CheckSend(message.Kind, hasNumber, options);
        return wrong is null && options == SendOptions.None
            ? []
            :
            [
                .. wrong is null ? Array.Empty<RuleViolation>() : [wrong],
                .. account.Provider.CheckOptions(options),
                .. CheckCategory(options, message, json),
            ];
    }

    // Not every type may go out in a category, and not at every length.
    private static IReadOnlyList<RuleViolation> CheckCategory(SendOptions options, FilledMessage message, ReadOnlyMemory<byte> json)
    {
        if (options.Category is not { } category)
        {
            return [];
        }

        using JsonDocument document = JsonDocument.Parse(json);
        return
        [
            .. DirectSend.Of(category).Rules.Check(message.Kind, message.Type, document.RootElement)
                .Select(violation => violation with { Message = $"With -Category {category}, {violation.Message}" }),
        ];
    }

    private Prepared Write(Outgoing outgoing, IReadOnlyList<RuleViolation> violations, RequestWriter request)
    {
        request.Reset();
        account.Provider.WriteRequest(request, outgoing);
        ReadOnlyMemory<byte> body = request.Finish();
        return account.AddressOf(request) is { } address
            // A copy of its own: a body may still be on its way out when the reply is already here.
            ? new(body.ToArray(), violations) { Address = address, MediaType = request.MediaType }
            : new(null, [.. violations, account.HasEndpoint ? Closed(request.Address!) : Unfit(request.Address!)]);
    }

    // A warning only: the lists of countries and of their numbers' lengths change.
    private static RuleViolation Doubtful(string doubt) => new()
    {
        Rule = "number.country",
        Path = "",
        Message = doubt,
        Severity = RuleSeverity.Warning,
        Source = "ITU-T E.164",
        Recommendation =
            "A national number that was taken for a complete one looks like this: write its country code, or use -CountryCode.",
    };

    private RuleViolation Unfit(ProviderAddress address) => new()
    {
        Rule = "address.value",
        Path = "",
        Message = $"This message goes to {address.Path}, and what it has for a name in braces is empty or cannot stand there.",
        Severity = RuleSeverity.Error,
        Source = account.Provider.Source,
        Recommendation = "Give the message that value.",
    };

    private RuleViolation Closed(ProviderAddress address) => new()
    {
        Rule = "address.replaced",
        Path = "",
        Message = $"This message goes to {address.Path}, and the connection's -Endpoint is an address for other messages.",
        Severity = RuleSeverity.Error,
        Source = account.Provider.Source,
        Recommendation = "Connect with -BaseUri, which keeps the provider's paths.",
    };

    /// <summary>Names a message as it was composed, for the journal: a hash that gives none of its text away.</summary>
    public static string HashOf(Message message) => Hashes.GetValue(
        message, static message => Convert.ToHexString(SHA256.HashData(MessageWriter.Write(message)), 0, 16).ToLowerInvariant());

    private Rendered Render(MessageDraft draft, string?[] values, Buffers buffers)
    {
        if (_constant is { } constant && constant.Draft == draft)
        {
            return constant;
        }

        if (RenderSound(draft, values, buffers) is { } sound)
        {
            return sound;
        }

        Message given = draft.Render(values);
        RuleViolation? missing = ChecksDefinitions ? Templates?.Missing(given) : null;
        Message message = Adapt(given);
        buffers.Message.ResetWrittenCount();
        MessageWriter.Write(buffers.Message, message);
        ReadOnlyMemory<byte> json = buffers.Message.WrittenMemory;
        MessageMedia? media = FileLinks.MayBeIn(json.Span) ? MediaOf(draft) : null;

        // One look for all of it: meanwhile an upload may end.
        MediaSnapshot? now = media?.Now;
        IReadOnlyList<RuleViolation> violations =
            MessageCheck.Check(message, json, account.Provider.RuleSet, ChecksDefinitions, now);
        Rendered rendered = new(draft, new(message), json, missing is null ? violations : [missing, .. violations])
        {
            Wire = now?.Replace(json) ?? json,
            Pending = now is { IsPending: true } ? media : null,
        };
        if (draft.Columns.Count == 0 && media is null)
        {
            byte[] kept = json.ToArray();
            _constant = rendered with { Json = kept, Wire = kept };
        }

        return rendered;
    }

    // Most messages are sound, and most of a message is its draft's.
    private Rendered? RenderSound(MessageDraft draft, string?[] values, Buffers buffers)
    {
        _adapt ??= Adapt;
        buffers.Message.ResetWrittenCount();
        if (PlanOf(draft) is not { } plan || !plan.TryWrite(values, buffers.Message))
        {
            return null;
        }

        FilledMessage message = new(draft, values, _adapt);
        ReadOnlyMemory<byte> json = buffers.Message.WrittenMemory;
        return ChecksDefinitions && draft.Message.TemplateName is not null && !plan.KeepsToDefinition(values)
            && MessageCheck.AgainstDefinition(message.Message, isDraft: false).Count > 0
            ? null
            : new(draft, message, json, []) { Wire = json };
    }

    // A script block may make a new message for each row: what is used once is worth no plan.
    private DraftPlan? PlanOf(MessageDraft draft)
    {
        if (_plans.TryGetValue(draft, out Lazy<DraftPlan?>? plan))
        {
            return plan.Value;
        }

        _plans.TryAdd(draft, new(() => MakePlan(draft)));
        return null;
    }

    private DraftPlan? MakePlan(MessageDraft draft) =>
        ChecksDefinitions && Templates?.Missing(draft.Message) is not null ? null : DraftPlan.Of(draft, Adapt, account.Provider.RuleSet);

    private Message Adapt(Message message) => account.Provider.Adapt(Templates?.Define(message) ?? message);

    // The files that the message names itself; of what a cell names, nothing is looked at.
    private MessageMedia? MediaOf(MessageDraft draft)
    {
        if (!_media.TryGetValue(draft, out MessageMedia? media)
            && MessageMedia.Of(draft.Message, UploadSupport.FaultOf(account)) is { } found)
        {
            media = _media.GetValue(draft, _ => found);
        }

        return media;
    }

    // Its JSON keeps the links to files: the journal goes by it, since an id changes from one upload to the next.
    private sealed record Rendered(
        MessageDraft Draft, FilledMessage Content, ReadOnlyMemory<byte> Json, IReadOnlyList<RuleViolation> Violations)
    {
        /// <summary>The same as it goes out, with ids in place of the files.</summary>
        public required ReadOnlyMemory<byte> Wire { get; init; }

        /// <summary>The files that must be uploaded first; null where there are none.</summary>
        public MessageMedia? Pending { get; init; }
    }

    private sealed class Buffers
    {
        public ArrayBufferWriter<byte> Message { get; } = new(1024);

        public ArrayBufferWriter<byte> Hashed { get; } = new(1024);

        public RequestWriter Request { get; } = new();
    }
}

/// <summary>A message ready to go, or why it is not.</summary>
/// <param name="Body">The body of the request; null where a violation stops it.</param>
/// <param name="Violations">What the rules and the provider say: errors where there is no body, else warnings.</param>
internal readonly record struct Prepared(byte[]? Body, IReadOnlyList<RuleViolation> Violations)
{
    /// <summary>What the journal is to know of it.</summary>
    public JournalMessage Journaled { get; init; }

    /// <summary>Where it goes; null where a violation stops it.</summary>
    public Uri? Address { get; init; }

    /// <summary>The media type of the body.</summary>
    public string MediaType { get; init; } = RequestWriter.JsonType;

    /// <summary>
    /// The files that must be uploaded before it goes out, since examples stand for their ids; null where there are none. Prepared again
    /// after that, it has the ids.
    /// </summary>
    public MessageMedia? Pending { get; init; }
}
