namespace InteractiveMessaging;

/// <summary>
/// Prepares each message together with the template that may take its place, so that both are checked before either goes out.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="options">How the run sends.</param>
/// <param name="withJournal">Whether a journal asks what names the messages.</param>
internal sealed class PairPreparation(ProviderAccount account, SendRunOptions options, bool withJournal)
{
    private readonly Preparation _messages = Of(account, options, withJournal);

    // One of its own: each keeps what is the same for everybody.
    private readonly Preparation _fallbacks = Of(account, options, withJournal);

    /// <summary>The message, and the template where one may take its place.</summary>
    public PreparedPair Prepare(SendItem item)
    {
        Prepared message = _messages.Prepare(item);
        return options.Window is not null && item is { IsFree: true, Fallback: { } fallback }
            ? new(message, _fallbacks.Prepare(item, fallback, message.Journaled))
            : new(message, null);
    }

    /// <summary>The message once more, after its files were uploaded.</summary>
    public Prepared Message(SendItem item) => _messages.Prepare(item);

    /// <summary>The template once more, after its files were uploaded.</summary>
    public Prepared Fallback(SendItem item, JournalMessage journaled) => _fallbacks.Prepare(item, item.Fallback!, journaled);

    private static Preparation Of(ProviderAccount account, SendRunOptions options, bool withJournal) => new(account, withJournal)
    {
        Templates = options.Templates,
        ChecksDefinitions = options.ChecksDefinitions,
    };
}

/// <summary>A message, and the template that may take its place.</summary>
/// <param name="Message">The message.</param>
/// <param name="Fallback">The template; null where there is none.</param>
internal readonly record struct PreparedPair(Prepared Message, Prepared? Fallback)
{
    /// <summary>What stops both of them, since either may have to go out; null where nothing does.</summary>
    public IReadOnlyList<RuleViolation>? Stopping => Message.Body is null || Fallback is { Body: null }
        ? [.. Message.Violations, .. Fallback?.Violations ?? []]
        : null;
}
