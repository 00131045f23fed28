namespace InteractiveMessaging;

/// <summary>What is known of one message, in eight bytes: its status, where its last record lies, and two marks.</summary>
internal readonly record struct JournalState : IKeyState<JournalState>
{
    private const ulong StatusMask = 0b1111;
    private const ulong SeenFlag = 1 << 4;
    private const ulong DoubtFlag = 1 << 5;
    private const ulong NewCode = 0b1111;
    private const int OffsetShift = 6;
    private readonly ulong _bits;

    private JournalState(ulong bits) => _bits = bits;

    /// <summary>A key without a record.</summary>
    public static JournalState New => new(NewCode);

    /// <summary>Whether there is no key here.</summary>
    public bool IsNone => _bits == 0;

    /// <summary>Whether the key has a record.</summary>
    public bool IsRecorded => !IsNone && (_bits & StatusMask) != NewCode;

    /// <summary>The status by its last record; in flight is an intent without an outcome.</summary>
    public JournalStatus Status => (JournalStatus)(_bits & StatusMask);

    /// <summary>Where its last record begins in the file.</summary>
    public long Offset => (long)(_bits >> OffsetShift);

    /// <summary>Whether this run has met the key.</summary>
    public bool IsSeen => (_bits & SeenFlag) != 0;

    /// <summary>The same, met by this run.</summary>
    public JournalState Seen() => new(_bits | SeenFlag);

    /// <summary>The state after one more record.</summary>
    /// <remarks>
    /// A message once in doubt stays in doubt until it is accepted: that a later attempt was refused or failed says nothing of the
    /// earlier one.
    /// </remarks>
    public JournalState After(JournalStatus status, long offset)
    {
        bool open = IsRecorded && Status is JournalStatus.InFlight or JournalStatus.InDoubt;
        bool doubt = (_bits & DoubtFlag) != 0 || (open && status == JournalStatus.InFlight);
        if (doubt && status is not (JournalStatus.InFlight or JournalStatus.Accepted))
        {
            status = JournalStatus.InDoubt;
        }

        ulong note = doubt && status != JournalStatus.Accepted ? DoubtFlag : 0;
        return new(((ulong)offset << OffsetShift) | (_bits & SeenFlag) | note | (ulong)status);
    }
}
