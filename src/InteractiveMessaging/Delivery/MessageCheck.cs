using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Checks messages completely before they leave.</summary>
public static class MessageCheck
{
    /// <summary>Every fault of a message at once; empty where it has none.</summary>
    /// <param name="message">
    /// The message, or a draft: the length of a text with placeholders is judged by what stands beside them, and an entry of
    /// severity Information says which columns it needs.
    /// </param>
    /// <param name="provider">The provider whose own rules hold too; null for WhatsApp's alone.</param>
    public static IReadOnlyList<RuleViolation> Check(Message message, Provider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        RuleSet rules = provider?.RuleSet ?? RuleSet.Common;
        MediaSnapshot? media = MessageMedia.Of(message, provider is null ? null : UploadSupport.FaultOf(provider))?.Now;
        message = provider?.Adapt(message) ?? message;
        RuleViolation about;
        try
        {
            MessageDraft draft = MessageDraft.Of(message);
            if (draft.Columns.Count == 0)
            {
                Message rendered = draft.Render([]);
                return Check(rendered, MessageWriter.Write(rendered), rules, media: media);
            }

            string columns = string.Join(", ", draft.Columns);
            about = Violation("draft.columns", RuleSeverity.Information, $"This draft needs the column(s) {columns}.");
        }
        catch (FormatException error)
        {
            about = Violation("placeholder.broken", RuleSeverity.Error, error.Message, "Close it, or write {{{{ for two literal braces.");
        }

        ReadOnlyMemory<byte> json = MessageWriter.Write(message);
        using JsonDocument document = JsonDocument.Parse(media?.Replace(json) ?? json);
        RuleViolation[] half = Half(message, json) is { } found ? [found] : [];
        return
        [
            .. half, .. media?.Violations ?? [], .. rules.Check(message.Kind, message.Type, document.RootElement, isDraft: true),
            .. AgainstDefinition(message, isDraft: true), about,
        ];
    }

    /// <summary>The fault of a draft that is sent as a message, without rows to fill it from; null where it has no placeholders.</summary>
    public static RuleViolation? Unfilled(MessageDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Columns.Count == 0 ? null : Violation(
            "placeholder.unfilled",
            RuleSeverity.Error,
            $"The placeholders {string.Join(", ", draft.Columns.Select(column => $"{{{{{column}}}}}"))} are not filled: there are no rows.",
            "Pipe rows with these columns to Send-WaMessage -Message, or write {{{{ for two literal braces.");
    }

    /// <summary>Every fault of a rendered message, as it will go out. Braces in it are what a cell said, no placeholders.</summary>
    /// <param name="message">The message.</param>
    /// <param name="json">The same as its kind writes it.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="checksDefinition">Whether a template is checked against its definition, where that is at hand.</param>
    /// <param name="media">The files that it named before it was filled; the rules see it as it goes over the wire.</param>
    internal static IReadOnlyList<RuleViolation> Check(
        Message message, ReadOnlyMemory<byte> json, RuleSet rules, bool checksDefinition = true, MediaSnapshot? media = null)
    {
        using JsonDocument document = JsonDocument.Parse(media?.Replace(json) ?? json);
        IReadOnlyList<RuleViolation> violations = rules.Check(message.Kind, message.Type, document.RootElement);
        if (media is { Violations.Count: > 0 })
        {
            violations = [.. media.Violations, .. violations];
        }

        if (checksDefinition && AgainstDefinition(message, isDraft: false) is { Count: > 0 } further)
        {
            violations = [.. violations, .. further];
        }

        return Half(message, json) is { } half ? [half, .. violations] : violations;
    }

    // A template says itself what it asks for, where its definition is at hand.
    internal static IReadOnlyList<RuleViolation> AgainstDefinition(Message message, bool isDraft) =>
        TemplateCheck.Check(message, TimeProvider.System, isDraft);

    private static RuleViolation? Half(Message message, ReadOnlyMemory<byte> json) =>
        HalfCharacter.MayBeIn(json.Span) && HalfCharacter.FaultIn(map => message.MapTexts(map)) is { } fault
            ? Violation("text.half", RuleSeverity.Error, fault, HalfCharacter.Recommendation)
            : null;

    private static RuleViolation Violation(string rule, RuleSeverity severity, string sentence, string? recommendation = null) => new()
    {
        Rule = rule,
        Path = "",
        Message = sentence,
        Severity = severity,
        Source = "InteractiveMessaging",
        Recommendation = recommendation,
    };
}
