namespace InteractiveMessaging.Bench;

/// <summary>All that was measured; what was left out is null.</summary>
internal sealed record Figures(Plan Plan)
{
    /// <summary>The share of the machine that others used while a part was measured, by its name; NaN where it is not known.</summary>
    public Dictionary<string, double> Others { get; } = [];

    public BindingCost? Binding { get; set; }

    public Contest? Throughput { get; set; }

    public Contest? Tls { get; set; }

    public Contest? Peers { get; set; }

    public IReadOnlyList<RateKept>? Rates { get; set; }

    public IReadOnlyList<MemoryPeak>? Memory { get; set; }

    public ImportTime? Import { get; set; }

    public IReadOnlyList<RulesSpeed>? Rules { get; set; }

    public JournalResume? Journal { get; set; }

    public SharedJournal? Shared { get; set; }

    public SuppressionLoad? Suppression { get; set; }
}
