namespace InteractiveMessaging;

/// <summary>The advertisement or post that led a person to the chat.</summary>
public sealed record WaReferral
{
    /// <summary><c>ad</c> or <c>post</c>.</summary>
    public string? SourceType { get; init; }

    /// <summary>The id of the advertisement or post.</summary>
    public string? SourceId { get; init; }

    /// <summary>Its address.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>Its headline.</summary>
    public string? Headline { get; init; }

    /// <summary>Its text.</summary>
    public string? Body { get; init; }

    /// <summary>The id of the click (<c>ctwa_clid</c>), as Meta's conversion API takes it.</summary>
    public string? ClickId { get; init; }

    /// <summary>What it was, and its headline.</summary>
    public override string ToString() => $"{SourceType} {SourceId}: {Headline}";
}
