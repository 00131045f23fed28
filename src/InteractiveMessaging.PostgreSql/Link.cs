using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// One connection that is used for one thing after the other. Where it breaks it is made anew, and what was being done is done again.
/// </summary>
internal sealed class Link(Database database) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _end = new();
    private NpgsqlConnection? _connection;
    private long? _awaySince;

    /// <summary>Whether commits wait for the disk; the pace and the signs of life need not.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>Since when it has answered without a break, by <see cref="Environment.TickCount64"/>; 0 from the start on.</summary>
    public long UnbrokenSince { get; private set; }

    /// <summary>Does something, in its turn.</summary>
    /// <param name="work">What to do; it is told whether it may have been done before already.</param>
    /// <exception cref="WaException">It cannot be done, or the database was away for too long.</exception>
    public async Task<T> DoAsync<T>(Func<NpgsqlConnection, bool, Task<T>> work)
    {
        await _turn.WaitAsync(_end.Token).ConfigureAwait(false);
        try
        {
            bool again = false;
            TimeSpan pause = ShortestPause;
            while (true)
            {
                try
                {
                    _connection ??= await ConnectAsync().ConfigureAwait(false);
                    T result = await work(_connection, again).ConfigureAwait(false);
                    if (_awaySince is not null)
                    {
                        _awaySince = null;
                        UnbrokenSince = Environment.TickCount64;
                        database.TellBack();
                    }

                    return result;
                }
                catch (Exception failure) when (!_end.IsCancellationRequested && Database.MayPass(failure))
                {
                    Drop();
                    again = true;
                    _awaySince ??= Environment.TickCount64;
                    if (Environment.TickCount64 - _awaySince > database.Patience.TotalMilliseconds)
                    {
                        throw database.Refused(failure);
                    }

                    if (pause > ShortestPause)
                    {
                        database.TellAway(failure);
                    }

                    await Task.Delay(pause, _end.Token).ConfigureAwait(false);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Drop();
                    throw database.Refused(failure);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the database no longer.</summary>
    public void GiveUp() => _end.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        Drop();
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        NpgsqlConnection connection = await database.OpenAsync(_end.Token).ConfigureAwait(false);
        using NpgsqlCommand command = new($"SET synchronous_commit = {(IsDurable ? "on" : "off")}", connection);
        await command.ExecuteNonQueryAsync(_end.Token).ConfigureAwait(false);
        return connection;
    }

    private void Drop()
    {
        try
        {
            _connection?.Dispose();
        }
        catch (Exception broken) when (Database.MayPass(broken))
        {
            // It is gone anyway.
        }

        _connection = null;
    }
}
