namespace InteractiveMessaging;

/// <summary>The template that takes a message's place outside its recipient's 24 hours.</summary>
/// <param name="Draft">The template's message; its placeholders are filled from <paramref name="Values"/>.</param>
/// <param name="Values">One value for each of the placeholders of the draft.</param>
internal sealed record FallbackDraft(MessageDraft Draft, string?[] Values)
{
    /// <summary>The template's name.</summary>
    public string Name => Draft.Render(Values).TemplateName!;
}
