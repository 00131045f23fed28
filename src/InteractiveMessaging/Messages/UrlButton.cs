namespace InteractiveMessaging;

/// <summary>One button that opens a web page: WhatsApp's type <c>cta_url</c>. A card of a carousel can have one too.</summary>
public sealed record UrlAction(string DisplayText, string Url) : MessageAction
{
    /// <summary>What the button says, up to 20 characters.</summary>
    public string DisplayText { get; internal init; } = DisplayText;

    /// <summary>The page it opens: http or https.</summary>
    public string Url { get; internal init; } = Url;

    /// <inheritdoc/>
    public override string Type => "cta_url";

    private protected override string Summary => $"[{DisplayText}] {Url}";

    internal override MessageAction MapTexts(Func<string, string> map) => new UrlAction(map(DisplayText), map(Url));
}
