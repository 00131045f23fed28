using System.Diagnostics;

namespace InteractiveMessaging.Bench.Server;

/// <summary>Counts what arrives, and when.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly List<long> _arrivals = [];
    private long _accepted;
    private long _bytes;

    /// <summary>A request is here; its number, from 1.</summary>
    public long Arrived()
    {
        lock (_gate)
        {
            _arrivals.Add(Stopwatch.GetTimestamp());
            return _arrivals.Count;
        }
    }

    public void Accepted(long bytes)
    {
        lock (_gate)
        {
            _accepted++;
            _bytes += bytes;
        }
    }

    /// <summary>What came since the last look.</summary>
    public TallyReport Take()
    {
        lock (_gate)
        {
            TallyReport report = new(
                _arrivals.Count,
                _accepted,
                _bytes,
                Rate(),
                WorstSecond());
            _arrivals.Clear();
            (_accepted, _bytes) = (0, 0);
            return report;
        }
    }

    // The slope of a straight line through all arrivals: one that is late by chance, be it the first or the last, hardly counts.
    private double Rate()
    {
        double middle = (_arrivals.Count - 1) / 2d;
        double along = 0;
        double across = 0;
        for (int i = 0; i < _arrivals.Count; i++)
        {
            along += (i - middle) * (i - middle);
            across += (i - middle) * Stopwatch.GetElapsedTime(_arrivals[0], _arrivals[i]).TotalSeconds;
        }

        return across > 0 ? along / across : 0;
    }

    // The most arrivals in any second, wherever it begins.
    private int WorstSecond()
    {
        int worst = 0;
        int from = 0;
        for (int to = 0; to < _arrivals.Count; to++)
        {
            while (_arrivals[to] - _arrivals[from] >= Stopwatch.Frequency)
            {
                from++;
            }

            worst = Math.Max(worst, to - from + 1);
        }

        return worst;
    }
}

/// <summary>What came by one query.</summary>
/// <param name="Requests">Requests, refused ones included.</param>
/// <param name="Accepted">Messages accepted.</param>
/// <param name="Bytes">The bytes of their bodies.</param>
/// <param name="Rate">Arrivals a second.</param>
/// <param name="WorstSecond">The most arrivals in any second.</param>
internal sealed record TallyReport(int Requests, long Accepted, long Bytes, double Rate, int WorstSecond);
