namespace InteractiveMessaging;

/// <summary>How a run sends.</summary>
internal sealed record SendRunOptions
{
    /// <summary>Failures in a row that end a run unless its user says otherwise.</summary>
    public const int UsualStopAfterFailures = 25;

    private const int MostHeld = 10_000;

    /// <summary>Requests in flight at most; null takes what suits the rate.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Messages a second for this run alone; 0 is no limit, null takes the connection's.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Further attempts after the first.</summary>
    public int MaxRetryCount { get; init; } = 5;

    /// <summary>So many failures or doubts in a row, with nothing accepted between, end the run; 0 never does.</summary>
    public int StopAfterFailures { get; init; } = UsualStopAfterFailures;

    /// <summary>When people may be written to; null is always.</summary>
    public SendSchedule? Schedule { get; init; }

    /// <summary>So many messages may wait for their hours; for who comes after them there is no room.</summary>
    public int MostScheduled { get; init; } = 100_000;

    /// <summary>After this long nothing further starts; null is no limit.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>So many people are written to at most; null is no limit.</summary>
    public int? MaxRecipients { get; init; }

    /// <summary>What messages cost, for a plan; null where that is not known.</summary>
    public RateCard? RateCard { get; init; }

    /// <summary>How long one exchange may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long requests in flight may still take once the run is broken off.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a message in doubt is sent again.</summary>
    public bool RetryInDoubt { get; init; }

    /// <summary>
    /// What is known of the account's templates; null checks a message against the definition that it was made from alone.
    /// </summary>
    public TemplateBook? Templates { get; init; }

    /// <summary>Whether templates are checked against their definitions.</summary>
    public bool ChecksDefinitions { get; init; } = true;

    /// <summary>Who gets nothing; null excludes nobody.</summary>
    public ExclusionList? Exclusions { get; init; }

    /// <summary>Who wrote when, so that free messages go only to those who did within 24 hours; null asks nobody.</summary>
    public ServiceWindow? Window { get; init; }

    /// <summary>Where the run is recorded; null keeps no journal.</summary>
    public IRunJournal? Journal { get; init; }

    /// <summary>What was uploaded before; null takes the user's own.</summary>
    public MediaStore? Media { get; init; }

    /// <summary>Whether each request and its reply leave lines for who looks for a fault.</summary>
    public bool Trace { get; init; }

    /// <summary>Numbers from 0 to 1 that spread the retries.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>
    /// Requests in flight: as given, or the rate times half a second, so that a reply may take twice the usual quarter and no rate
    /// is lost.
    /// </summary>
    internal int InFlight(double connectionRate) =>
        ThrottleLimit ?? (Limit(connectionRate) is { } rate ? (int)Math.Clamp(Math.Ceiling(rate / 2), 4, 512) : 256);

    /// <summary>How many messages may be another worker's: two seconds of the rate, or as many as it takes without one.</summary>
    internal int Held(double connectionRate) => Limit(connectionRate) is { } rate ? (int)Math.Clamp(rate * 2, 1000, MostHeld) : MostHeld;

    private double? Limit(double connectionRate) =>
        (RatePerSecond ?? connectionRate) is > 0 and var rate && double.IsFinite(rate) ? rate : null;
}
