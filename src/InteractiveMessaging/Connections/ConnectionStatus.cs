namespace InteractiveMessaging;

/// <summary>How far a connection could be checked without sending anything to a person.</summary>
public sealed record ConnectionStatus
{
    /// <summary>The connection's name.</summary>
    public required string Connection { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>What was asked for, with GET.</summary>
    public required Uri Address { get; init; }

    /// <summary>Whether the host was found and answered, over https with a certificate that is trusted.</summary>
    public bool Reachable { get; init; }

    /// <summary>Whether the provider accepted the key; null where nobody can say.</summary>
    public bool? KeyAccepted { get; init; }

    /// <summary>The HTTP status of the answer; null where none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>
    /// What the provider tells of the number and its account; null where it tells nothing, which <see cref="NotChecked"/> explains.
    /// </summary>
    public AccountStatus? Account { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>What could not be checked.</summary>
    public required IReadOnlyList<string> NotChecked { get; init; }
}
