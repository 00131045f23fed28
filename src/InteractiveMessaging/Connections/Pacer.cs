namespace InteractiveMessaging;

/// <summary>
/// Hands out the moments at which messages may leave, evenly spaced (the generic cell rate algorithm). Whoever waits stands in
/// one line, so a slower or faster pace holds for all of them at once, and who gives up leaves no gap.
/// </summary>
/// <remarks>
/// A timer wakes late by a few milliseconds. What it missed in the last <see cref="Tolerance"/> is made up, so the rate is kept;
/// what is older is lost, so there is no burst: in any window w at most 1 + rate × (w + Tolerance) messages leave.
/// A provider that asks to go slower halves the pace; each success brings a little of it back (additive increase,
/// multiplicative decrease).
/// </remarks>
internal sealed class Pacer : IPace
{
    /// <summary>How much of a late wake-up is made up: 1 % of a second; on Windows, whose timers tick every 15.6 ms, one tick.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(OperatingSystem.IsWindows() ? 16 : 10);

    // From a standstill the whole limit is back after so many seconds of success.
    private const double SecondsToRecover = 20;
    private const double LowestShare = 0.01;

    private readonly object _gate = new();
    private readonly TimeProvider _clock;
    private readonly Queue<PaceWaiter> _line = new();
    private ITimer? _timer;
    private double _next;
    private double _resume;
    private double _ceiling;
    private double _slowedAt = -1;
    private long _second;
    private long _thisSecond;
    private long _lastSecond;

    /// <param name="limit">Messages a second; 0 is no limit.</param>
    /// <param name="clock">The clock.</param>
    public Pacer(double limit, TimeProvider clock)
    {
        _clock = clock;
        Limit = limit > 0 ? limit : double.PositiveInfinity;
        _ceiling = Limit;
        _next = Now.Ticks;
        Allowed = Limit;
    }

    /// <summary>Messages a second at most; infinite where there is no limit.</summary>
    public double Limit { get; }

    /// <inheritdoc/>
    public double Allowed { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Now => _clock.GetElapsedTime(0);

    /// <inheritdoc/>
    public ValueTask<TimeSpan> WaitAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TimeSpan>(cancellation);
        }

        PaceWaiter waiter;
        lock (_gate)
        {
            TimeSpan now = Now;
            if (_line.Count == 0 && TryPass(now.Ticks))
            {
                return new(now);
            }

            waiter = new(cancellation);
            _line.Enqueue(waiter);
            if (_line.Count == 1)
            {
                Arm(now.Ticks);
            }
        }

        return new(waiter.Task);
    }

    /// <summary>At once: nothing but this machine's own journal comes between, and who sends alone may be late.</summary>
    public ValueTask<bool> LeaveAsync(TimeSpan moment) => new(true);

    /// <inheritdoc/>
    public void SpeedUp()
    {
        lock (_gate)
        {
            if (Allowed < _ceiling)
            {
                // A twentieth of the limit a second; where less than one message a second leaves, with each of them.
                Allowed += _ceiling / SecondsToRecover / Math.Max(Allowed, 1);
                if (Allowed >= _ceiling)
                {
                    Allowed = _ceiling = Limit;
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool SlowDown(TimeSpan sentAt, TimeSpan pause)
    {
        lock (_gate)
        {
            double now = Now.Ticks;
            _resume = Math.Max(_resume, now + pause.Ticks);
            if (sentAt.Ticks < _slowedAt)
            {
                return false;
            }

            if (double.IsInfinity(Allowed))
            {
                // Without a limit the pace that was too fast is the one measured.
                _ceiling = Math.Max(Math.Max(_lastSecond, _thisSecond), 1);
                Allowed = _ceiling;
            }

            _slowedAt = now;
            Allowed = Math.Max(Allowed / 2, _ceiling * LowestShare);
            return true;
        }
    }

    private bool TryPass(double now)
    {
        double slot = Math.Max(Math.Max(_next, _resume), now - Tolerance.Ticks);
        if (slot > now)
        {
            return false;
        }

        if (double.IsInfinity(Allowed))
        {
            Count(now);
            return true;
        }

        _next = slot + (TimeSpan.TicksPerSecond / Allowed);
        return true;
    }

    private void Count(double now)
    {
        long second = (long)(now / TimeSpan.TicksPerSecond);
        if (second != _second)
        {
            _lastSecond = second == _second + 1 ? _thisSecond : 0;
            _thisSecond = 0;
            _second = second;
        }

        _thisSecond++;
    }

    private void Release()
    {
        lock (_gate)
        {
            double now = Now.Ticks;
            while (_line.TryPeek(out PaceWaiter? first))
            {
                if (!first.Task.IsCompleted)
                {
                    if (!TryPass(now))
                    {
                        Arm(now);
                        return;
                    }

                    first.Pass(new((long)now));
                }

                _line.Dequeue();
            }
        }
    }

    // Timers count whole milliseconds; rounding down would spin.
    private void Arm(double now)
    {
        double wait = (Math.Max(_next, _resume) - now) / TimeSpan.TicksPerMillisecond;
        TimeSpan due = TimeSpan.FromMilliseconds(Math.Max(Math.Ceiling(wait), 1));
        if (_timer is null)
        {
            _timer = _clock.CreateTimer(static pacer => ((Pacer)pacer!).Release(), this, due, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }
}
