using System.Collections.Concurrent;

namespace InteractiveMessaging.Transport;

/// <summary>Time-outs of requests. One that was not up is used again: its timer stays, and only its time is set anew.</summary>
internal sealed class TimeoutPool : IDisposable
{
    private readonly ConcurrentBag<CancellationTokenSource> _free = [];

    /// <summary>A source that is cancelled after this time.</summary>
    public CancellationTokenSource Rent(TimeSpan after)
    {
        if (!_free.TryTake(out CancellationTokenSource? timeout))
        {
            timeout = new();
        }

        timeout.CancelAfter(after);
        return timeout;
    }

    /// <summary>Takes one back to which nobody listens any more.</summary>
    public void Return(CancellationTokenSource timeout)
    {
        if (timeout.TryReset())
        {
            _free.Add(timeout);
        }
        else
        {
            timeout.Dispose();
        }
    }

    public void Dispose()
    {
        while (_free.TryTake(out CancellationTokenSource? timeout))
        {
            timeout.Dispose();
        }
    }
}
