using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Checks messages completely before they leave.</summary>
public static class MessageCheck
{
    /// <summary>Every fault of a message at once; empty where it has none.</summary>
    /// <param name="message">The message, or a template: what placeholders stand for counts as empty.</param>
    /// <param name="provider">The provider whose own rules hold too; null for WhatsApp's alone.</param>
    public static IReadOnlyList<RuleViolation> Check(Message message, Provider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Check(message.Type, MessageWriter.Write(message), provider?.RuleSet ?? RuleSet.Common);
    }

    internal static IReadOnlyList<RuleViolation> Check(string type, ReadOnlyMemory<byte> json, RuleSet rules)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return rules.Check(type, document.RootElement);
    }
}
