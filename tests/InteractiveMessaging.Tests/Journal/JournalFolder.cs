namespace InteractiveMessaging.Tests;

/// <summary>A folder for one test's journals, and what the tests of the journal say again and again.</summary>
public sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");

    internal static JournalHeader Header { get; } = new("acme", "Kaleyra", "t1");

    public string Path => System.IO.Path.Combine(_folder.FullName, "run.journal");

    public string Folder => _folder.FullName;

    /// <summary>A key as a hash would be: spread evenly, and the same for the same number.</summary>
    internal static JournalKey Key(int number)
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

    internal RunJournal Open(JournalHeader? header = null, JournalFlush flush = JournalFlush.Process, bool force = false) =>
        RunJournal.Open(Path, header ?? Header, new() { Flush = flush, Force = force }, TimeProvider.System);

    /// <summary>A run that tries messages and writes down what became of them; null is an intent without an outcome.</summary>
    internal async Task RunAsync(params (int Number, string? Status)[] messages)
    {
        using RunJournal journal = Open();
        foreach ((int number, string? status) in messages)
        {
            await journal.IntendAsync(Key(number), $"1202555{number:0000}", CancellationToken.None);
            if (status is not null)
            {
                await journal.SettleAsync(Key(number), new(status) { MessageId = status == "Accepted" ? $"wamid.{number}" : null, Attempts = 1, HttpStatus = 200 });
            }
        }

        journal.Complete();
    }

    internal async Task<JournalClaim> ClaimAsync(int number)
    {
        using RunJournal journal = Open();
        return journal.Claim(Key(number));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
