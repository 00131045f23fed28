namespace InteractiveMessaging;

/// <summary>
/// How a journal begins. Its lines are checked (<see cref="CheckedLine"/>); what stands in one is <see cref="JournalRecord"/>'s.
/// </summary>
internal static class JournalLine
{
    /// <summary>The format this version writes, and the newest it reads.</summary>
    public const int Format = 1;

    /// <summary>How every journal begins.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"n\":1,\"type\":\"journal\",\"format\":"u8;
}
