namespace InteractiveMessaging.PostgreSql;

/// <summary>How a worker takes part in a campaign.</summary>
internal sealed record PostgresOptions
{
    /// <summary>Who gives no sign of life for so long is dead: others take over what it had not begun.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a database that is away is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Whether to go on with another connection, or with another message for the same keys.</summary>
    public bool Force { get; init; }

    /// <summary>Whether what is in doubt is sent again.</summary>
    public bool RetriesDoubts { get; init; }

    /// <summary>Whether the database is away just now.</summary>
    public Func<bool> IsAway { get; init; } = static () => false;
}
