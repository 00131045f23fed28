namespace InteractiveMessaging;

/// <summary>A look at a run.</summary>
internal sealed record RunProgress
{
    /// <summary>Messages that have their result.</summary>
    public long Done { get; init; }

    /// <summary>How many of each status, by the status's number.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Requests that wait for their reply.</summary>
    public int InFlight { get; init; }

    /// <summary>Messages that wait for another attempt, or for an earlier one to the same recipient.</summary>
    public int Waiting { get; init; }

    /// <summary>Since the first message was posted.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Messages done a second, on average.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>Messages a second that may leave now; infinite where there is no limit.</summary>
    public double AllowedRate { get; init; }

    /// <summary>How many of one status.</summary>
    public long Count(SendStatus status) => Counts[(int)status];
}
