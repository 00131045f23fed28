namespace InteractiveMessaging;

/// <summary>A button that sends its title back as the recipient's answer.</summary>
public sealed record ReplyButton(string Title, string Id) : MessagePart
{
    /// <summary>What it says, up to 20 characters, different from the other buttons'.</summary>
    public string Title { get; internal init; } = Title;

    /// <summary>What comes back in the callback, up to 256 characters, different from the other buttons'.</summary>
    public string Id { get; internal init; } = Id;

    /// <summary>A text stands for a button that sends the same text back.</summary>
    public static implicit operator ReplyButton(string title) => new(title, title);

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    internal ReplyButton MapTexts(Func<string, string> map) => new(map(Title), map(Id));
}

/// <summary>One to three reply buttons: WhatsApp's type <c>button</c>.</summary>
public sealed record ReplyButtonsAction(ValueList<ReplyButton> Buttons) : MessageAction
{
    /// <summary>The buttons.</summary>
    public ValueList<ReplyButton> Buttons { get; internal init; } = Buttons;

    /// <inheritdoc/>
    public override string Type => "button";

    private protected override string Summary => string.Join(' ', Buttons.Map(button => $"[{button}]"));

    internal override MessageAction MapTexts(Func<string, string> map) =>
        new ReplyButtonsAction(Buttons.Map(button => button.MapTexts(map)));
}
