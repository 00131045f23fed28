// The engine without PowerShell: one message to the example people through every provider's dialect, against the sandbox.
using InteractiveMessaging;
using InteractiveMessaging.Transport;

// Enough for the example file: no cell of it that matters here holds a comma inside quotes.
string[][] people = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "people.csv")).Skip(1).Select(line => line.Split(','))];

MessageDraft reminder =
    MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Confirm", "visit-yes"), new("Change", "visit-move")]))
    {
        Body = "Hi {{FirstName}}, we expect you on {{Visit}}.",
        Footer = "Example Clinic",
    });

List<SendItem> items = [];
for (int row = 0; row < people.Length; row++)
{
    string[] cells = people[row];
    if (PhoneNumber.TryParse(cells[1], NumberReading.Explicit, out PhoneNumber number, out string? fault))
    {
        items.Add(new() { To = cells[1], Number = number, Draft = reminder, Values = [cells[0], cells[2]], RowNumber = row + 1 });
    }
    else
    {
        Console.WriteLine($"Row {row + 1}: {fault}");
    }
}

using Sandbox sandbox = Sandbox.Start(seed: 1);
foreach (Provider provider in ProviderCatalog.All)
{
    Dictionary<string, string> settings = provider.Settings.Where(setting => !setting.Optional)
        .ToDictionary(setting => setting.Name, setting => setting.Default ?? setting.Example);
    using Connection connection = Connection.Create(
        new(provider, Secret.Of(sandbox.Key)) { Settings = settings, BaseUri = sandbox.BaseUri, RatePerSecond = 0 },
        () => new HttpTransport());
    using SendRun run = new(connection, new(), TimeProvider.System);
    IEnumerable<string> counts = run.SendAll(items).GroupBy(result => result.Status).Select(group => $"{group.Count()} {group.Key}");
    Console.WriteLine($"{provider.Name,-10} {string.Join(", ", counts)}");
}

Console.WriteLine($"The sandbox took {sandbox.Accepted} messages in {sandbox.Requests} requests.");
