namespace InteractiveMessaging;

/// <summary>Messages that ended badly for the same reason.</summary>
/// <param name="Status">What became of them.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Code">The provider's own code, where it gave one.</param>
/// <param name="HttpStatus">The status of the last reply; null where none came.</param>
internal readonly record struct ReportCause(JournalStatus Status, string Provider, string? Code, int? HttpStatus);

/// <summary>How many messages have a cause, and a few of them.</summary>
internal sealed class ReportGroup(ReportCause cause)
{
    public ReportCause Cause { get; } = cause;

    public long Count { get; set; }

    /// <summary>The first few recipients.</summary>
    public List<string> Examples { get; } = [];
}

/// <summary>What a report says of a journal. It is gathered in one pass and does not grow with the number of messages.</summary>
internal sealed class RunReport
{
    /// <summary>How many messages in doubt are listed.</summary>
    public const int MostListed = 500;

    private const int MostCauses = 200;
    private const int MostExamples = 3;
    private const int TopLength = 10;
    private readonly Dictionary<ReportCause, ReportGroup> _causes = [];
    private readonly PriorityQueue<JournalEntry, TimeSpan> _slowest = new();
    private readonly PriorityQueue<JournalEntry, (int, TimeSpan)> _retried = new();

    private RunReport(JournalSummary summary) => Summary = summary;

    /// <summary>The journal in numbers.</summary>
    public JournalSummary Summary { get; }

    /// <summary>Why messages ended badly, the most frequent cause first.</summary>
    public IReadOnlyList<ReportGroup> Causes => [.. _causes.Values.OrderByDescending(group => group.Count)];

    /// <summary>The messages that took longest, waits included.</summary>
    public IReadOnlyList<JournalEntry> Slowest { get; private set; } = [];

    /// <summary>The messages that took most attempts; those that took one are none of them.</summary>
    public IReadOnlyList<JournalEntry> Retried { get; private set; } = [];

    /// <summary>The first messages in doubt.</summary>
    public List<JournalEntry> InDoubt { get; } = [];

    /// <summary>Messages settled, by time.</summary>
    public ReportTimeline Timeline { get; } = new();

    /// <summary>How long messages took.</summary>
    public ReportDurations Durations { get; } = new();

    /// <summary>Requests beyond the first of each message.</summary>
    public long Retries { get; private set; }

    /// <summary>Goes through a journal.</summary>
    public static RunReport Of(JournalReader reader)
    {
        RunReport report = new(reader.Summary);
        foreach (JournalEntry entry in reader.Read())
        {
            if (entry.Status is not (JournalStatus.InFlight or JournalStatus.Waiting))
            {
                report.Add(entry);
            }
        }

        report.Slowest = Drain(report._slowest);
        report.Retried = Drain(report._retried);
        return report;
    }

    private void Add(JournalEntry entry)
    {
        Timeline.Add(entry, Summary.Runs);
        if (entry.Attempts > 0)
        {
            Durations.Add(entry.Elapsed);
            Keep(_slowest, entry, entry.Elapsed);
        }

        if (entry.Attempts > 1)
        {
            Retries += entry.Attempts - 1;
            Keep(_retried, entry, (entry.Attempts, entry.Elapsed));
        }

        if (entry.Status != JournalStatus.Accepted)
        {
            AddCause(entry);
        }

        if (entry.Status == JournalStatus.InDoubt && InDoubt.Count < MostListed)
        {
            InDoubt.Add(entry);
        }
    }

    private void AddCause(JournalEntry entry)
    {
        string provider = entry.Run >= 1 && entry.Run <= Summary.Runs.Count ? Summary.Runs[entry.Run - 1].Provider : "";
        ReportCause cause = new(entry.Status, provider, entry.ErrorCode, entry.HttpStatus);
        if (!_causes.TryGetValue(cause, out ReportGroup? group))
        {
            // A provider whose codes never repeat is still a page that can be read.
            cause = _causes.Count < MostCauses ? cause : new(entry.Status, provider, null, null);
            if (!_causes.TryGetValue(cause, out group))
            {
                _causes.Add(cause, group = new(cause));
            }
        }

        group.Count++;
        if (group.Examples.Count < MostExamples && entry.Recipient is { } recipient)
        {
            group.Examples.Add(recipient);
        }
    }

    private static void Keep<TPriority>(PriorityQueue<JournalEntry, TPriority> queue, JournalEntry entry, TPriority priority)
    {
        if (queue.Count < TopLength)
        {
            queue.Enqueue(entry, priority);
        }
        else
        {
            queue.EnqueueDequeue(entry, priority);
        }
    }

    private static List<JournalEntry> Drain<TPriority>(PriorityQueue<JournalEntry, TPriority> queue)
    {
        List<JournalEntry> entries = [];
        while (queue.TryDequeue(out JournalEntry? entry, out _))
        {
            entries.Insert(0, entry);
        }

        return entries;
    }
}
