using System.Collections.Concurrent;
using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// Notices an outage: so many failures or doubts in a row, with nothing accepted between. A rejection says that the provider works,
/// but not that it takes anything, so it counts neither way; nor does what an earlier run left in doubt. A connection that breaks counts
/// once, however many requests it carried.
/// </summary>
/// <param name="most">How many are borne; 0 bears any number.</param>
internal sealed class OutageGuard(int most)
{
    private readonly ConcurrentDictionary<object, bool> _breaks = new(ReferenceEqualityComparer.Instance);
    private int _inRow;

    /// <summary>Takes what became of a message; why the run must end, where it must.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="brokenBy">What broke its last request off; the same object for all that shared a connection.</param>
    public SendResult? Note(SendResult result, object? brokenBy)
    {
        if (result.Status == SendStatus.Accepted)
        {
            if (Interlocked.Exchange(ref _inRow, 0) > 0)
            {
                _breaks.Clear();
            }

            return null;
        }

        bool counts = most > 0 && result.Attempts > 0 && result.Status is SendStatus.Failed or SendStatus.InDoubt;
        if (!counts || (brokenBy is not null && !_breaks.TryAdd(brokenBy, true)) || Interlocked.Increment(ref _inRow) < most)
        {
            return null;
        }

        return result with
        {
            Status = SendStatus.NotSent,
            Cause = ErrorCause.OutageStopped,
            Error = string.Create(CultureInfo.InvariantCulture,
                $"{most} messages in a row failed or are in doubt, and none was accepted between. The last one: {result.Error}"),
        };
    }
}
