namespace InteractiveMessaging;

/// <summary>What a run is at.</summary>
/// <param name="InFlight">Requests that wait for their reply.</param>
/// <param name="Waiting">Messages that wait for another attempt, or for an earlier one to the same recipient.</param>
/// <param name="AllowedRate">Messages a second that may leave now; infinite where there is no limit.</param>
internal readonly record struct RunProgress(int InFlight, int Waiting, double AllowedRate)
{
    /// <summary>When the next of those may be written to who wait for their hours; null where nobody does.</summary>
    public DateTimeOffset? NextDue { get; init; }
}
