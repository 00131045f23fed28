using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Checks messages completely before they leave.</summary>
public static class MessageCheck
{
    /// <summary>Every fault of a message at once; empty where it has none.</summary>
    /// <param name="message">
    /// The message, or a draft: the length of a text with placeholders is judged by what stands beside them, and an entry of
    /// severity Information says which columns it wants.
    /// </param>
    /// <param name="provider">The provider whose own rules hold too; null for WhatsApp's alone.</param>
    public static IReadOnlyList<RuleViolation> Check(Message message, Provider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        RuleSet rules = provider?.RuleSet ?? RuleSet.Common;
        RuleViolation about;
        try
        {
            MessageDraft draft = MessageDraft.Of(message);
            if (draft.Columns.Count == 0)
            {
                return Check(message, MessageWriter.Write(draft.Render([])), rules);
            }

            about = OfDraft("draft.columns", RuleSeverity.Information, $"This draft wants the column(s) {string.Join(", ", draft.Columns)}.");
        }
        catch (FormatException error)
        {
            about = OfDraft("placeholder.broken", RuleSeverity.Error, error.Message, "Close it, or write {{{{ for two literal braces.");
        }

        using JsonDocument document = JsonDocument.Parse(MessageWriter.Write(message));
        return [.. rules.Check(message.Kind, message.Type, document.RootElement, isDraft: true), about];
    }

    /// <summary>The fault of a draft that is sent as a message, without rows to fill it from; null where it has no placeholders.</summary>
    public static RuleViolation? Unfilled(MessageDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Columns.Count == 0 ? null : OfDraft(
            "placeholder.unfilled",
            RuleSeverity.Error,
            $"The placeholders {string.Join(", ", draft.Columns.Select(column => $"{{{{{column}}}}}"))} are not filled: there are no rows.",
            "Pipe rows with these columns to Send-WaMessage -Message, or write {{{{ for two literal braces.");
    }

    /// <summary>Every fault of a rendered message, as it will go out. Braces in it are what a cell said, no placeholders.</summary>
    internal static IReadOnlyList<RuleViolation> Check(Message message, ReadOnlyMemory<byte> json, RuleSet rules)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return rules.Check(message.Kind, message.Type, document.RootElement);
    }

    private static RuleViolation OfDraft(string rule, RuleSeverity severity, string sentence, string? recommendation = null) => new()
    {
        Rule = rule,
        Path = "",
        Message = sentence,
        Severity = severity,
        Source = "InteractiveMessaging",
        Recommendation = recommendation,
    };
}
