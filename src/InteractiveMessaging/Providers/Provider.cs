using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// A company's HTTP API. A provider writes the whole request, reads the reply and its callbacks, and says which kinds and types of
/// message it takes and which fields of them it has a place for. WhatsApp's own JSON, which most of them carry, is written once.
/// </summary>
public abstract class Provider
{
    private RuleSet? _ruleSet;

    /// <summary>Its name, as Connect-WaProvider takes it.</summary>
    public abstract string Name { get; }

    /// <summary>Its name as its owner writes it.</summary>
    public virtual string DisplayName => Name;

    /// <summary>
    /// Where its messages are posted: the first address takes every message that the provider does not send to another one.
    /// </summary>
    public abstract ValueList<ProviderAddress> Addresses { get; }

    /// <summary>Other addresses that are known of it, as the parameters of Connect-WaProvider that lead there.</summary>
    public virtual ValueList<string> OtherAddresses => [];

    /// <summary>What it needs to know of an account, besides the key.</summary>
    public virtual ValueList<ProviderSetting> Settings => [];

    /// <summary>The options of a send that it can express.</summary>
    public virtual SendOption Options => SendOption.None;

    /// <summary>How many references of the sender's own it carries.</summary>
    public virtual int ReferenceLimit => 0;

    /// <summary>Messages a second it allows by its documents; where they name none, 80, WhatsApp's own limit for a number.</summary>
    public virtual double RatePerSecond => 80;

    /// <summary>The types of interactive message its documents name, or none where they name all.</summary>
    public virtual ValueList<string> DocumentedTypes => [];

    /// <summary>The kinds of message it takes.</summary>
    public virtual ValueList<string> Kinds => [InteractiveMessage.KindName];

    /// <summary>
    /// The types of interactive message its shape can express, or none where it carries WhatsApp's own object, and so all.
    /// </summary>
    public virtual ValueList<string> WritableTypes => [];

    /// <summary>
    /// The fields of a message its shape has a place for, as JSON pointers into WhatsApp's JSON in which <c>*</c> stands for every
    /// element of a list; or none where it carries that JSON whole. Any other field is a violation.
    /// </summary>
    public virtual ValueList<string> WritableFields => [];

    /// <summary>Its own rows for the table of rules.</summary>
    public virtual ValueList<Rule> Rules => [];

    /// <summary>The page its limits and types come from.</summary>
    public abstract string Source { get; }

    /// <summary>What its users should know besides: sentences in Markdown.</summary>
    public virtual ValueList<string> Notes => [];

    /// <summary>The common rules with this provider's own.</summary>
    public RuleSet RuleSet => _ruleSet ??= RuleSet.Common.With([.. Rules, .. TypeRules()]);

    /// <summary>The name, as every provider prints.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The header that carries the key.</summary>
    internal abstract (string Name, string Value) Authenticate(string key);

    /// <summary>Its own codes, and what the sender makes of each. Where several rows hold for a code, the first one counts.</summary>
    internal virtual IReadOnlyList<ReplyCode> Codes => [];

    /// <summary>Its replies that differ from those of the others, besides the codes.</summary>
    internal virtual IReadOnlyList<DocumentedReply> Replies => [];

    /// <summary>What to do about this code of the provider's, where it is known; else null.</summary>
    internal string? Recommendation(string code) => RowOf(code)?.Recommendation;

    /// <summary>The row of this code; null where the table has none.</summary>
    internal ReplyCode? RowOf(string code) => Codes.FirstOrDefault(row => row.HoldsFor(code));

    /// <summary>A number as this provider writes it.</summary>
    internal virtual string WritePhone(PhoneNumber number) => number.ToString();

    /// <summary>Writes the whole request. The message has passed the rules, so it is of a kind and type that the provider takes.</summary>
    internal abstract void WriteRequest(RequestWriter request, Outgoing outgoing);

    /// <summary>Reads a reply. It never throws, whatever the body holds.</summary>
    internal abstract ProviderReply ReadReply(HttpReply reply);

    /// <summary>How the sandbox speaks for it, made anew at each call; null where it cannot.</summary>
    internal virtual ProviderDialect? Dialect => null;

    /// <summary>A request that tries the key without sending anything to a person; null where its documents describe none.</summary>
    internal virtual ProviderProbe? Probe => null;

    /// <summary>How it lists the templates of an account; null where its documents describe no such request.</summary>
    internal virtual TemplateListing? Templates => null;

    /// <summary>How it takes files; null where its documents describe no upload, and media are named by their links.</summary>
    internal virtual ProviderUpload? Upload => null;

    /// <summary>
    /// Reads a callback in a shape of the provider's own; null where it is not one of the provider's. It never throws on a shape.
    /// </summary>
    internal virtual IReadOnlyList<WaCallback>? ReadCallback(JsonElement callback) => null;

    /// <summary>Whether it can write a message of this kind and type; the rules say so of each message.</summary>
    internal bool CanWrite(string kind, string type) => Kinds.Contains(kind)
        && (kind != InteractiveMessage.KindName || WritableTypes.Count == 0 || WritableTypes.Contains(type));

    /// <summary>An address with the settings of an account in it.</summary>
    internal string Fill(ProviderAddress address, ProviderSettings settings) =>
        address.Fill(name => Settings.Any(setting => setting.Name == name) && settings.Find(name) is not null
            ? AddressPart(name, settings)
            : null);

    /// <summary>A message as this provider names things, where that is not what WhatsApp calls them.</summary>
    internal virtual Message Adapt(Message message) => message;

    /// <summary>What stands in the address for a name in braces.</summary>
    private protected virtual string AddressPart(string name, ProviderSettings settings) => settings[name];

    /// <summary>What is wrong with a message together with its options; nothing where the two have nothing to do with each other.</summary>
    /// <param name="kind">The message's kind.</param>
    /// <param name="hasNumber">Whether it goes to a phone number.</param>
    /// <param name="options">The options.</param>
    internal virtual RuleViolation? CheckSend(string kind, bool hasNumber, SendOptions options) => null;

    /// <summary>What is wrong with the options of a send.</summary>
    internal virtual IEnumerable<RuleViolation> CheckOptions(SendOptions options)
    {
        SendOption foreign = options.Used & ~Options;
        foreach (SendOption option in Enum.GetValues<SendOption>().Where(option => option != SendOption.None && foreign.HasFlag(option)))
        {
            string[] able = [.. ProviderCatalog.All.Where(provider => provider.Options.HasFlag(option)).Select(provider => provider.Name)];
            yield return OptionViolation("option.unsupported", option, $"{Name} cannot express -{option}.") with
            {
                // It may come from a column of this name that the user never meant as an option.
                Recommendation = (option is SendOption.Category or SendOption.TimeToLive
                    ? $"Leave -{option} out, "
                    : $"Give -{option} $null, or rename the column {option} if the row has one, ")
                    + $"or use {string.Join(", ", able[..^1])}{(able.Length > 1 ? " or " : "")}{able[^1]}.",
            };
        }

        if (options.Delay is { } delay && (delay < TimeSpan.Zero || delay.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            yield return OptionViolation("option.delay", SendOption.Delay, "A delay is whole seconds and not negative.") with
            {
                Actual = $"{delay:c}",
            };
        }

        foreach ((SendOption option, string text) in options.Texts)
        {
            if (HalfCharacter.Fault(text) is { } fault)
            {
                yield return OptionViolation("option.half", option, $"The text {fault}.") with
                {
                    Recommendation = HalfCharacter.Recommendation,
                };
            }
        }

        if (!foreign.HasFlag(SendOption.Reference) && options.References.Count > ReferenceLimit)
        {
            yield return OptionViolation(
                "option.reference.count", SendOption.Reference, $"{Name} carries at most {ReferenceLimit} reference(s).") with
            {
                Limit = $"{ReferenceLimit}",
                Actual = $"{options.References.Count}",
            };
        }
    }

    private protected RuleViolation OptionViolation(string rule, SendOption option, string sentence) => new()
    {
        Rule = rule,
        Path = "-" + option,
        Message = sentence,
        Severity = RuleSeverity.Error,
        Source = Source,
    };

    // What it takes, as rows of the table: what it cannot write does not leave.
    private IEnumerable<Rule> TypeRules()
    {
        if (DocumentedTypes.Count > 0)
        {
            yield return new("type.documented", InteractiveMessage.KindName, "/type", new OneOf(DocumentedTypes), Source)
            {
                Severity = RuleSeverity.Warning,
            };
        }

        if (WritableTypes.Count > 0)
        {
            yield return new("type.writable", InteractiveMessage.KindName, "/type", new OneOf(WritableTypes), Source)
            {
                Recommendation = "Compose a message of one of these types, or use another provider.",
            };
        }

        if (WritableFields.Count > 0)
        {
            yield return new("field.writable", string.Join(' ', Kinds), "", new NoOtherFields(WritableFields), Source)
            {
                Recommendation = "Leave the field out, or use another provider.",
            };
        }

        foreach (string kind in MessageKind.Names.Except(Kinds))
        {
            yield return new($"kind.{kind}", kind, "/type", new Never($"{Name} takes no {kind} messages"), Source)
            {
                Recommendation = $"Send a message of another kind ({string.Join(", ", Kinds)}), or use another provider.",
            };
        }
    }
}

/// <summary>One request to be written: a rendered, checked message, its recipient, and the options of the send.</summary>
/// <param name="Content">The message.</param>
/// <param name="MessageJson">The same as its kind writes it.</param>
/// <param name="To">The recipient's number; null only where the provider takes an id among the options in its place.</param>
/// <param name="Options">The options, none of which is foreign to the provider.</param>
/// <param name="Settings">The account's settings.</param>
internal readonly record struct Outgoing(
    FilledMessage Content, ReadOnlyMemory<byte> MessageJson, PhoneNumber? To, SendOptions Options, ProviderSettings Settings)
{
    /// <summary>The message's kind.</summary>
    public string Kind => Content.Kind;

    /// <summary>The message itself; its JSON is at hand, and cheaper.</summary>
    public Message Message => Content.Message;

    /// <summary>
    /// Writes the message as WhatsApp's envelope holds it: its kind as <c>type</c>, and its content under the kind's name.
    /// </summary>
    public void WriteKind(Utf8JsonWriter json)
    {
        MessageKind kind = MessageKind.Find(Kind)!;
        if (kind.StandsAlone)
        {
            json.WriteString("type", kind.Name);
            WriteMessage(json, kind.Name);
            return;
        }

        // The content as it was checked, with what the model has no name for, such as a text's preview_url; and nothing beside it.
        json.WriteString("type", kind.Name);
        json.WritePropertyName(kind.Name);
        json.WriteRawValue(ContentOf(kind.Name), skipInputValidation: true);
    }

    /// <summary>Writes the message's JSON, as its kind writes it, under this name.</summary>
    public void WriteMessage(Utf8JsonWriter json, string name)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(MessageJson.Span, skipInputValidation: true);
    }

    // The bytes of one field, as the message's writer left them.
    private ReadOnlySpan<byte> ContentOf(string name)
    {
        Utf8JsonReader reader = new(MessageJson.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = reader.ValueTextEquals(name);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt)
            {
                return MessageJson.Span[start..(int)reader.BytesConsumed];
            }
        }

        throw new InvalidOperationException($"The message is written without its field {name}.");
    }
}
