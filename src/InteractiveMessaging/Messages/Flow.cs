namespace InteractiveMessaging;

/// <summary>A button that opens a WhatsApp Flow: WhatsApp's type <c>flow</c>.</summary>
/// <param name="Cta">What the button says, up to 30 characters, no emoji.</param>
public sealed record FlowAction(string Cta) : MessageAction
{
    /// <inheritdoc/>
    public override string Type => "flow";

    private protected override string Summary => $"[{Cta}] {FlowName ?? FlowId}";

    /// <summary>The flow's id. Either this or <see cref="FlowName"/> is set.</summary>
    public string? FlowId { get; init; }

    /// <summary>The flow's name.</summary>
    public string? FlowName { get; init; }

    /// <summary>The version of the flow message format.</summary>
    public string? MessageVersion { get; init; } = "3";

    /// <summary>A token of the sender's own that comes back with the answer.</summary>
    public string? Token { get; init; }

    /// <summary><c>draft</c> or <c>published</c>; WhatsApp takes a missing one for published.</summary>
    public string? Mode { get; init; }

    /// <summary><c>navigate</c> or <c>data_exchange</c>; WhatsApp takes a missing one for navigate.</summary>
    public string? FlowActionName { get; init; }

    /// <summary>The first screen to show. Goes with navigate only.</summary>
    public string? Screen { get; init; }

    /// <summary>Values for the first screen: a JSON object with at least one field. Goes with navigate only.</summary>
    public JsonData? Data { get; init; }

    internal override MessageAction MapTexts(Func<string, string> map) => this with
    {
        Cta = map(Cta),
        MessageVersion = MessageVersion is null ? null : map(MessageVersion),
        Mode = Mode is null ? null : map(Mode),
        FlowActionName = FlowActionName is null ? null : map(FlowActionName),
        FlowId = FlowId is null ? null : map(FlowId),
        FlowName = FlowName is null ? null : map(FlowName),
        Token = Token is null ? null : map(Token),
        Screen = Screen is null ? null : map(Screen),
        Data = Data?.MapTexts(map),
    };
}
