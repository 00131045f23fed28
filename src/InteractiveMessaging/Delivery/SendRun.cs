using System.Collections.Concurrent;
using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// One use of Send-WaMessage: messages in, results out. The pipeline's thread posts items and takes results; workers send.
/// </summary>
/// <remarks>
/// An item holds one place from the moment it is posted until its result is taken, so a slow consumer slows the senders and
/// memory does not grow with the number of recipients. Items that wait (for their next attempt, or behind another one to the
/// same recipient) hold neither worker nor place, but there can only be so many of them. Every item that was posted gets
/// exactly one result, whatever happens.
/// </remarks>
internal sealed class SendRun : IDisposable
{
    /// <summary>So many messages may wait without holding a place.</summary>
    public const int MostParked = 1000;

    private const int MostNotes = 1000;
    private const int SparePlaces = 128;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly Connection _connection;
    private readonly SendRunOptions _options;
    private readonly TimeProvider _clock;
    private readonly Sender _sender;

    // Neither holds a timer or a handle, so they need no disposal, and a late Ctrl+C finds them whole.
    private readonly CancellationTokenSource _halt = new();
    private readonly CancellationTokenSource _abort = new();

    private readonly ConcurrentQueue<(string Line, bool OfOneRequest)> _notes = new();
    private long _lostNotes;
    private readonly RecipientQueues _recipients = new();
    private readonly Queue<InFlightMessage> _ready = new();
    private readonly HashSet<InFlightMessage> _waiting = [];
    private readonly Queue<SendResult> _results = new();
    private readonly OutageGuard _outage;
    private readonly SortedDictionary<DateTimeOffset, int> _due = [];
    private readonly int _mostParked;

    // So many may be another worker's, until that one is done with them; then none further is posted.
    private readonly int _mostHeld;
    private readonly int _places;
    private readonly int _batch;
    private int _workers;
    private int _open;
    private int _held;
    private int _untaken;
    private bool _completed;
    private bool _isFull;
    private bool _disposed;
    private ITimer? _grace;
    private readonly ITimer? _end;

    /// <param name="connection">The connection. Its pacer is shared with every other run that uses it.</param>
    /// <param name="options">How to send.</param>
    /// <param name="clock">The clock of every wait.</param>
    public SendRun(Connection connection, SendRunOptions options, TimeProvider clock)
    {
        _connection = connection;
        _options = options;
        _clock = clock;
        MostInFlight = options.InFlight(connection.RatePerSecond);
        _places = (MostInFlight * 2) + SparePlaces;
        _batch = (_places - MostInFlight) / 2;
        _mostHeld = options.Held(connection.RatePerSecond);
        _outage = new(options.StopAfterFailures);
        _mostParked = options.Schedule is null ? MostParked : options.MostScheduled;
        _sender = new(connection, options, clock, MostInFlight, Note);
        options.Journal?.Watch(Hear, line => Note(line, false));
        if (options.MaxDuration is { } longest)
        {
            string why = string.Create(CultureInfo.InvariantCulture, $"The run's time was over (-MaxDuration {longest:c}).");
            _end = clock.CreateTimer(_ => EndInOrder(why), null, longest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Requests in flight at most.</summary>
    public int MostInFlight { get; }

    /// <summary>Why sending ended before the input did, where it did: nothing further can succeed.</summary>
    public SendResult? Stopped { get; private set; }

    /// <summary>Why it ended in order before the input did; null where it did not. The same command goes on another time.</summary>
    public string? Ended => _sender.Ended;

    /// <summary>Once the run is disposed of: the results nobody took, because the pipeline was broken off.</summary>
    public IReadOnlyList<SendResult> Unreported { get; private set; } = [];

    /// <summary>What it is at.</summary>
    public RunProgress Progress
    {
        get
        {
            lock (_gate)
            {
                return new(_sender.InFlight, Parked + _held, _sender.AllowedRate)
                {
                    NextDue = _due.Count > 0 ? _due.First().Key : null,
                };
            }
        }
    }

    // What waits of itself without holding a place.
    private int Parked => _waiting.Count + _recipients.Parked;

    /// <summary>Hands over an item; false when every place is taken and a result must be taken first.</summary>
    public bool TryPost(SendItem item)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_completed)
            {
                throw new InvalidOperationException("The run is complete; nothing further can be posted.");
            }

            int parked = Parked;
            if (_untaken - Math.Min(parked, _mostParked) - Math.Min(_held, _mostHeld) >= _places
                || (parked >= _mostParked && _recipients.IsActive(item.Recipient!.Value)))
            {
                return false;
            }

            _untaken++;
            _open++;
            InFlightMessage message = new(item);
            if (_recipients.TryEnter(message))
            {
                Start(message);
            }

            return true;
        }
    }

    /// <summary>Says that no further item comes.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
        }
    }

    /// <summary>Takes a result that is ready.</summary>
    public bool TryTake(out SendResult result)
    {
        lock (_gate)
        {
            bool taken = _results.TryDequeue(out SendResult? ready);
            result = ready!;
            _untaken -= taken ? 1 : 0;
            return taken;
        }
    }

    /// <summary>Takes a line for people: about a retry or a slow-down, or about one request alone.</summary>
    public bool TryTakeNote(out string note, out bool ofOneRequest)
    {
        if (_notes.TryDequeue(out (string Line, bool OfOneRequest) next))
        {
            (note, ofOneRequest) = next;
            return true;
        }

        long lost = Interlocked.Exchange(ref _lostNotes, 0);
        (note, ofOneRequest) = (string.Create(CultureInfo.InvariantCulture, $"{lost} lines are left out: they came too fast."), true);
        return lost > 0;
    }

    /// <summary>
    /// Waits until a result is ready; where people wait for their hours, a second at most, so that it can be shown. False when there will
    /// be none of what was posted so far.
    /// </summary>
    public bool WaitForResult(CancellationToken cancellation)
    {
        using CancellationTokenRegistration wake = cancellation.UnsafeRegister(static run => ((SendRun)run!).Wake(), this);
        lock (_gate)
        {
            while (_results.Count == 0 && _open > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!Monitor.Wait(_gate, _due.Count > 0 ? Glance : Timeout.InfiniteTimeSpan))
                {
                    return true;
                }
            }

            // In a flood, waking this thread for each result would cost more than sending the message did.
            if (_results.Count < _batch && _open > 0)
            {
                Monitor.Wait(_gate, Gathering);
            }

            return _results.Count > 0;
        }
    }

    /// <summary>
    /// Breaks the run off: nothing new starts, and what is in flight may take <see cref="SendRunOptions.Grace"/> to get its reply.
    /// It does not wait.
    /// </summary>
    public void Cancel()
    {
        Halt();
        lock (_gate)
        {
            if (!_disposed)
            {
                _grace ??= _clock.CreateTimer(
                    static run => ((SendRun)run!)._abort.Cancel(), this, _options.Grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>
    /// Ends the run: breaks off what is left, waits until each message has its result, and keeps those in <see cref="Unreported"/>.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
        }

        Cancel();
        lock (_gate)
        {
            while (_open > 0 || _workers > 0)
            {
                Monitor.Wait(_gate);
            }

            _disposed = true;
            _grace?.Dispose();
            _end?.Dispose();
            Unreported = [.. _results];
            _results.Clear();
        }
    }

    private async Task WorkAsync()
    {
        while (Next() is { } message)
        {
            Step step;
            try
            {
                step = await _sender.StepAsync(message, _halt.Token, _abort.Token).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                step = await _sender.BrokenAsync(message, fault).ConfigureAwait(false);
            }

            if ((step.Stop ?? (step.Result is null || step.IsOfRecipient ? null : _outage.Note(step.Result, message.BrokenBy))) is { } stop)
            {
                StopAt(stop);
                _options.Journal?.Stop(new(stop.Error ?? "", stop.Cause, stop.Recommendation));
            }

            if (step.IsTooMany)
            {
                WakeScheduled();
            }

            if (step.Until is not null)
            {
                _ = ResumeAfterAsync(message, step);
                continue;
            }

            if (step.Result is null && !Park(message, step))
            {
                step = await _sender.PutOffAsync(message, step.Due!.Value).ConfigureAwait(false);
            }

            if (step.Result is { } result)
            {
                Settle(message, result);
            }
        }
    }

    // The next message to work on. A worker that finds none ends; one is started with the next message.
    private InFlightMessage? Next()
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out InFlightMessage? message))
            {
                return message;
            }

            if (--_workers == 0)
            {
                Monitor.PulseAll(_gate);
            }

            return null;
        }
    }

    private void Start(InFlightMessage message)
    {
        _ready.Enqueue(message);
        if (_workers < MostInFlight)
        {
            _workers++;
            _ = Task.Run(WorkAsync);
        }
    }

    private void Settle(InFlightMessage message, SendResult result)
    {
        lock (_gate)
        {
            _open--;
            _results.Enqueue(result);
            if (_recipients.Leave(message.Recipient) is { } next)
            {
                Start(next);
            }

            if (_results.Count == 1 || _results.Count >= _batch || _open == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    // False where it waits for its hours, and there is no room for a further one that does.
    private bool Park(InFlightMessage message, Step step)
    {
        lock (_gate)
        {
            if (_halt.IsCancellationRequested || step.Wait <= TimeSpan.Zero)
            {
                Start(message);
                return true;
            }

            if (step.Due is { } due)
            {
                if (Parked >= _mostParked)
                {
                    return false;
                }

                message.Due = due;
                _due[due] = _due.GetValueOrDefault(due) + 1;
            }

            _waiting.Add(message);
            message.Timer = _clock.CreateTimer(_ => Resume(message), null, step.Wait, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    // The journal answers all that it was asked, also when the run is broken off.
    private async Task ResumeAfterAsync(InFlightMessage message, Step step)
    {
        CountHeld(step, 1);
        await step.Until!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        CountHeld(step, -1);
        lock (_gate)
        {
            Start(message);
        }
    }

    private void CountHeld(in Step step, int more)
    {
        if (step.IsHeld)
        {
            lock (_gate)
            {
                _held += more;
            }
        }
    }

    private void Resume(InFlightMessage message)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(message))
            {
                return;
            }

            message.Timer!.Dispose();
            if (message.Due is { } due)
            {
                message.Due = null;
                if (--_due[due] == 0)
                {
                    _due.Remove(due);
                }
            }

            Start(message);
        }
    }

    // Who waits for his hours may be one too many by now: then he need not wait.
    private void WakeScheduled()
    {
        InFlightMessage[] scheduled;
        lock (_gate)
        {
            if (_due.Count == 0 || _isFull)
            {
                return;
            }

            _isFull = true;
            scheduled = [.. _waiting.Where(message => message.Due is not null)];
        }

        foreach (InFlightMessage message in scheduled)
        {
            Resume(message);
        }
    }

    // Nothing is wrong: what is in flight gets its reply, and nothing further starts.
    private void EndInOrder(string why)
    {
        _sender.Ended ??= why;
        Halt();
    }

    // Nothing further can succeed.
    private void StopAt(SendResult stop)
    {
        lock (_gate)
        {
            Stopped ??= stop;
        }

        Halt();
    }

    // Another worker met what stops all of them, or somebody asked for the end.
    private void Hear(JournalStop stop)
    {
        if (stop.Cause is { } cause)
        {
            StopAt(new()
            {
                Status = SendStatus.NotSent,
                Provider = _connection.Provider,
                Connection = _connection.Name,
                Cause = cause,
                Error = stop.Text,
                Recommendation = stop.Recommendation,
            });
        }
        else
        {
            EndInOrder(stop.Text);
        }
    }

    // Nothing new starts; what waits for another attempt gets its result now.
    private void Halt()
    {
        _halt.Cancel();
        InFlightMessage[] waiting;
        lock (_gate)
        {
            waiting = [.. _waiting];
        }

        foreach (InFlightMessage message in waiting)
        {
            Resume(message);
        }
    }

    private void Note(string line, bool ofOneRequest)
    {
        if (_notes.Count < MostNotes)
        {
            _notes.Enqueue((line, ofOneRequest));
        }
        else
        {
            Interlocked.Increment(ref _lostNotes);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
