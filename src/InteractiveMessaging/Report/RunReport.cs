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

    /// <summary>What the provider said of the first of them; null where only a code is known.</summary>
    public string? Said { get; set; }

    /// <summary>The first few recipients; the first few row numbers of what was never a message.</summary>
    public List<string> Examples { get; } = [];
}

/// <summary>A journal of a report, and how far its messages came.</summary>
internal sealed class ReportJournal(JournalSummary summary)
{
    public JournalSummary Summary => summary;

    public long Accepted { get; set; }

    public long Delivered { get; set; }

    public long Read { get; set; }

    public long Answered { get; set; }
}

/// <summary>
/// What a report says of journals, each read in one pass. It keeps 32 bytes for each person, and nothing else that grows with the number of
/// messages.
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
    private readonly List<ReportJournal> _journals = [];
    private readonly Dictionary<ReportCause, ReportGroup> _causes = [];
    private readonly PriorityQueue<JournalEntry, TimeSpan> _slowest = new();
    private readonly PriorityQueue<JournalEntry, (int, TimeSpan)> _retried = new();
    private bool _knowsRest = true;

    private RunReport(CallbackIndex? callbacks, RateCard? card)
    {
        _callbacks = callbacks;
        Replies = callbacks is null ? null : new(callbacks.Count);
        Costs = callbacks is null && card is null ? null : new(card, callbacks is not null);
    }

    /// <summary>The journals in numbers, the one that began first before the others.</summary>
    public IReadOnlyList<JournalSummary> Journals => [.. _journals.Select(journal => journal.Summary)];

    /// <summary>The same with how far their messages came.</summary>
    public IReadOnlyList<ReportJournal> Parts => _journals;

    /// <summary>Who the messages were for.</summary>
    public ReportPeople People { get; } = new();

    /// <summary>What the messages cost; null where neither callbacks nor a rate card were given.</summary>
    public ReportCosts? Costs { get; }

    /// <summary>Whether a run still writes to one of them.</summary>
    public bool IsOpen => _journals.Exists(journal => journal.Summary.IsOpen);

    /// <summary>Whether the last run of each came to the end of its list.</summary>
    public bool IsFinished => _journals.TrueForAll(journal => journal.Summary.IsFinished);

    /// <summary>How many rows the lists hold, duplicates left out; null where a run was broken off and nobody knows.</summary>
    public long? Whole => _knowsRest ? Tried + this[ReportOutcome.Invalid] + this[ReportOutcome.NotReached] : null;

    /// <summary>How many messages the journals know.</summary>
    public long Tried => _journals.Sum(journal => journal.Summary.Messages);

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
    /// <param name="card">What messages cost; null where that is not known.</param>
    public static RunReport Of(IEnumerable<IJournalReader> readers, CallbackIndex? callbacks = null, RateCard? card = null)
    {
        RunReport report = new(callbacks, card);
        foreach (IJournalReader reader in readers.OrderBy(reader => reader.Summary.FirstAt))
        {
            report.Add(reader);
        }

        report.Slowest = Drain(report._slowest);
        report.Retried = Drain(report._retried);
        return report;
    }

    private void Add(IJournalReader reader)
    {
        JournalSummary summary = reader.Summary;
        ReportJournal journal = new(summary);
        _journals.Add(journal);
        AddRows(summary);
        foreach (JournalEntry entry in reader.Read())
        {
            JournalRun? run = entry.Run >= 1 && entry.Run <= summary.Runs.Count ? summary.Runs[entry.Run - 1] : null;
            FollowedMessage? followed = _callbacks?.Follow(entry);
            JournalEntry told = followed is { IsSettled: true } ? entry with { Status = JournalStatus.Accepted, ErrorCode = null } : entry;
            Add(told, run);
            AddStage(told, followed, run, journal);
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

    private void AddStage(JournalEntry entry, FollowedMessage? followed, JournalRun? run, ReportJournal journal)
    {
        ReportStage stage = ReportStages.Of(entry.Status == JournalStatus.Accepted, followed);
        journal.Accepted += One(stage, ReportStage.Accepted);
        journal.Delivered += One(stage, ReportStage.Delivered);
        journal.Read += One(stage, ReportStage.Read);
        journal.Answered += One(stage, ReportStage.Answered);
        if (entry.Recipient is { } recipient)
        {
            People.Add(recipient, stage);
        }

        if ((stage & ReportStage.Accepted) != 0)
        {
            Costs?.Add(entry, followed, stage);
        }

        if (followed is not null)
        {
            Replies!.Add(followed, stage);
            if ((stage & ReportStage.Failed) != 0)
            {
                AddCause(new(ReportOutcome.Undelivered, run?.Provider ?? "", followed.ErrorCode, null), entry, followed.Error);
            }
        }
    }

    private static int One(ReportStage stage, ReportStage of) => (stage & of) != 0 ? 1 : 0;

    private void Add(JournalEntry entry, JournalRun? run)
    {
        ReportOutcome outcome = OutcomeOf(entry);
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

    private void AddCause(ReportCause cause, JournalEntry entry, string? said = null)
    {
        ReportGroup group = GroupOf(cause);
        group.Said ??= said;
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

    public static ReportOutcome OutcomeOf(JournalEntry entry) => entry.Status switch
    {
        JournalStatus.Accepted => ReportOutcome.Accepted,
        JournalStatus.Rejected => ReportOutcome.Rejected,
        JournalStatus.Failed => ReportOutcome.Failed,
        JournalStatus.NotSent when entry.ErrorCode == ServiceWindow.Code => ReportOutcome.OutsideWindow,
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
