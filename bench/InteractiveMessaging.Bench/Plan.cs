namespace InteractiveMessaging.Bench;

/// <summary>How much is measured. Slow contenders get fewer messages, so that the whole ends in about half an hour.</summary>
internal sealed record Plan(bool Quick)
{
    /// <summary>Requests in flight where a contender can have so many.</summary>
    public const int Workers = 250;

    /// <summary>Rows that are bound in a round.</summary>
    public const int BoundRows = 100_000;

    /// <summary>Milliseconds a reply takes where the rate is measured: a provider's usual quarter of a second.</summary>
    public const int UsualDelay = 250;

    /// <summary>Milliseconds a reply takes where throughput is measured.</summary>
    public static readonly IReadOnlyList<int> Delays = [0, 20, 200];

    /// <summary>Messages a second to be kept.</summary>
    public static readonly IReadOnlyList<int> Rates = [20, 80, 1000];

    public int Rounds => Quick ? 2 : 5;

    public int RateSeconds => Quick ? 5 : 20;

    public int FewRecipients => Quick ? 10_000 : 100_000;

    public int ManyRecipients => FewRecipients * 10;

    public int Imports => Quick ? 3 : 15;

    public int Checks => Quick ? 20_000 : 100_000;

    public int JournalEntries => Quick ? 100_000 : 1_000_000;

    /// <summary>
    /// Messages before the first round. The runtime compiles what runs often a second time, with what it saw on the way: before
    /// that is done, a figure tells of the compiler.
    /// </summary>
    public int WarmUp => Quick ? 20_000 : 100_000;

    /// <summary>Messages of contenders that keep many requests in flight, by delay.</summary>
    public int Fast(int delay) => (delay switch { 0 => 40_000, 20 => 15_000, _ => 4_000 }) / (Quick ? 4 : 1);
}
