namespace InteractiveMessaging;

/// <summary>A message that the sandbox took, with the request it came in. The key is not in it.</summary>
public sealed record SandboxMessage
{
    // Only a sandbox takes messages: PowerShell would make one of any table.
    internal SandboxMessage()
    {
    }

    /// <summary>Which of the messages taken it is, from 1.</summary>
    public long Number { get; init; }

    /// <summary>The provider whose address it came to.</summary>
    public required string Provider { get; init; }

    /// <summary>The recipient: a number with its plus, whatever the provider's own way to write it, a user id, or a client id.</summary>
    public required string To { get; init; }

    /// <summary>The kind of message: <c>text</c>, <c>button</c>, <c>list</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>The main text; null where the message has none.</summary>
    public string? Body { get; init; }

    /// <summary>The id that the reply gave it.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, exactly as it came over the wire.</summary>
    public required string Path { get; init; }

    /// <summary>The headers, except the one with the key.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The whole body of the request.</summary>
    public required string Json { get; init; }

    /// <summary>The provider as the sandbox speaks for it.</summary>
    internal SandboxRoute Route { get; init; } = null!;

    /// <summary>Where the request came in.</summary>
    internal SandboxPlace Place { get; init; } = null!;

    /// <summary>Its id, type and recipient and none of its texts: this is what errors and PowerShell's module logging write down.</summary>
    public override string ToString() => $"{MessageId} ({Type} to {To} through {Provider})";
}
