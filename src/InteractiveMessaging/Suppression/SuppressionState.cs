namespace InteractiveMessaging;

/// <summary>
/// The last word of a person, in eight bytes: what it was, when, and how it is known. The time of the event counts and not its place in
/// the file, since callbacks come in any order; of two at the same moment, stop counts.
/// </summary>
internal readonly record struct SuppressionState : IKeyState<SuppressionState>
{
    private const ulong Known = 1;
    private const ulong StopFlag = 1 << 1;
    private const int ReasonShift = 2;
    private const ulong ReasonMask = 0b1111;
    private const int TimeShift = 6;
    private readonly ulong _bits;

    private SuppressionState(ulong bits) => _bits = bits;

    /// <summary>That of an entry.</summary>
    public SuppressionState(SuppressionAction action, DateTimeOffset at, SuppressionReason reason)
        : this(Known | (action == SuppressionAction.Stop ? StopFlag : 0) | ((ulong)reason << ReasonShift)
            | ((ulong)Math.Max(0, at.ToUnixTimeMilliseconds()) << TimeShift))
    {
    }

    /// <inheritdoc/>
    public static SuppressionState New => new(Known);

    /// <inheritdoc/>
    public bool IsNone => _bits == 0;

    /// <summary>Whether the person has said anything.</summary>
    public bool HasSpoken => _bits > Known;

    /// <summary>Whether the person wants no more messages.</summary>
    public bool IsStopped => (_bits & StopFlag) != 0;

    /// <summary>When the person said so.</summary>
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds((long)(_bits >> TimeShift));

    /// <summary>How it is known.</summary>
    public SuppressionReason Reason => (SuppressionReason)((_bits >> ReasonShift) & ReasonMask);

    /// <summary>Whether another word came after this one.</summary>
    public bool IsBefore(SuppressionState other) =>
        (_bits >> TimeShift, _bits & StopFlag).CompareTo((other._bits >> TimeShift, other._bits & StopFlag)) < 0;
}
