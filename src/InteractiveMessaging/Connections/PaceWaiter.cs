namespace InteractiveMessaging;

/// <summary>One message in the line of a pace. Its continuation runs elsewhere, so completing it under a lock is safe.</summary>
internal sealed class PaceWaiter : TaskCompletionSource<TimeSpan>
{
    private readonly CancellationTokenRegistration _registration;

    /// <param name="cancellation">Ends the waiting.</param>
    public PaceWaiter(CancellationToken cancellation)
        : base(TaskCreationOptions.RunContinuationsAsynchronously) =>
        _registration = cancellation.UnsafeRegister(static (waiter, token) => ((PaceWaiter)waiter!).TrySetCanceled(token), this);

    /// <summary>Lets the message go.</summary>
    /// <param name="moment">The moment that it was given.</param>
    public void Pass(TimeSpan moment)
    {
        _registration.Dispose();
        TrySetResult(moment);
    }
}
