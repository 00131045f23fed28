namespace InteractiveMessaging;

/// <summary>How a run sends.</summary>
internal sealed record SendRunOptions
{
    /// <summary>Requests in flight at most; null takes what suits the rate at a quarter second a reply.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Messages a second for this run alone; null takes the connection's.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Further attempts after the first.</summary>
    public int MaxRetryCount { get; init; } = 5;

    /// <summary>How long one exchange may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether a message in doubt is sent again.</summary>
    public bool RetryInDoubt { get; init; }

    /// <summary>Where the run is recorded; null keeps no journal.</summary>
    public IRunJournal? Journal { get; init; }
}
