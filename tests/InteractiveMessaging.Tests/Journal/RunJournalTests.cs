using System.Text.Json;

namespace InteractiveMessaging.Tests;

public sealed class RunJournalTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_line_is_JSON_with_its_number_and_a_checksum_of_what_stands_before_it()
    {
        await _folder.RunAsync((1, "Accepted"), (2, null));

        string[] lines = await File.ReadAllLinesAsync(_folder.Path);
        string[] types = ["journal", "run", "intent", "outcome", "intent", "end"];
        Assert.Equal(types.Length, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            JsonElement json = JsonDocument.Parse(lines[i]).RootElement;
            Assert.Equal(i + 1, json.GetProperty("n").GetInt32());
            Assert.Equal(types[i], json.GetProperty("type").GetString());
            byte[] checkedPart = System.Text.Encoding.UTF8.GetBytes(lines[i][..lines[i].IndexOf(",\"crc\"", StringComparison.Ordinal)]);
            Assert.Equal(NaiveCrc(checkedPart).ToString("x8", null), json.GetProperty("crc").GetString());
        }
    }

    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        // RFC 3720, appendix B.4: 32 bytes of zeros.
        Assert.Equal(0x8a9136aau, Crc32C.Of(new byte[32]));
        Assert.Equal(0xe3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0xe3069283u, NaiveCrc("123456789"u8));
    }

    [Theory]
    [InlineData(JournalFlush.Process)]
    [InlineData(JournalFlush.Disk)]
    public async Task An_intent_is_in_the_file_when_it_has_ended(object flush)
    {
        using RunJournal journal = _folder.Open(flush: (JournalFlush)flush);
        for (int i = 0; i < 50; i++)
        {
            await journal.IntendAsync(JournalFolder.Message(i, "12025550100"), CancellationToken.None);
            Assert.Contains(JournalFolder.Key(i).ToString(), ReadShared(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Many_at_once_are_all_written_each_outcome_behind_its_intent()
    {
        using RunJournal journal = _folder.Open();
        await Parallel.ForEachAsync(Enumerable.Range(0, 5000), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (number, _) =>
        {
            await journal.IntendAsync(JournalFolder.Message(number, "12025550100"), CancellationToken.None);
            await Task.Yield();
            await journal.SettleAsync(JournalFolder.Message(number), new(JournalStatus.Accepted));
        });
        journal.Complete(1, finished: true);

        HashSet<string> intended = [];
        HashSet<string> settled = [];
        foreach (string line in (await File.ReadAllLinesAsync(_folder.Path))[2..^1])
        {
            JsonElement json = JsonDocument.Parse(line).RootElement;
            string hash = json.GetProperty("hash").GetString()!;
            bool intent = json.GetProperty("type").GetString() == "intent";
            Assert.True(intent ? intended.Add(hash) : intended.Contains(hash) && settled.Add(hash));
        }

        Assert.Equal(5000, settled.Count);
    }

    [Fact]
    public async Task A_cancelled_intent_leaves_no_doubt_behind()
    {
        using (RunJournal journal = _folder.Open())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await journal.IntendAsync(JournalFolder.Message(1), new(canceled: true)));
        }

        Assert.Equal(JournalVerdict.Send, (await _folder.ClaimAsync(1)).Verdict);
    }

    [Fact]
    public async Task Only_its_owner_can_read_it()
    {
        using RunJournal journal = _folder.Open();

        if (!OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.GetFiles(_folder.Folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task A_second_run_is_refused_and_told_who_writes()
    {
        using (RunJournal journal = _folder.Open())
        {
            WaException refused = Assert.Throws<WaException>(() => _folder.Open());
            Assert.Equal(ErrorCause.JournalBusy, refused.Cause);
            Assert.Contains($"process {Environment.ProcessId} since ", refused.Message, StringComparison.Ordinal);
        }

        using RunJournal next = _folder.Open();
        Assert.Equal(2, Directory.GetFiles(_folder.Folder).Length);
    }

    [Fact]
    public async Task The_lock_goes_with_the_run_and_one_left_behind_hinders_nobody()
    {
        await _folder.RunAsync((1, "Accepted"));
        Assert.Single(Directory.GetFiles(_folder.Folder));

        await File.WriteAllTextAsync(_folder.Path + ".lock", "");
        Assert.Equal(JournalVerdict.Settled, (await _folder.ClaimAsync(1)).Verdict);
        Assert.Single(Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public async Task Of_many_that_open_it_at_once_one_at_a_time_gets_it()
    {
        int holders = 0;
        int opened = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            try
            {
                using RunJournal journal = _folder.Open();
                Assert.Equal(1, Interlocked.Increment(ref holders));
                Interlocked.Increment(ref opened);
                await Task.Yield();
                Interlocked.Decrement(ref holders);
            }
            catch (WaException refused)
            {
                Assert.Equal(ErrorCause.JournalBusy, refused.Cause);
            }
        });

        using JournalReader reader = JournalReader.Open(_folder.Path);
        Assert.Equal(opened, reader.Summary.Runs.Count);
        Assert.Empty(reader.Summary.Damage);
    }

    [Fact]
    public async Task A_run_that_is_refused_leaves_the_file_as_it_is()
    {
        await _folder.RunAsync((1, "Accepted"));
        byte[] before = await File.ReadAllBytesAsync(_folder.Path);
        JournalHeader header = JournalFolder.Header;
        Assert.All(
            [
                header with { Connection = "other" }, header with { Provider = "PingUp" }, header with { Host = "127.0.0.1:8080" },
                header with { Account = "a2" }, header with { Draft = "t2" }, header with { KeyColumn = "Order" },
            ],
            other => Assert.Throws<WaException>(() => _folder.Open(other)));
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Path));
    }

    [Fact]
    public async Task With_a_key_column_another_message_may_be_forced_to_whom_is_left()
    {
        JournalHeader before = JournalFolder.Header with { KeyColumn = "Order" };
        JournalHeader after = before with { Draft = "t2" };
        using (RunJournal journal = _folder.Open(before))
        {
            await journal.IntendAsync(JournalFolder.Message(1, "12025550100"), CancellationToken.None);
            await journal.SettleAsync(JournalFolder.Message(1), new(JournalStatus.Accepted));
        }

        WaException refused = Assert.Throws<WaException>(() => _folder.Open(after));
        Assert.Equal(ErrorCause.JournalMessageDiffers, refused.Cause);
        Assert.Contains("-JournalForce", refused.Recommendation, StringComparison.Ordinal);
        using RunJournal forced = _folder.Open(after, force: true);
        Assert.Equal(JournalVerdict.Settled, forced.Claim(JournalFolder.Message(1)).Verdict);
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_refused_with_the_way_out()
    {
        string folder = Path.Combine(_folder.Folder, "none");
        Assert.Equal(ErrorCause.JournalUnwritable, Open(Path.Combine(folder, "run.journal")).Cause);
        Assert.Equal(ErrorCause.JournalUnwritable, Open(_folder.Folder).Cause);
        Assert.False(Directory.Exists(folder));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Folder));
        if (OperatingSystem.IsLinux())
        {
            // A folder that not even root may write.
            Assert.Equal(ErrorCause.JournalUnwritable, Open("/proc/run.journal").Cause);
        }

        static WaException Open(string path) =>
            Assert.Throws<WaException>(() => RunJournal.Open(path, JournalFolder.Header, new(), TimeProvider.System));
    }

    [Fact]
    public async Task Texts_from_outside_stay_within_their_line()
    {
        using (RunJournal journal = _folder.Open())
        {
            JournalMessage message = JournalFolder.Message(1, "a\"\n\u2028\ud800,\"crc\":\"", key: "\",\"type\":\"");
            await journal.IntendAsync(message, CancellationToken.None);
            await journal.SettleAsync(message, new(JournalStatus.Rejected) { ErrorCode = new('x', 10_000), MessageId = "é\r\n😀" });
        }

        using JournalReader reader = JournalReader.Open(_folder.Path);
        JournalEntry entry = Assert.Single(reader.Read());
        Assert.Equal("a\"\n\u2028\ufffd,\"crc\":\"", entry.Recipient);
        Assert.Equal("é\r\n😀", entry.MessageId);
        Assert.Equal("\",\"type\":\"", entry.Key);
        Assert.Equal(256, entry.ErrorCode!.Length);
        Assert.Equal(4, (await File.ReadAllLinesAsync(_folder.Path)).Length);
    }

    private string ReadShared()
    {
        using FileStream file = new(_folder.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(file).ReadToEnd();
    }

    // Bit by bit, as the polynomial says (0x82f63b78 is 0x1edc6f41 reversed).
    private static uint NaiveCrc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78u);
            }
        }

        return ~crc;
    }
}
