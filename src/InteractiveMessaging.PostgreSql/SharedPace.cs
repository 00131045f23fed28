using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// The pace that all workers of an account keep together. The database hands out its moments, a few at a time and only for messages that
/// wait: the sum is kept whoever joins or dies, and one throttle slows all of them.
/// </summary>
/// <remarks>
/// A moment counts on the database's clock. Where that stands, the answer says that came quickest, so a moment never comes too early. One
/// that was missed by more than <see cref="Tolerance"/> is lost, and so is one whose message was held up for longer: its intent had to wait
/// for the database.
/// </remarks>
internal sealed class SharedPace : IPace, IDisposable
{
    /// <summary>
    /// How late a message may be for its moment: so much of a second's messages may come together. A fiftieth too many is allowed, and the
    /// way to the provider, which is not alike for all of them, takes its part of it.
    /// </summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1) / 60;

    // So long before its moment a message gets ready, or two round trips to a far database, so that its intent is written when the moment
    // comes. Moments of twice that time are asked for at once; what a worker has when it dies is lost to the others.
    private static readonly TimeSpan ShortestLead = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestLead = TimeSpan.FromMilliseconds(250);

    // How late messages usually leave follows them this slowly: a database far away holds up all of them alike, which is no burst.
    private const int Inertia = 64;

    private readonly object _gate = new();
    private readonly string _account;
    private readonly double _limit;
    private readonly Link _link;
    private readonly Queue<PaceWaiter> _line = new();
    private readonly Queue<long> _slots = new();
    private readonly Timer _timer;
    private readonly RemoteClock _clock = new();
    private double _usually;
    private long? _roundTrip;
    private bool _asks;
    private long _slowedAt = long.MinValue;
    private WaException? _failure;

    /// <param name="account">Whose pace it is.</param>
    /// <param name="limit">Messages a second.</param>
    /// <param name="link">The way to the database.</param>
    public SharedPace(string account, double limit, Link link)
    {
        _account = account;
        _limit = limit;
        _link = link;
        Allowed = limit;
        _timer = new(static pace => ((SharedPace)pace!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public double Allowed { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Now => TimeProvider.System.GetElapsedTime(0);

    /// <inheritdoc/>
    public ValueTask<TimeSpan> WaitAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TimeSpan>(cancellation);
        }

        PaceWaiter waiter = new(cancellation);
        lock (_gate)
        {
            if (_failure is not null)
            {
                return ValueTask.FromException<TimeSpan>(_failure);
            }

            _line.Enqueue(waiter);
        }

        Release();
        return new(waiter.Task);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> LeaveAsync(TimeSpan moment)
    {
        if (moment - Now is { Ticks: > 0 } early)
        {
            await Task.Delay(WholeMilliseconds(early)).ConfigureAwait(false);
        }

        lock (_gate)
        {
            double late = (Now - moment).Ticks;
            double most = _usually + Tolerance.Ticks;
            _usually += (Math.Min(late, most) - _usually) / Inertia;
            return late <= most;
        }
    }

    /// <inheritdoc/>
    public void SpeedUp()
    {
        // The database lets the pace come back.
    }

    /// <inheritdoc/>
    public bool SlowDown(TimeSpan sentAt, TimeSpan pause)
    {
        double left;
        lock (_gate)
        {
            bool isNews = sentAt.Ticks >= _slowedAt;
            if (!isNews && pause <= TimeSpan.Zero)
            {
                return false;
            }

            // What was handed out at the old pace is not used.
            _slots.Clear();
            _slowedAt = isNews ? Now.Ticks : _slowedAt;
            Allowed = isNews ? Math.Max(Allowed / 2, _limit / 100) : Allowed;
            left = sentAt.TotalSeconds - _clock.Behind;
            _ = TellAsync(isNews ? left : 0, pause.TotalSeconds);
            return isNews;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private async Task TellAsync(double sentAt, double pause)
    {
        try
        {
            await _link.DoAsync(async (connection, _) =>
            {
                using NpgsqlCommand command = new(Statements.SlowDown, connection);
                command.Parameters.With(_account).With(sentAt).With(pause);
                return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WaException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever waits next hears it.
        }

        Release();
    }

    // Lets go whose moment has come, and asks for the moments of who has none.
    private void Release()
    {
        List<(PaceWaiter Waiter, long Slot)> free = [];
        int wanted = 0;
        lock (_gate)
        {
            long now = Now.Ticks;
            long lead = Math.Clamp(_roundTrip * 2 ?? 0, ShortestLead.Ticks, LongestLead.Ticks);
            while (_slots.TryPeek(out long slot) && slot - lead <= now)
            {
                _slots.Dequeue();
                if (now - slot <= Tolerance.Ticks && Next() is { } waiter)
                {
                    free.Add((waiter, slot));
                }
            }

            while (_line.TryPeek(out PaceWaiter? given) && given.Task.IsCompleted)
            {
                _line.Dequeue();
            }

            int most = (int)Math.Max(1, Allowed * 2 * lead / TimeSpan.TicksPerSecond);
            if (!_asks && _line.Count > _slots.Count && _slots.Count <= most / 2 && _failure is null)
            {
                _asks = true;
                wanted = Math.Min(_line.Count - _slots.Count, most);
            }

            if (_slots.TryPeek(out long next))
            {
                _timer.Change(WholeMilliseconds(new(next - lead - now)), Timeout.InfiniteTimeSpan);
            }
        }

        free.ForEach(one => one.Waiter.Pass(new(one.Slot)));
        if (wanted > 0)
        {
            _ = AskAsync(wanted);
        }
    }

    // Timers count them; rounding down would spin.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));

    private PaceWaiter? Next()
    {
        while (_line.TryDequeue(out PaceWaiter? waiter))
        {
            if (!waiter.Task.IsCompleted)
            {
                return waiter;
            }
        }

        return null;
    }

    private async Task AskAsync(int wanted)
    {
        long asked = Now.Ticks;
        try
        {
            (double end, double gap, double clock) = await _link.DoAsync(async (connection, _) =>
            {
                using NpgsqlCommand command = new(Statements.Slots, connection);
                command.Parameters.With(_account).With((double)wanted).With(_limit).With(Tolerance.TotalSeconds / 2);
                using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
                await reader.ReadAsync().ConfigureAwait(false);
                return (reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2));
            }).ConfigureAwait(false);
            lock (_gate)
            {
                long now = Now.Ticks;
                _clock.Hear(now / (double)TimeSpan.TicksPerSecond, clock);
                _roundTrip = Math.Min(_roundTrip ?? long.MaxValue, now - asked);
                Allowed = 1 / gap;
                for (int i = wanted; i > 0; i--)
                {
                    _slots.Enqueue((long)((end - (i * gap) + _clock.Behind) * TimeSpan.TicksPerSecond));
                }

                _asks = false;
            }
        }
        catch (Exception failure)
        {
            lock (_gate)
            {
                _failure = failure as WaException ?? new(
                    ErrorCause.JournalUnwritable, $"The pace of all workers cannot be kept any more: {failure.Message}");
                while (Next() is { } waiter)
                {
                    waiter.TrySetException(_failure);
                }

                _asks = false;
            }
        }

        Release();
    }
}
