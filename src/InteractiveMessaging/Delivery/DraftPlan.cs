using System.Buffers;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// What all messages of a draft have in common, written and checked once: a row costs its cells and the limits they touch. It knows sound
/// messages only; whatever it has a doubt about goes the whole way.
/// </summary>
internal sealed class DraftPlan
{
    private readonly DraftJson _json;
    private readonly RulePlan _rules;
    private readonly DefinitionPlan? _definition;

    private DraftPlan(DraftJson json, RulePlan rules, DefinitionPlan? definition) =>
        (_json, _rules, _definition) = (json, rules, definition);

    /// <summary>The plan of a draft; null where every message of it goes the whole way.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="adapt">What becomes of a message once it is filled.</param>
    /// <param name="rules">The rules.</param>
    public static DraftPlan? Of(MessageDraft draft, Func<Message, Message> adapt, RuleSet rules)
    {
        // What a template is depends on its name and language.
        bool isOpen = (draft.Message.TemplateName + draft.Message.TemplateLanguage).Contains("{{", StringComparison.Ordinal);
        if (draft.Columns.Count == 0 || isOpen || DraftJson.Of(draft, adapt) is not { } json || IsSpecial(json.Marked.Span))
        {
            return null;
        }

        using JsonDocument marked = JsonDocument.Parse(json.Marked);
        return rules.ForRows(draft.Message.Kind, draft.Message.Type, marked.RootElement, DraftJson.IsMarked) is { } open
            ? new(json, open, DefinitionPlan.Of(draft, adapt))
            : null;
    }

    /// <summary>Writes a row's message; true where it breaks no rule that <see cref="RuleSet"/> has.</summary>
    /// <param name="values">One value for each of the draft's placeholders.</param>
    /// <param name="json">Where to.</param>
    public bool TryWrite(string?[] values, ArrayBufferWriter<byte> json)
    {
        if (!_json.TryWrite(values, json) || IsSpecial(json.WrittenSpan))
        {
            return false;
        }

        using JsonDocument message = JsonDocument.Parse(json.WrittenMemory);
        return _rules.Check(message.RootElement).Count == 0;
    }

    /// <summary>Whether a row's message surely keeps to the definition of its template; false also where that must be looked at.</summary>
    /// <param name="values">One value for each of the draft's placeholders.</param>
    public bool KeepsToDefinition(string?[] values) => _definition?.Holds(values) is true;

    // Half a character, or perhaps a file of this machine.
    private static bool IsSpecial(ReadOnlySpan<byte> json) => HalfCharacter.MayBeIn(json) || FileLinks.MayBeIn(json);
}
