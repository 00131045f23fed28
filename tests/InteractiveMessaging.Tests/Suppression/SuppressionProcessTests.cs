using static InteractiveMessaging.Tests.Suppression.SuppressionFolder;

namespace InteractiveMessaging.Tests.Suppression;

/// <summary>Real processes add to one file at once, and are killed in the middle.</summary>
public sealed class SuppressionProcessTests : IDisposable
{
    private static readonly bool Slow = Environment.GetEnvironmentVariable("WA_SLOW") == "1";
    private readonly SuppressionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Several_processes_add_at_once_and_nothing_is_lost()
    {
        const int Each = 40;
        Victim[] writers = [.. Enumerable.Range(0, 3).Select(i => Start(i * Each, Each))];
        string[][] said = await Task.WhenAll(writers.Select(writer => writer.ReadToEndAsync()));
        foreach (Victim writer in writers)
        {
            Assert.Equal("", await writer.Errors);
            writer.Dispose();
        }

        string[] all = [.. said.SelectMany(lines => lines)];
        Assert.Equal(3 * Each, all.Length);
        Assert.Equal(all.Order(), SuppressionFile.Open(_folder.Path).Entries().Select(entry => entry.Recipient).Order());
        Assert.Equal([_folder.Path], Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public async Task Killed_at_any_moment_what_was_added_is_there_and_the_next_one_goes_on()
    {
        int kills = Slow ? 100 : 4;
        HashSet<string> added = [];
        Random random = new(1);
        for (int kill = 0; kill < kills; kill++)
        {
            using Victim victim = Start(kill * 1000, 1000);
            for (int lines = random.Next(1, 8); lines > 0; lines--)
            {
                added.Add((await victim.ReadLineAsync())!);
            }

            Thread.SpinWait(random.Next(2_000_000));
            await victim.KillAsync();

            SuppressionFile file = SuppressionFile.Open(_folder.Path);
            Assert.All(added, who => Assert.True(file.Find(PersonKey.Of(who)).IsStopped, who));
        }

        Assert.Single(_folder.Add(Stop("US.1")));
        Assert.True(_folder.IsStopped("US.1"));
    }

    private Victim Start(int first, int count) => Victim.Start("suppress", _folder.Path, $"{first}", $"{count}");
}
