namespace InteractiveMessaging.PostgreSql;

/// <summary>A message that this worker is at, or waits for.</summary>
internal sealed class Claimed(JournalMessage message)
{
    private const long IdlePause = 300;
    private const long ShortestPause = 100;
    private const long LongestPause = 5000;
    private readonly object _gate = new();
    private long _heldAt;
    private long _lookedAt;
    private long _askAt;
    private TaskCompletionSource? _until;
    private JournalClaim? _answer;
    private CancellationTokenRegistration _registration;
    private bool _isAhead;

    /// <summary>The message.</summary>
    public JournalMessage Message => message;

    /// <summary>The number of its last attempt.</summary>
    public int Attempt { get; set; }

    /// <summary>Whether that one has no outcome yet.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Which connection writes down its last attempt.</summary>
    public int Lane { get; set; }

    /// <summary>Ends when the outcome of its last attempt is written down; null where it need not be waited for.</summary>
    public Task? LastSettled { get; set; }

    /// <summary>Whether its run was told before to ask again.</summary>
    public bool WasHeld { get; private set; }

    /// <summary>Whether it is time to look at it again, by <see cref="Environment.TickCount64"/>.</summary>
    /// <param name="now">What that says now.</param>
    /// <param name="isIdle">Whether the worker has nothing else to do, and does not wait for its turn.</param>
    public bool IsDue(long now, bool isIdle) => isIdle ? now - _lookedAt >= IdlePause : now >= _askAt;

    /// <summary>
    /// It was looked at in vain. Who has waited for long waits longer for the next look, so that ten thousand of them, of which another
    /// worker sends eighty a second, are no load.
    /// </summary>
    public void LookedAt(long now) => (_lookedAt, _askAt) = (now, now + Math.Clamp((now - _heldAt) / 2, ShortestPause, LongestPause));

    /// <summary>Counts it among those that are claimed and not begun; whether it was not.</summary>
    public bool StartAhead() => Exchange(true);

    /// <summary>Counts it there no more; whether it was.</summary>
    public bool EndAhead() => Exchange(false);

    /// <summary>Keeps it waiting until <see cref="Give"/> or the end of its run.</summary>
    /// <param name="pause">How long to wait for the first look.</param>
    /// <param name="cancellation">The end of its run.</param>
    public Task Hold(TimeSpan pause, CancellationToken cancellation)
    {
        long now = Environment.TickCount64;
        TaskCompletionSource until = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _until = until;
            WasHeld = true;
            _heldAt = now;
            _askAt = now + (long)pause.TotalMilliseconds;
        }

        _registration = cancellation.UnsafeRegister(static claimed => ((Claimed)claimed!).Wake(), this);
        return until.Task;
    }

    /// <summary>Says what is to be done with it, and wakes its run.</summary>
    public void Give(in JournalClaim claim)
    {
        lock (_gate)
        {
            _answer = claim;
        }

        Wake();
    }

    /// <summary>What was said; null where nothing was.</summary>
    public JournalClaim? TakeAnswer()
    {
        lock (_gate)
        {
            JournalClaim? answer = _answer;
            _answer = null;
            _until = answer is null ? _until : null;
            return answer;
        }
    }

    /// <summary>Whether its run was woken, and nobody said what became of it. Else whoever asks is another row of the same name.</summary>
    public bool EndHold()
    {
        lock (_gate)
        {
            bool wasWoken = _until is { Task.IsCompleted: true };
            _until = wasWoken ? null : _until;
            return wasWoken;
        }
    }

    /// <summary>Wakes its run, which asks again.</summary>
    public void Wake()
    {
        _registration.Unregister();
        lock (_gate)
        {
            _until?.TrySetResult();
        }
    }

    private bool Exchange(bool isAhead)
    {
        lock (_gate)
        {
            bool changes = _isAhead != isAhead;
            _isAhead = isAhead;
            return changes;
        }
    }
}
