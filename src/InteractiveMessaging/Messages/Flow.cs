namespace InteractiveMessaging;

/// <summary>A button that opens a WhatsApp Flow: WhatsApp's type <c>flow</c>.</summary>
public sealed record FlowAction(string Cta) : MessageAction
{
    /// <summary>What the button says, up to 30 characters, no emoji.</summary>
    public string Cta { get; internal init; } = Cta;

    /// <inheritdoc/>
    public override string Type => "flow";

    private protected override string Summary => $"[{Cta}] {FlowName ?? FlowId}";

    /// <summary>The flow's id. Either this or <see cref="FlowName"/> is set.</summary>
    public string? FlowId { get; internal init; }

    /// <summary>The flow's name.</summary>
    public string? FlowName { get; internal init; }

    /// <summary>The version of the flow message format.</summary>
    public string? MessageVersion { get; internal init; } = "3";

    /// <summary>A token of the sender's own that comes back with the answer.</summary>
    public string? Token { get; internal init; }

    /// <summary><c>draft</c> or <c>published</c>; WhatsApp takes a missing one for published.</summary>
    public string? Mode { get; internal init; }

    /// <summary><c>navigate</c> or <c>data_exchange</c>; WhatsApp takes a missing one for navigate.</summary>
    public string? FlowActionName { get; internal init; }

    /// <summary>The first screen to show. Goes with navigate only.</summary>
    public string? Screen { get; internal init; }

    /// <summary>Values for the first screen: a JSON object with at least one field. Goes with navigate only.</summary>
    public JsonData? Data { get; internal init; }

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
