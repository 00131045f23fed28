using System.Threading.Channels;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// Hands things to one connection in groups: what comes while one group is on its way makes the next one. A thing costs one turn of that
/// connection, not a round trip of its own.
/// </summary>
/// <typeparam name="T">What is handed over.</typeparam>
internal sealed class Lane<T>
{
    private readonly Channel<T> _queue = Channel.CreateUnbounded<T>(new() { SingleReader = true });
    private readonly int _most;
    private readonly Func<List<T>, Task> _write;
    private readonly Action<T, WaException> _refuse;

    /// <param name="most">Things in a group at most.</param>
    /// <param name="write">Writes a group.</param>
    /// <param name="refuse">Says of a thing that it was not written, and why.</param>
    public Lane(int most, Func<List<T>, Task> write, Action<T, WaException> refuse)
    {
        _most = most;
        _write = write;
        _refuse = refuse;
        Ended = Task.Run(RunAsync);
    }

    /// <summary>Ends when everything is written, or nothing can be any more.</summary>
    public Task Ended { get; }

    /// <summary>Why nothing can be written any more.</summary>
    public WaException? Failure { get; private set; }

    /// <summary>Hands a thing over.</summary>
    /// <exception cref="WaException">An earlier one could not be written.</exception>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public void Add(T thing)
    {
        if (!_queue.Writer.TryWrite(thing))
        {
            throw Failure ?? (Exception)new ObjectDisposedException(nameof(Lane<>));
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Close() => _queue.Writer.TryComplete();

    private async Task RunAsync()
    {
        List<T> group = [];
        try
        {
            while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (group.Count < _most && _queue.Reader.TryRead(out T? thing))
                {
                    group.Add(thing);
                }

                await _write(group).ConfigureAwait(false);
                group.Clear();
            }
        }
        catch (Exception failure)
        {
            Failure = failure as WaException ?? new(
                ErrorCause.JournalUnwritable, $"The journal's database cannot be used any more: {failure.Message}");
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out T? thing))
            {
                group.Add(thing);
            }

            group.ForEach(thing => _refuse(thing, Failure));
        }
    }
}
