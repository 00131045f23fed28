namespace InteractiveMessaging;

/// <summary>
/// Messages settled by time. Time counts while a run goes on, so a pause until the next morning leaves no gap. There are so many
/// columns at most; when they do not suffice, each takes in its neighbour and stands for twice the time.
/// </summary>
internal sealed class ReportTimeline
{
    /// <summary>The most columns there can be.</summary>
    public const int MostColumns = 120;

    private const int FewestColumns = 20;

    private readonly Column[] _columns = new Column[MostColumns];
    private readonly List<RunStart> _starts = [];
    private TimeSpan _length;

    /// <summary>What happened in one column's time.</summary>
    public record struct Column(long Accepted, long Other);

    /// <summary>Where on the time line a run begins.</summary>
    public readonly record struct RunStart(JournalRun Run, TimeSpan At);

    /// <summary>How much time a column stands for.</summary>
    public TimeSpan Width { get; private set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The columns up to the last that holds something, and so many at least that a short run looks short.</summary>
    public ReadOnlySpan<Column> Columns => _columns.AsSpan(0, Math.Max(FewestColumns, (int)(_length / Width) + 1));

    /// <summary>Where the runs begin, those in which nothing was settled left out.</summary>
    public IReadOnlyList<RunStart> Starts => _starts;

    /// <summary>How long the runs went on, pauses left out.</summary>
    public TimeSpan Length => _length;

    /// <summary>Adds a message; they come run by run.</summary>
    public void Add(JournalEntry entry, JournalRun run)
    {
        if (_starts is not [.., var start] || start.Run != run)
        {
            start = new(run, _length);
            _starts.Add(start);
        }

        // A clock that was set back puts no message in front of its run.
        TimeSpan at = start.At + (entry.At > run.StartedAt ? entry.At - run.StartedAt : TimeSpan.Zero);
        while (at >= Width * MostColumns)
        {
            Double();
        }

        _length = at > _length ? at : _length;
        ref Column column = ref _columns[(int)(at / Width)];
        column = entry.Status == JournalStatus.Accepted
            ? column with { Accepted = column.Accepted + 1 }
            : column with { Other = column.Other + 1 };
    }

    private void Double()
    {
        for (int i = 0; i < MostColumns; i++)
        {
            _columns[i] = i < MostColumns / 2
                ? new(_columns[2 * i].Accepted + _columns[(2 * i) + 1].Accepted, _columns[2 * i].Other + _columns[(2 * i) + 1].Other)
                : default;
        }

        Width *= 2;
    }
}
