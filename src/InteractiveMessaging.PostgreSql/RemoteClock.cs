namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// Where the database's clock stands, as its answers say. Each takes its time on the way, so the quickest one says it best.
/// </summary>
internal sealed class RemoteClock
{
    // An answer that took so many seconds longer than the quickest one tells of a clock that was set.
    private const double Set = 0.1;

    // What an answer said counts for less with time: by a hundredth, more than any clock drifts.
    private const double Drift = 0.01;

    private double _heardAt;

    /// <summary>Seconds that are added to the database's time for the time here; infinite before the first answer.</summary>
    public double Behind { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes an answer.</summary>
    /// <param name="here">The time here when it came, in seconds.</param>
    /// <param name="there">The database's time in it, in seconds.</param>
    public void Hear(double here, double there)
    {
        double behind = here - there;
        Behind = behind - Behind < Set ? Math.Min(behind, Behind + ((here - _heardAt) * Drift)) : behind;
        _heardAt = here;
    }
}
