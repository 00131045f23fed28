namespace InteractiveMessaging;

/// <summary>
/// The pace of one run. Without a rate of its own it is the connection's, which every run on that connection shares. A lower rate
/// holds besides the connection's; a higher one, or none at all, stands in its place for this run alone.
/// </summary>
internal sealed class RunPace
{
    private readonly Pacer[] _pacers;

    /// <param name="connection">The connection.</param>
    /// <param name="own">Messages a second for this run; 0 is no limit, null takes the connection's.</param>
    /// <param name="clock">The clock.</param>
    public RunPace(Connection connection, double? own, TimeProvider clock) => _pacers = own switch
    {
        null => [connection.Pacer],
        > 0 and { } rate when rate < connection.Pacer.Limit => [new(rate, clock), connection.Pacer],
        { } rate => [new(rate, clock)],
    };

    /// <summary>Messages a second that may leave now.</summary>
    public double Allowed => _pacers.Min(pacer => pacer.Allowed);

    /// <summary>The time, as <see cref="SlowDown"/> wants to know it.</summary>
    public TimeSpan Now => _pacers[0].Now;

    /// <summary>Waits for the next moment at which a message may leave.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        foreach (Pacer pacer in _pacers)
        {
            await pacer.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="Pacer.SpeedUp"/>
    public void SpeedUp()
    {
        foreach (Pacer pacer in _pacers)
        {
            pacer.SpeedUp();
        }
    }

    /// <inheritdoc cref="Pacer.SlowDown"/>
    public bool SlowDown(TimeSpan sentAt, TimeSpan pause)
    {
        bool changed = false;
        foreach (Pacer pacer in _pacers)
        {
            changed |= pacer.SlowDown(sentAt, pause);
        }

        return changed;
    }
}
