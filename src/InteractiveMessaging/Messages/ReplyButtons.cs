namespace InteractiveMessaging;

/// <summary>A button that sends its title back as the recipient's answer.</summary>
/// <param name="Title">What it says, up to 20 characters, different from the other buttons'.</param>
/// <param name="Id">What comes back in the callback, up to 256 characters, different from the other buttons'.</param>
public sealed record ReplyButton(string Title, string Id)
{
    /// <summary>The title.</summary>
    public override string ToString() => Title;

    internal ReplyButton MapTexts(Func<string, string> map) => new(map(Title), map(Id));
}

/// <summary>One to three reply buttons: WhatsApp's type <c>button</c>.</summary>
public sealed record ReplyButtonsAction(ValueList<ReplyButton> Buttons) : MessageAction
{
    /// <inheritdoc/>
    public override string Type => "button";

    private protected override string Summary => string.Join(' ', Buttons.Map(button => $"[{button}]"));

    internal override MessageAction MapTexts(Func<string, string> map) =>
        new ReplyButtonsAction(Buttons.Map(button => button.MapTexts(map)));
}
