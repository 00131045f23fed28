namespace InteractiveMessaging;

/// <summary>Rows that ended badly for the same reason.</summary>
/// <param name="Outcome">What became of them.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Code">The provider's own code, or the id of our own error or rule, where there is one.</param>
/// <param name="HttpStatus">The status of the last reply; null where none came.</param>
internal readonly record struct ReportCause(ReportOutcome Outcome, string Provider, string? Code, int? HttpStatus);

/// <summary>How many rows have a cause, and a few of them.</summary>
internal sealed class ReportGroup(ReportCause cause)
{
    public ReportCause Cause { get; } = cause;

    public long Count { get; set; }

    /// <summary>The first few recipients; the first few row numbers of what was never a message.</summary>
    public List<string> Examples { get; } = [];
}

/// <summary>
/// What a report says of journals, each read in one pass. What it keeps does not grow with the number of messages.
/// </summary>
internal sealed class RunReport
{
    /// <summary>How many messages in doubt are listed.</summary>
    public const int MostListed = 500;

    private const int MostCauses = 200;
    private const int MostExamples = 3;
    private const int TopLength = 10;
    private readonly CallbackIndex? _callbacks;
    private readonly long[] _counts = new long[Enum.GetValues<ReportOutcome>().Length];
    private readonly List<JournalSummary> _journals = [];
    private readonly Dictionary<ReportCause, ReportGroup> _causes = [];
    private readonly PriorityQueue<JournalEntry, TimeSpan> _slowest = new();
    private readonly PriorityQueue<JournalEntry, (int, TimeSpan)> _retried = new();
    private bool _knowsRest = true;

    private RunReport(CallbackIndex? callbacks)
    {
        _callbacks = callbacks;
        Replies = callbacks is null ? null : new();
    }

    /// <summary>The journals in numbers.</summary>
    public IReadOnlyList<JournalSummary> Journals => _journals;

    /// <summary>Whether a run still writes to one of them.</summary>
    public bool IsOpen => _journals.Exists(journal => journal.IsOpen);

    /// <summary>Whether the last run of each came to the end of its list.</summary>
    public bool IsFinished => _journals.TrueForAll(journal => journal.IsFinished);

    /// <summary>How many rows the lists hold, duplicates left out; null where a run was broken off and nobody knows.</summary>
    public long? Whole => _knowsRest ? Tried + this[ReportOutcome.Invalid] + this[ReportOutcome.NotReached] : null;

    /// <summary>How many messages the journals know.</summary>
    public long Tried => _journals.Sum(journal => journal.Messages);

    /// <summary>Why rows ended badly, the most frequent cause first.</summary>
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

    /// <summary>What came back; null where no callbacks were given.</summary>
    public ReportReplies? Replies { get; }

    /// <summary>How many rows ended so.</summary>
    public long this[ReportOutcome outcome] => _counts[(int)outcome];

    /// <summary>Goes through journals, the one that began first before the others.</summary>
    /// <param name="readers">The journals.</param>
    /// <param name="callbacks">What the provider reported of their messages; null leaves that out.</param>
    public static RunReport Of(IEnumerable<JournalReader> readers, CallbackIndex? callbacks = null)
    {
        RunReport report = new(callbacks);
        foreach (JournalReader reader in readers.OrderBy(reader => reader.Summary.FirstAt))
        {
            report.Add(reader);
        }

        report.Slowest = Drain(report._slowest);
        report.Retried = Drain(report._retried);
        return report;
    }

    private void Add(JournalReader reader)
    {
        JournalSummary summary = reader.Summary;
        _journals.Add(summary);
        AddRows(summary);
        foreach (JournalEntry entry in reader.Read())
        {
            JournalRun? run = entry.Run >= 1 && entry.Run <= summary.Runs.Count ? summary.Runs[entry.Run - 1] : null;
            Add(Follow(entry, run), run);
        }
    }

    // Rows that are not messages: of the last run, since a run before it met the same ones.
    private void AddRows(JournalSummary summary)
    {
        _counts[(int)ReportOutcome.Invalid] += summary.Invalid;
        foreach (InvalidCause cause in summary.InvalidCauses)
        {
            ReportGroup group = GroupOf(new(ReportOutcome.Invalid, "", cause.Cause, null));
            group.Count += cause.Count;
            group.Examples.AddRange(cause.Rows.Take(MostExamples - group.Examples.Count).Select(row => $"row {ReportFormat.Count(row)}"));
        }

        JournalRun? last = summary.Runs is [.., var run] ? run : null;
        long? rest = last is null || last.HasReadAll ? last?.NotReached ?? 0
            : last.Total is { } total ? Math.Max(0, total - summary.Messages - summary.Invalid)
            : null;
        _counts[(int)ReportOutcome.NotReached] += rest ?? last?.NotReached ?? 0;
        _knowsRest &= rest is not null;
    }

    // A callback about a message proves that the provider took it.
    private JournalEntry Follow(JournalEntry entry, JournalRun? run)
    {
        if (_callbacks is null)
        {
            return entry;
        }

        FollowedMessage followed = _callbacks.Follow(entry);
        Replies!.Add(followed);
        if (followed.Progress == MessageProgress.Failed)
        {
            AddCause(new(ReportOutcome.Undelivered, run?.Provider ?? "", followed.ErrorCode, null), entry);
        }

        return followed.IsSettled ? entry with { Status = JournalStatus.Accepted, ErrorCode = null } : entry;
    }

    private void Add(JournalEntry entry, JournalRun? run)
    {
        ReportOutcome outcome = OutcomeOf(entry.Status);
        _counts[(int)outcome]++;
        if (outcome is ReportOutcome.InFlight or ReportOutcome.Waiting or ReportOutcome.Excluded)
        {
            return;
        }

        if (run is not null)
        {
            Timeline.Add(entry, run);
        }

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

        if (outcome != ReportOutcome.Accepted)
        {
            AddCause(new(outcome, run?.Provider ?? "", entry.ErrorCode, entry.HttpStatus), entry);
        }

        if (outcome == ReportOutcome.InDoubt && InDoubt.Count < MostListed)
        {
            InDoubt.Add(entry);
        }
    }

    private void AddCause(ReportCause cause, JournalEntry entry)
    {
        ReportGroup group = GroupOf(cause);
        group.Count++;
        if (group.Examples.Count < MostExamples && entry.Recipient is { } recipient)
        {
            group.Examples.Add(recipient);
        }
    }

    private ReportGroup GroupOf(ReportCause cause)
    {
        if (!_causes.TryGetValue(cause, out ReportGroup? group))
        {
            // A provider whose codes never repeat is still a page that can be read.
            cause = _causes.Count < MostCauses ? cause : new(cause.Outcome, cause.Provider, null, null);
            if (!_causes.TryGetValue(cause, out group))
            {
                _causes.Add(cause, group = new(cause));
            }
        }

        return group;
    }

    public static ReportOutcome OutcomeOf(JournalStatus status) => status switch
    {
        JournalStatus.Accepted => ReportOutcome.Accepted,
        JournalStatus.Rejected => ReportOutcome.Rejected,
        JournalStatus.Failed => ReportOutcome.Failed,
        JournalStatus.NotSent => ReportOutcome.NotSent,
        JournalStatus.InFlight => ReportOutcome.InFlight,
        JournalStatus.Waiting => ReportOutcome.Waiting,
        JournalStatus.Excluded => ReportOutcome.Excluded,
        _ => ReportOutcome.InDoubt,
    };

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
