using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// Notices an outage: so many failures or doubts in a row, with nothing accepted between. A rejection says that the provider works,
/// but not that it takes anything, so it counts neither way; nor does what an earlier run left in doubt.
/// </summary>
/// <param name="most">How many are borne; 0 bears any number.</param>
internal sealed class OutageGuard(int most)
{
    private int _inRow;

    /// <summary>Takes what became of a message; why the run must end, where it must.</summary>
    public SendResult? Note(SendResult result)
    {
        if (result.Status == SendStatus.Accepted)
        {
            Interlocked.Exchange(ref _inRow, 0);
            return null;
        }

        bool counts = most > 0 && result.Attempts > 0 && result.Status is SendStatus.Failed or SendStatus.InDoubt;
        if (!counts || Interlocked.Increment(ref _inRow) < most)
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
