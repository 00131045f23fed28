using System.Globalization;
using InteractiveMessaging;
using InteractiveMessaging.Transport;

// A process that tests can kill. It says on its output, line by line, what became of what.
//   hold <journal>                                          keeps a journal open until its input ends
//   suppress <file> <first> <count>                         adds so many people to a suppression file, one at a time
//   send <server> <journal> <count> <in flight> <flush>     sends to so many recipients, or goes on where it was killed
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
        _ => throw new ArgumentException("hold, suppress or send"),
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
    using Connection connection = Connection.Create(
        new(ProviderCatalog.Find("PingUp")!, Secret.Of("key"))
        {
            Settings = new Dictionary<string, string> { ["Business"] = "acme" },
            BaseUri = server,
            RatePerSecond = 0,
        },
        () => new HttpTransport());
    Message message = new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "Shall we?" };
    MessageDraft draft = MessageDraft.Of(message);
    using RunJournal journal = RunJournal.Open(
        path,
        JournalHeader.Of(connection, Preparation.HashOf(message)),
        new() { Flush = flush },
        TimeProvider.System);
    using SendRun run = new(connection, new() { ThrottleLimit = inFlight, Journal = journal }, TimeProvider.System);
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

    journal.Complete(count, finished: run.Stopped is null);
    return run.Stopped is null ? 0 : 4;
}
