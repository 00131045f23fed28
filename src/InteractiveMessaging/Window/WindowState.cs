namespace InteractiveMessaging;

/// <summary>When a person wrote last, in eight bytes: whole milliseconds.</summary>
internal readonly record struct WindowState : IKeyState<WindowState>
{
    private const ulong Known = 1;
    private const int TimeShift = 1;
    private readonly ulong _bits;

    private WindowState(ulong bits) => _bits = bits;

    /// <summary>That of a message.</summary>
    public WindowState(DateTimeOffset at)
        : this(Known | ((ulong)Math.Max(0, at.ToUnixTimeMilliseconds()) << TimeShift))
    {
    }

    /// <inheritdoc/>
    public static WindowState New => new(Known);

    /// <inheritdoc/>
    public bool IsNone => _bits == 0;

    /// <summary>When the person wrote; null where the person did not.</summary>
    public DateTimeOffset? At => IsNone ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)(_bits >> TimeShift));

    /// <summary>Whether another message came after this one.</summary>
    public bool IsBefore(WindowState other) => _bits < other._bits;
}
