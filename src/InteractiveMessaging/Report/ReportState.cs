namespace InteractiveMessaging;

/// <summary>Says whether the runs of a report came to the end of their lists.</summary>
internal static class ReportState
{
    private const string Again = "Run the same command again to go on.";

    /// <summary>What to say where callbacks were given, and none of them is about a message of the journals.</summary>
    public const string ForeignCallbacks =
        "None of the callbacks is about a message of these journals. They may be of another account or another time.";

    /// <summary>One word or two, for a table.</summary>
    public static string Of(JournalRun run, bool isOpen) =>
        isOpen ? "Running"
        : run.IsFinished ? "Finished"
        : run.EndedAt is null ? "Killed"
        : run.HasReadAll ? "Stopped"
        : "Broken off";

    /// <summary>Sentences about the last run of a journal: whether it finished, of how many rows, and what is left.</summary>
    public static string Describe(JournalSummary summary) => summary.Runs is not [.., var last]
        ? "No run is recorded."
        : summary.IsOpen
        ? "A run is still writing to this journal; these are the numbers so far"
            + (summary is { Left: { } left, Total: { } total } ? $": {ReportFormat.Count(left)} of {Rows(total)} are left." : ".")
        : last.IsFinished
        ? $"Finished: the run read {Rows(last.Rows ?? 0)}{Invalid(last)}."
        : (last.EndedAt is null ? Killed(last) : last.HasReadAll ? Stopped(last) : BrokenOff(last)) + " " + Again;

    private static string Killed(JournalRun run) => "Not finished: the run was killed, or its machine stopped; "
        + (run.Total is { } total ? $"its list has {Rows(total)}" : "how many rows its list has is not known") + $"{Invalid(run)}.";

    private static string Stopped(JournalRun run) => (run.NotReached is > 0 and var left
        ? $"Not finished: the run stopped, and {ReportFormat.Count(left)} of its {Rows(run.Rows ?? 0)} were not reached"
        : $"Not finished: the run stopped at the last of its {Rows(run.Rows ?? 0)}") + $"{Invalid(run)}.";

    private static string BrokenOff(JournalRun run) => $"Not finished: the run was broken off when it had read {Rows(run.Rows ?? 0)}"
        + (run.Total is { } total ? $" of {ReportFormat.Count(total)}" : ", and how many more its list has is not known")
        + (run.NotReached is > 0 and var left ? $"; {ReportFormat.Count(left)} of those were not reached" : "") + $"{Invalid(run)}.";

    private static string Invalid(JournalRun run) => run.Invalid switch
    {
        0 => "",
        1 => "; 1 row was invalid, and nothing was sent for it",
        var rows => $"; {ReportFormat.Count(rows)} rows were invalid, and nothing was sent for them",
    };

    private static string Rows(long rows) => rows == 1 ? "1 row" : $"{ReportFormat.Count(rows)} rows";
}
