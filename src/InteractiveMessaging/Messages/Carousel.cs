namespace InteractiveMessaging;

/// <summary>One card of a carousel.</summary>
public sealed record CarouselCard(MessageAction Action) : MessagePart
{
    /// <summary>
    /// What can be tapped: a <see cref="UrlAction"/>, quick replies (<see cref="ReplyButtonsAction"/>) or a
    /// <see cref="ProductAction"/>; the same kind on every card.
    /// </summary>
    public MessageAction Action { get; internal init; } = Action;

    /// <summary>A picture or a video. Every card has one, except one that shows a product.</summary>
    public Header? Header { get; internal init; }

    /// <summary>The text under the picture, up to 160 characters and two line breaks, or null.</summary>
    public string? Body { get; internal init; }

    /// <summary>The text, or the kind of button.</summary>
    public override string ToString() => Body ?? Action.Type;

    internal CarouselCard MapTexts(Func<string, string> map) => this with
    {
        Action = Action.MapTexts(map),
        Header = Header?.MapTexts(map),
        Body = Body is null ? null : map(Body),
    };
}

/// <summary>Cards to swipe through: WhatsApp's type <c>carousel</c>.</summary>
public sealed record CarouselAction(ValueList<CarouselCard> Cards) : MessageAction
{
    /// <summary>Two to ten cards with the same kind and number of buttons.</summary>
    public ValueList<CarouselCard> Cards { get; internal init; } = Cards;

    /// <inheritdoc/>
    public override string Type => "carousel";

    private protected override string Summary => string.Join(' ', Cards.Map(card => $"[{card}]"));

    internal override MessageAction MapTexts(Func<string, string> map) => new CarouselAction(Cards.Map(card => card.MapTexts(map)));
}
