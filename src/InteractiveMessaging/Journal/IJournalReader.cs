namespace InteractiveMessaging;

/// <summary>A journal to be read, wherever it is kept: what a report and Get-WaJournal need of it.</summary>
internal interface IJournalReader : IDisposable
{
    /// <summary>The journal in numbers, as it was when it was opened.</summary>
    JournalSummary Summary { get; }

    /// <summary>One entry a message, of a file in the order of their last records, read as they are asked for.</summary>
    /// <param name="statuses">The statuses wanted; none means all.</param>
    IEnumerable<JournalEntry> Read(params JournalStatus[] statuses);
}
