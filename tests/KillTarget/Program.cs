using System.Globalization;
using InteractiveMessaging;
using InteractiveMessaging.PostgreSql;
using InteractiveMessaging.Transport;

// A process that tests can kill. It says on its output, line by line, what became of what.
//   hold <journal>                                          keeps a journal open until its input ends
//   suppress <file> <first> <count>                         adds so many people to a suppression file, one at a time
//   send <server> <journal> <count> <in flight> <flush>     sends to so many recipients, or goes on where it was killed
//   work <server> <address> <count> <in flight> <rate>      the same as one of several workers; dead to the others after two seconds
try
{
    return args switch
    {
        ["hold", var journal] => Hold(journal),
        ["suppress", var file, var first, var count] => Suppress(file, Number(first), Number(count)),
        ["send", var server, var journal, var count, var inFlight, var flush] => Send(
            new(server),
            journal,
            Number(count),
            Number(inFlight),
            Enum.Parse<JournalFlush>(flush)),
        ["work", var server, var address, var count, var inFlight, var rate] => Work(
            new(server), JournalAddress.Parse(address), Number(count), Number(inFlight), Number(rate)),
        _ => throw new ArgumentException("hold, suppress, send or work"),
    };
}
catch (WaException fault)
{
    Console.WriteLine($"refused {fault.Cause} {fault.Message}");
    return 3;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Hold(string path)
{
    using RunJournal journal = RunJournal.Open(path, new("hold", "PingUp", "", ""), new(), TimeProvider.System);
    Console.WriteLine("held");
    Console.In.ReadToEnd();
    return 0;
}

static int Suppress(string file, int first, int count)
{
    for (int i = first; i < first + count; i++)
    {
        string who = string.Create(CultureInfo.InvariantCulture, $"+1202{5550000 + i}");
        SuppressionWriter.Add(file, [new([who], SuppressionAction.Stop, SuppressionReason.Manual)], TimeProvider.System);
        Console.WriteLine(who);
    }

    return 0;
}

static int Send(Uri server, string path, int count, int inFlight, JournalFlush flush)
{
    using Connection connection = Connect(server);
    return SendAll(
        connection,
        RunJournal.Open(path, JournalHeader.Of(connection, Preparation.HashOf(Draft().Message)), new() { Flush = flush }, TimeProvider.System),
        count,
        new() { ThrottleLimit = inFlight });
}

static int Work(Uri server, JournalAddress address, int count, int inFlight, int rate)
{
    using Connection connection = Connect(server);
    return SendAll(
        connection,
        PostgresJournal.Open(
            address, JournalHeader.Of(connection, Preparation.HashOf(Draft().Message)), new() { Lease = TimeSpan.FromSeconds(2) }),
        count,
        new() { ThrottleLimit = inFlight, RatePerSecond = rate });
}

static Connection Connect(Uri server) => Connection.Create(
    new(ProviderCatalog.Find("PingUp")!, Secret.Of("key"))
    {
        Settings = new Dictionary<string, string> { ["Business"] = "acme" },
        BaseUri = server,
        RatePerSecond = 0,
    },
    () => new HttpTransport());

static MessageDraft Draft() => MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "Shall we?" });

static int SendAll(Connection connection, IRunJournal opened, int count, SendRunOptions options)
{
    MessageDraft draft = Draft();
    using IRunJournal journal = opened;
    using SendRun run = new(connection, options with { Journal = journal }, TimeProvider.System);
    IEnumerable<SendItem> items = Enumerable.Range(0, count).Select(i =>
    {
        string to = string.Create(CultureInfo.InvariantCulture, $"+1202{5550000 + i}");
        PhoneNumber.TryParse(to, NumberReading.Explicit, out PhoneNumber number, out _);
        return new SendItem { To = to, Number = number, Draft = draft, RowNumber = i + 1 };
    });
    foreach (SendResult result in run.SendAll(items))
    {
        Console.WriteLine($"{result.Status} {result.To} {result.MessageId}");
    }

    journal.Complete(count, finished: run is { Stopped: null, Ended: null });
    if (run.Stopped is { } stopped)
    {
        Console.WriteLine($"stopped {stopped.Cause} {stopped.Error}");
    }

    return run.Stopped is null ? 0 : 4;
}
