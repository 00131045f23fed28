namespace InteractiveMessaging.Tests;

/// <summary>A folder for one test's journals, and what the tests of the journal say again and again.</summary>
public sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");

    internal static JournalHeader Header { get; } = new("acme", "Kaleyra", "api.test", "a1", "t1");

    public string Path => System.IO.Path.Combine(_folder.FullName, "run.journal");

    public string Folder => _folder.FullName;

    /// <summary>A key as a hash would be: spread evenly, and the same for the same number.</summary>
    internal static Key128 Key(int number)
    {
        return new(Mix((ulong)number), Mix((ulong)number + 0x1234_5678_9abc));

        static ulong Mix(ulong x)
        {
            x += 0x9e3779b97f4a7c15;
            x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
            x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
            return x ^ (x >> 31);
        }
    }

    /// <summary>A message as a run names it to its journal.</summary>
    internal static JournalMessage Message(int number, string? to = null, string draft = "t1", string? key = null) =>
        new(Key(number), to ?? $"1202555{number:0000}", draft, key);

    internal RunJournal Open(JournalHeader? header = null, JournalFlush flush = JournalFlush.Process, bool force = false) =>
        RunJournal.Open(Path, header ?? Header, new() { Flush = flush, Force = force }, TimeProvider.System);

    /// <summary>A line of a journal with its checksum, whatever it says.</summary>
    internal static string Line(string start) => $"{start},\"crc\":\"{Crc32C.Of(System.Text.Encoding.UTF8.GetBytes(start)):x8}\"}}\n";

    /// <summary>A run that tries messages and writes down what became of them; null is an intent without an outcome.</summary>
    internal Task RunAsync(params (int Number, string? Status)[] messages) => RunAsync(JournalFlush.Process, killed: false, messages);

    /// <summary>The same, flushed or not, and perhaps without an end.</summary>
    internal async Task RunAsync(JournalFlush flush, bool killed, params (int Number, string? Status)[] messages)
    {
        using RunJournal journal = Open(flush: flush);
        foreach ((int number, string? status) in messages)
        {
            await journal.IntendAsync(Message(number), CancellationToken.None);
            if (status is not null)
            {
                await journal.SettleAsync(Message(number), new(Enum.Parse<JournalStatus>(status))
                {
                    MessageId = status == "Accepted" ? $"wamid.{number}" : null,
                    Attempts = 1,
                    HttpStatus = 200,
                    FirstTriedAt = DateTimeOffset.UtcNow,
                });
            }
        }

        if (!killed)
        {
            journal.Complete(messages.Length, finished: true);
        }
    }

    internal async Task<JournalClaim> ClaimAsync(int number)
    {
        using RunJournal journal = Open();
        return journal.Claim(Message(number));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
