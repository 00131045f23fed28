namespace InteractiveMessaging;

/// <summary>
/// The pace of one run. Without a rate of its own it is the connection's, which every run on that connection shares. A lower rate
/// holds besides the connection's; a higher one, or none at all, stands in its place for this run alone.
/// </summary>
internal sealed class RunPace
{
    private readonly IPace[] _pacers;

    /// <param name="connection">The connection.</param>
    /// <param name="own">Messages a second for this run; 0 is no limit, null takes the connection's.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="shared">
    /// Takes the limit that results and gives the pace that several workers keep together; null where each keeps its own.
    /// </param>
    public RunPace(Connection connection, double? own, TimeProvider clock, Func<double, IPace?>? shared = null)
    {
        double limit = own switch { null => connection.Pacer.Limit, > 0 and { } rate => rate, _ => double.PositiveInfinity };
        IPace[] alone = own switch
        {
            null => [connection.Pacer],
            _ when limit < connection.Pacer.Limit => [new Pacer(limit, clock), connection.Pacer],
            _ => [new Pacer(limit, clock)],
        };
        _pacers = shared?.Invoke(limit) is { } together ? [together] : alone;
    }

    /// <summary>Messages a second that may leave now.</summary>
    public double Allowed => _pacers.Min(pacer => pacer.Allowed);

    /// <summary>The time, as <see cref="SlowDown"/> wants to know it.</summary>
    public TimeSpan Now => _pacers[0].Now;

    /// <inheritdoc cref="IPace.WaitAsync"/>
    public async ValueTask<TimeSpan> WaitAsync(CancellationToken cancellation)
    {
        TimeSpan moment = default;
        foreach (IPace pacer in _pacers)
        {
            moment = await pacer.WaitAsync(cancellation).ConfigureAwait(false);
        }

        return moment;
    }

    /// <inheritdoc cref="IPace.LeaveAsync"/>
    public ValueTask<bool> LeaveAsync(TimeSpan moment) => _pacers[^1].LeaveAsync(moment);

    /// <inheritdoc cref="IPace.SpeedUp"/>
    public void SpeedUp()
    {
        foreach (IPace pacer in _pacers)
        {
            pacer.SpeedUp();
        }
    }

    /// <inheritdoc cref="IPace.SlowDown"/>
    public bool SlowDown(TimeSpan sentAt, TimeSpan pause)
    {
        bool changed = false;
        foreach (IPace pacer in _pacers)
        {
            changed |= pacer.SlowDown(sentAt, pause);
        }

        return changed;
    }
}
