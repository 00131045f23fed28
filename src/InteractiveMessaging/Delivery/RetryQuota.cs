namespace InteractiveMessaging;

/// <summary>
/// What a run may spend on further attempts. Each one costs, success gives back; when it is used up, messages fail after one
/// attempt. A provider that is down thus gets one request a message instead of six, and the run ends soon.
/// </summary>
internal sealed class RetryQuota
{
    private const int Cost = 5;
    private const int LeastRetries = 100;
    private readonly int _full;
    private int _tokens;

    /// <param name="inFlight">Requests in flight at most. All of them may be refused at once, a few times over.</param>
    public RetryQuota(int inFlight) => _tokens = _full = Cost * Math.Max(LeastRetries, 4 * inFlight);

    /// <summary>Pays for one further attempt.</summary>
    public bool TrySpend()
    {
        if (Interlocked.Add(ref _tokens, -Cost) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _tokens, Cost);
        return false;
    }

    /// <summary>A message went through: a little comes back, and what its last retry cost.</summary>
    public void Succeeded(bool afterRetry)
    {
        if (Volatile.Read(ref _tokens) < _full)
        {
            Interlocked.Add(ref _tokens, afterRetry ? Cost : 1);
        }
    }
}
