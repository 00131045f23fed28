namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// The places of messages in flight, each of which writes through one connection. What became of a message and the intent of the one that
/// takes its place go there one after the other, so that what is committed never has more in flight than there are places.
/// </summary>
/// <param name="lanes">How many connections there are.</param>
internal sealed class Places(int lanes)
{
    private readonly Stack<int> _free = [];
    private int _made;

    /// <summary>Takes a place: which connection it writes through.</summary>
    public int Take()
    {
        lock (_free)
        {
            return _free.TryPop(out int lane) ? lane : _made++ % lanes;
        }
    }

    /// <summary>Leaves a place, once what became of its message is handed to its connection.</summary>
    public void Leave(int lane)
    {
        lock (_free)
        {
            _free.Push(lane);
        }
    }
}
