namespace InteractiveMessaging;

/// <summary>Drives a run from one thread: posts, waits and takes.</summary>
internal static class SendPump
{
    /// <summary>Posts all of the items and returns each result as it comes; the run is complete then.</summary>
    /// <param name="run">The run. Only the thread that goes through the results may post to it.</param>
    /// <param name="items">Read as far as the run has places, so the list may be endless.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public static IEnumerable<SendResult> SendAll(this SendRun run, IEnumerable<SendItem> items, CancellationToken cancellation = default)
    {
        foreach (SendItem item in items)
        {
            while (!run.TryPost(item))
            {
                run.WaitForResult(cancellation);
                while (run.TryTake(out SendResult result))
                {
                    yield return result;
                }
            }
        }

        run.Complete();
        while (run.WaitForResult(cancellation))
        {
            while (run.TryTake(out SendResult result))
            {
                yield return result;
            }
        }
    }
}
