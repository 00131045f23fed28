using System.Text.Json;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// A company's HTTP API. A provider decides endpoint, authentication header, envelope, phone format and how a reply is read;
/// the interactive object inside every envelope is WhatsApp's own and is written once for all of them.
/// </summary>
public abstract partial class Provider
{
    private RuleSet? _ruleSet;

    /// <summary>Its name, as Connect-WaProvider takes it.</summary>
    public abstract string Name { get; }

    /// <summary>Where its messages are posted, with the names of settings in braces.</summary>
    public abstract string AddressTemplate { get; }

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

    /// <summary>Whether it takes plain texts.</summary>
    public virtual bool TakesText => true;

    /// <summary>Its own rows for the table of rules.</summary>
    public virtual ValueList<Rule> Rules => [];

    /// <summary>The page its limits and types come from.</summary>
    public abstract string Source { get; }

    /// <summary>The common rules with this provider's own.</summary>
    public RuleSet RuleSet => _ruleSet ??= RuleSet.Common.With([.. Rules, .. TypeRules()]);

    /// <summary>The name, as every provider prints.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The header that carries the key.</summary>
    internal abstract (string Name, string Value) Authenticate(string key);

    /// <summary>What to put right where this code of the provider's is known to say; else null.</summary>
    internal virtual string? Recommendation(string code) => null;

    /// <summary>A number as this provider writes it.</summary>
    internal virtual string WritePhone(PhoneNumber number) => number.ToString();

    /// <summary>Writes the whole body of a request.</summary>
    internal abstract void WriteRequest(Utf8JsonWriter json, Outgoing outgoing);

    /// <summary>Reads a reply. It never throws, whatever the body holds.</summary>
    internal abstract ProviderReply ReadReply(HttpReply reply);

    /// <summary>How the sandbox speaks for it, made anew at each call; null where it cannot.</summary>
    internal virtual ProviderDialect? Dialect => null;

    /// <summary>A request that tries the key without sending anything to a person; null where its documents describe none.</summary>
    internal virtual ProviderProbe? Probe => null;

    /// <summary>The address for an account.</summary>
    internal Uri Address(ProviderSettings settings) => Address(AddressTemplate, settings);

    /// <summary>An address for an account, from a template with the names of settings in braces.</summary>
    internal Uri Address(string template, ProviderSettings settings) => new(Placeholder().Replace(template, match => AddressPart(match.Groups[1].Value, settings)));

    /// <summary>What stands in the address for a name in braces.</summary>
    private protected virtual string AddressPart(string name, ProviderSettings settings) => settings[name];

    /// <summary>What is wrong with the options of a send.</summary>
    internal virtual IEnumerable<RuleViolation> CheckOptions(SendOptions options)
    {
        SendOption foreign = options.Used & ~Options;
        foreach (SendOption option in Enum.GetValues<SendOption>().Where(option => option != SendOption.None && foreign.HasFlag(option)))
        {
            string[] able = [.. ProviderCatalog.All.Where(provider => provider.Options.HasFlag(option)).Select(provider => provider.Name)];
            yield return OptionViolation("option.unsupported", option, $"{Name} cannot express -{option}.") with
            {
                Recommendation = $"Leave -{option} out, or use {string.Join(" or ", able)}.",
            };
        }

        if (options.Delay is { } delay && (delay < TimeSpan.Zero || delay.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            yield return OptionViolation("option.delay", SendOption.Delay, "A delay is whole seconds and not negative.") with { Actual = $"{delay:c}" };
        }

        if (!foreign.HasFlag(SendOption.Reference) && options.References.Count > ReferenceLimit)
        {
            yield return OptionViolation("option.reference.count", SendOption.Reference, $"{Name} carries at most {ReferenceLimit} reference(s).") with
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

    private IEnumerable<Rule> TypeRules()
    {
        if (DocumentedTypes.Count > 0)
        {
            yield return new("type.documented", "*", "/type", new OneOf([.. DocumentedTypes]), Source) { Severity = RuleSeverity.Warning };
        }

        if (!TakesText)
        {
            yield return new("type.text", "text", "/type", new Never($"{Name} takes no plain texts"), Source) { Recommendation = "Send an interactive message, or use another provider." };
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}

/// <summary>One request to be written: a rendered, checked message, its recipient, and the options of the send.</summary>
internal readonly record struct Outgoing(Message Message, ReadOnlyMemory<byte> MessageJson, PhoneNumber? To, SendOptions Options, ProviderSettings Settings)
{
    /// <summary>Writes the WhatsApp object under this name.</summary>
    public void WriteInteractive(Utf8JsonWriter json, string name)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(MessageJson.Span, skipInputValidation: true);
    }
}
