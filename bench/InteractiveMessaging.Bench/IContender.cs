namespace InteractiveMessaging.Bench;

/// <summary>One way to send messages. It stays warm from one job to the next.</summary>
internal interface IContender : IAsyncDisposable
{
    Task<Sample> RunAsync(Job job);
}

/// <summary>What to send, and how.</summary>
internal sealed record Job
{
    public required Uri Url { get; init; }

    /// <summary>How many messages are measured.</summary>
    public required int Count { get; init; }

    /// <summary>How many are sent before, in the same way: they open the sockets.</summary>
    public int WarmUp { get; init; }

    /// <summary>Requests in flight; 0 leaves it to the contender.</summary>
    public int Workers { get; init; }

    /// <summary>Messages a second; 0 is no limit.</summary>
    public double Rate { get; init; }

    /// <summary>The journal's path; null keeps none.</summary>
    public string? Journal { get; init; }

    public string Flush { get; init; } = nameof(JournalFlush.Process);

    /// <summary>The body that scripts fill in.</summary>
    public string Body { get; init; } = Workload.Body;

    /// <summary>The file with the definition of the template that is sent; null for the interactive message.</summary>
    public string? Template { get; init; }

    /// <summary>Whether a contender that does not negotiate asks for HTTP/2.</summary>
    public bool AsksForHttp2 { get; init; }

    /// <summary>Where the lists lie.</summary>
    public required string Folder { get; init; }
}

/// <summary>What one job took.</summary>
internal sealed record Sample
{
    public required int Messages { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Seconds of processor time of the sending process.</summary>
    public double Cpu { get; init; }

    /// <summary>Bytes it allocated.</summary>
    public long Allocated { get; init; }

    /// <summary>The most memory it held since it began.</summary>
    public long PeakBytes { get; init; }

    public double Rate => Messages / Seconds;

    public double CpuMicroseconds => Cpu / Messages * 1e6;

    public double AllocatedKilobytes => Allocated / 1024d / Messages;
}
