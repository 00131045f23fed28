using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Bench;

/// <summary>The engine without PowerShell: the same run and the same HTTP channel as behind Send-WaMessage.</summary>
internal sealed class EngineClient : InProcess
{
    private readonly Dictionary<Uri, Connection> _connections = [];
    private readonly MessageDraft _draft = MessageDraft.Of(Workload.Message);

    public override ValueTask DisposeAsync()
    {
        foreach (Connection connection in _connections.Values)
        {
            connection.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    // One thread posts and takes, as the pipeline's does; it must not be a worker's.
    protected override Task SendAsync(Job job, int count) =>
        Task.Factory.StartNew(() => Send(job, count), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Send(Job job, int count)
    {
        if (!_connections.TryGetValue(job.Url, out Connection? connection))
        {
            ConnectionRequest request = new(ProviderCatalog.Find("AiSoule")!, Secret.Of("bench")) { Endpoint = job.Url, RatePerSecond = 0 };
            _connections[job.Url] = connection = Connection.Create(request, () => new HttpTransport());
        }

        using RunJournal? journal = Open(job, connection);
        using SendRun run = new(connection, new() { ThrottleLimit = job.Workers, Journal = journal }, TimeProvider.System);
        int accepted = run.SendAll(Enumerable.Range(0, count).Select(Item)).Count(result => result.Status == SendStatus.Accepted);
        journal?.Complete(count, finished: true);
        if (accepted != count)
        {
            throw new InvalidOperationException($"{accepted} of {count} messages were accepted.");
        }
    }

    private static RunJournal? Open(Job job, Connection connection)
    {
        if (job.Journal is null)
        {
            return null;
        }

        Files.Delete(job.Journal);
        JournalHeader header = JournalHeader.Of(connection, Preparation.HashOf(Workload.Message));
        return RunJournal.Open(job.Journal, header, new() { Flush = Enum.Parse<JournalFlush>(job.Flush) }, TimeProvider.System);
    }

    private SendItem Item(int i)
    {
        string to = "+" + Workload.Digits(i);
        PhoneNumber.TryParse(to, NumberReading.Explicit, out PhoneNumber number, out _);
        return new() { To = to, Number = number, Draft = _draft, Values = [Workload.Name(i)], RowNumber = i + 1 };
    }
}
