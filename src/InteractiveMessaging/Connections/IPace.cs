namespace InteractiveMessaging;

/// <summary>The moments at which messages may leave.</summary>
internal interface IPace
{
    /// <summary>
    /// Messages a second now: less than the limit after the provider asked to go slower; infinite where there is no limit.
    /// </summary>
    double Allowed { get; }

    /// <summary>The time, the same for every pace on this clock: what <see cref="SlowDown"/> wants to know of a request.</summary>
    TimeSpan Now { get; }

    /// <summary>
    /// Waits until a message may get ready for the next moment at which one may leave: at that moment, or shortly before it where a
    /// journal that is far away must be told first.
    /// </summary>
    /// <returns>That moment, by <see cref="Now"/>.</returns>
    ValueTask<TimeSpan> WaitAsync(CancellationToken cancellation);

    /// <summary>
    /// Waits for the moment, where it is still to come. What came between may have held the message up for so long, with others, that they
    /// would be a burst together; then it needs another moment. Asked once for each moment: the answers learn what is usual.
    /// </summary>
    /// <param name="moment">The moment that it was given.</param>
    /// <returns>Whether it may leave now.</returns>
    ValueTask<bool> LeaveAsync(TimeSpan moment);

    /// <summary>A message went through: a slowed pace finds its way back to the limit.</summary>
    void SpeedUp();

    /// <summary>The provider asks to go slower: half the pace, and a pause where it names one.</summary>
    /// <param name="sentAt">
    /// When the refused request left, by <see cref="Now"/>. One that left before the last slow-down says nothing new.
    /// </param>
    /// <param name="pause">How long nothing may leave.</param>
    /// <returns>Whether the pace changed.</returns>
    bool SlowDown(TimeSpan sentAt, TimeSpan pause);
}
