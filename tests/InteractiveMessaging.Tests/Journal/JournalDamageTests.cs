using System.Text;

namespace InteractiveMessaging.Tests;

/// <summary>A journal that was torn or damaged: a clear error or a clean recovery, never a second message.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private static readonly (int Number, string? Status)[] Messages =
        [(1, "Accepted"), (2, "Rejected"), (3, "Failed"), (4, "InDoubt"), (5, "NotSent"), (6, null), (7, "Accepted")];

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cut_at_every_byte_it_is_taken_up_where_it_was_torn()
    {
        byte[] whole = await MakeAsync();
        for (int length = 0; length <= whole.Length; length++)
        {
            await CheckTornAsync(whole, whole.AsMemory(0, length), length);
        }
    }

    [Fact]
    public async Task Zeros_behind_records_that_waited_for_the_disk_count_as_torn()
    {
        byte[] whole = await MakeAsync(JournalFlush.Disk, killed: true);
        int second = Array.IndexOf(whole, (byte)'\n', Array.IndexOf(whole, (byte)'\n') + 1) + 1;
        for (int length = second; length < whole.Length; length++)
        {
            byte[] zeros = [.. whole[..length], .. new byte[whole.Length - length]];
            await CheckTornAsync(whole, zeros, length);
        }

        byte[] longer = [.. whole, .. new byte[10_000]];
        await CheckTornAsync(whole, longer, whole.Length);
    }

    [Theory]
    [InlineData(JournalFlush.Process, true)]
    [InlineData(JournalFlush.Process, false)]
    [InlineData(JournalFlush.Disk, false)]
    public async Task Zeros_where_messages_may_have_left_are_damage(object flush, bool killed)
    {
        byte[] whole = await MakeAsync((JournalFlush)flush, killed);
        byte[] zeros = [.. whole, .. new byte[300]];
        await File.WriteAllBytesAsync(_folder.Path, zeros);

        WaException damaged = Assert.Throws<WaException>(() => _folder.Open());

        Assert.Equal(ErrorCause.JournalDamaged, damaged.Cause);
        Assert.Contains($"(byte {whole.Length}): the file ends in 300 zeros", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(zeros, await File.ReadAllBytesAsync(_folder.Path));
        using JournalReader reader = JournalReader.Open(_folder.Path);
        Assert.Equal(Messages.Length, reader.Read().Count());
    }

    [Theory]
    [InlineData(0, "is empty")]
    [InlineData(1, "zeros")]
    [InlineData(4096, "zeros")]
    public async Task A_file_that_was_emptied_begins_no_new_journal(int zeros, string fault)
    {
        await File.WriteAllBytesAsync(_folder.Path, new byte[zeros]);

        WaException refused = Assert.Throws<WaException>(() => _folder.Open());

        Assert.Equal(ErrorCause.JournalForeign, refused.Cause);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.Equal(zeros, new FileInfo(_folder.Path).Length);
        Assert.Equal(ErrorCause.JournalForeign, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Path)).Cause);
    }

    [Fact]
    public async Task A_line_whose_checksum_holds_and_whose_content_does_not_is_damage_with_its_place()
    {
        await _folder.RunAsync((1, "Accepted"));
        string[] lines = await File.ReadAllLinesAsync(_folder.Path);
        string whole = string.Concat(lines[..4].Select(line => line + "\n"));
        string hash = JournalFolder.Key(2).ToString();
        string[] contents =
        [
            "",
            ",\"type\":5",
            ",\"type\":\"run\"",
            ",\"type\":\"run\",\"connection\":\"a\",\"provider\":\"b\",\"host\":\"c\",\"account\":\"d\",\"flush\":\"Often\""
                + ",\"process\":1,\"at\":\"2026-11-20T08:00:00Z\"",
            ",\"type\":\"intent\"",
            $",\"type\":\"intent\",\"hash\":\"{hash}\"",
            $",\"type\":\"intent\",\"hash\":\"{hash}\",\"to\":5,\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"intent\",\"hash\":\"{hash}\",\"to\":\"\\ud800\",\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"intent\",\"hash\":\"{hash}\",\"to\":\"1\",\"at\":\"yesterday\"",
            $",\"type\":\"intent\",\"hash\":\"{hash[..31]}\",\"to\":\"1\",\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"intent\",\"hash\":\"{hash[..31]}x\",\"to\":\"1\",\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"outcome\",\"hash\":\"{hash}\",\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"outcome\",\"hash\":\"{hash}\",\"status\":\"Sent\",\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"outcome\",\"hash\":\"{hash}\",\"status\":\"InFlight\",\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"outcome\",\"hash\":\"{hash}\",\"status\":\"Failed\",\"http\":\"200\",\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"outcome\",\"hash\":\"{hash}\",\"status\":\"Failed\",\"ms\":-1,\"at\":\"2026-11-20T08:00:00Z\"",
            $",\"type\":\"outcome\",\"hash\":\"{hash}\",\"status\":\"Failed\",\"id\":null,\"at\":\"2026-11-20T08:00:00Z\"",
            ",\"type\":\"draft\"",
            ",\"type\":\"invalid\",\"row\":1",
            ",\"type\":\"end\",\"rows\":1,\"notReached\":0,\"readAll\":true,\"finished\":1,\"at\":\"2026-11-20T08:00:00Z\"",
            ",\"type\":\"intent\",]",
        ];
        foreach (string content in contents)
        {
            await File.WriteAllTextAsync(_folder.Path, whole + JournalFolder.Line("{\"n\":5" + content));

            WaException damaged = Assert.Throws<WaException>(() => _folder.Open());
            Assert.Equal(ErrorCause.JournalDamaged, damaged.Cause);
            Assert.Contains($"Line 5 (byte {whole.Length})", damaged.Message, StringComparison.Ordinal);
            using JournalReader reader = JournalReader.Open(_folder.Path);
            Assert.Equal(5, Assert.Single(reader.Summary.Damage).Line);
            Assert.Equal(JournalStatus.Accepted, Assert.Single(reader.Read()).Status);
        }
    }

    [Fact]
    public async Task Whatever_a_line_says_reading_it_ends_well()
    {
        await _folder.RunAsync((1, "Accepted"), (2, null), (3, "Rejected"));
        string[] whole = await File.ReadAllLinesAsync(_folder.Path);
        string[] lines = [.. whole.Select(line => line[..line.IndexOf(",\"crc\"", StringComparison.Ordinal)])];
        string[] values =
        [
            "null", "-1", "1e99", "true", "\"\"", "\"\\ud800\"", "[]", "{\"a\":[1]}", "\"2026\"", "99999999999999999999",
            "\"\u00e9\"", "}", "",
        ];
        Random random = new(7);
        for (int i = 0; i < 2000; i++)
        {
            string[] changed = [.. lines];
            int at = random.Next(1, lines.Length);
            string[] fields = changed[at].Split(',');
            int field = random.Next(fields.Length);
            string name = random.Next(4) == 0 ? "" : fields[field][..(fields[field].IndexOf(':') + 1)];
            fields[field] = name + values[random.Next(values.Length)];
            changed[at] = string.Join(',', fields);
            await File.WriteAllTextAsync(_folder.Path, string.Concat(changed.Select(JournalFolder.Line)));

            using JournalReader reader = JournalReader.Open(_folder.Path);
            Assert.InRange(reader.Read().Count(), 2, 3);
            Assert.InRange(reader.Summary.Damage.Count, 0, 2);
        }
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_refused_or_changes_nothing()
    {
        byte[] whole = await MakeAsync();
        int last = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2);
        int refused = 0;
        // Every bit of the last record, and one of each byte before it.
        int[] bits =
        [
            .. Enumerable.Range(0, last).Select(at => (at * 8) + (at % 8)),
            .. Enumerable.Range(last * 8, (whole.Length - last) * 8),
        ];
        foreach (int bit in bits)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(_folder.Path, flipped);
            try
            {
                using RunJournal journal = _folder.Open();
                foreach ((int number, string? status) in Messages)
                {
                    JournalVerdict verdict = journal.Claim(JournalFolder.Message(number)).Verdict;
                    Assert.True(
                        verdict != JournalVerdict.Send || status is "Failed" or "NotSent",
                        $"bit {bit}: message {number} would be sent twice");
                }
            }
            catch (WaException damaged)
            {
                refused++;
                Assert.Contains(
                    damaged.Cause,
                    (ErrorCause[])[ErrorCause.JournalDamaged, ErrorCause.JournalForeign, ErrorCause.JournalNewer]);
                Assert.Equal(flipped, await File.ReadAllBytesAsync(_folder.Path));
            }
        }

        // The line break at the very end is all that can be put right.
        Assert.Equal(bits.Length - 8, refused);
    }

    [Fact]
    public async Task Damage_is_named_by_line_and_byte()
    {
        byte[] whole = await MakeAsync();
        int offset = Encoding.UTF8.GetString(whole).Split('\n')[..4].Sum(line => line.Length + 1);
        whole[offset + 20] ^= 1;
        await File.WriteAllBytesAsync(_folder.Path, whole);

        WaException damaged = Assert.Throws<WaException>(() => _folder.Open());

        Assert.Equal(ErrorCause.JournalDamaged, damaged.Cause);
        Assert.Contains($"Line 5 (byte {offset})", damaged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("repeated")]
    [InlineData("swapped")]
    public async Task Lines_that_are_whole_but_not_in_their_place_are_damage(string how)
    {
        await MakeAsync();
        List<string> lines = [.. await File.ReadAllLinesAsync(_folder.Path)];
        switch (how)
        {
            case "lost":
                lines.RemoveAt(5);
                break;
            case "repeated":
                lines.Insert(5, lines[5]);
                break;
            default:
                (lines[5], lines[6]) = (lines[6], lines[5]);
                break;
        }

        await File.WriteAllTextAsync(_folder.Path, string.Concat(lines.Select(line => line + "\n")));

        Assert.Equal(ErrorCause.JournalDamaged, Assert.Throws<WaException>(() => _folder.Open()).Cause);
    }

    [Fact]
    public async Task Reading_gives_what_is_whole_and_says_where_it_is_not()
    {
        byte[] whole = await MakeAsync();
        string[] lines = Encoding.UTF8.GetString(whole).Split('\n');
        int offset = lines[..3].Sum(line => line.Length + 1);
        whole[offset + 60] ^= 1;
        await File.WriteAllBytesAsync(_folder.Path, [.. whole, .. "{\"n\":17,\"ty"u8]);

        using JournalReader reader = JournalReader.Open(_folder.Path);

        JournalDamage damage = Assert.Single(reader.Summary.Damage);
        Assert.Equal((4, offset), (damage.Line, damage.Offset));
        Assert.Equal(11, reader.Summary.TornBytes);
        Assert.Equal(Messages.Length, reader.Read().Count());
        // The outcome of the first message is what was lost.
        Assert.Equal(JournalStatus.InDoubt, reader.Read().First().Status);
        Assert.Equal((1, 3), (reader.Summary.Accepted, reader.Summary.InDoubt));
    }

    [Theory]
    [InlineData("Phone,Name\n+12025550100,Ada\n")]
    [InlineData("no line break")]
    [InlineData("\n")]
    [InlineData("{}\n")]
    [InlineData("{\"n\":2,\"type\":\"journal\",\"format\":1}\n")]
    public async Task A_file_of_another_kind_is_refused_and_left_alone(string content)
    {
        await File.WriteAllTextAsync(_folder.Path, content);

        Assert.Equal(ErrorCause.JournalForeign, Assert.Throws<WaException>(() => _folder.Open()).Cause);
        Assert.Equal(ErrorCause.JournalForeign, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Path)).Cause);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder.Path));
    }

    [Fact]
    public async Task A_newer_format_is_refused_whatever_else_it_holds()
    {
        await File.WriteAllTextAsync(
            _folder.Path, "{\"n\":1,\"type\":\"journal\",\"format\":2,\"sum\":\"sha256:…\"}\nbinary from here\n");

        Assert.Equal(ErrorCause.JournalNewer, Assert.Throws<WaException>(() => _folder.Open()).Cause);
        Assert.Equal(ErrorCause.JournalNewer, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Path)).Cause);
    }

    private async Task<byte[]> MakeAsync(JournalFlush flush = JournalFlush.Process, bool killed = false)
    {
        await _folder.RunAsync(flush, killed, Messages);
        return await File.ReadAllBytesAsync(_folder.Path);
    }

    // A message can only have left when its intent was whole, line break aside; then it is sent again only if it surely failed.
    private async Task CheckTornAsync(byte[] whole, ReadOnlyMemory<byte> torn, int length)
    {
        string kept = Encoding.UTF8.GetString(whole, 0, length);
        await File.WriteAllBytesAsync(_folder.Path, torn.ToArray());
        if (length < Array.IndexOf(whole, (byte)'\n'))
        {
            // No run leaves a journal without its first line.
            Assert.Equal(ErrorCause.JournalForeign, Assert.Throws<WaException>(() => _folder.Open()).Cause);
            Assert.Equal(torn.ToArray(), await File.ReadAllBytesAsync(_folder.Path));
            return;
        }

        using (RunJournal journal = _folder.Open())
        {
            foreach ((int number, string? status) in Messages)
            {
                string hash = JournalFolder.Key(number).ToString();
                int records = kept.Split('\n').Count(line =>
                    line.Contains(hash, StringComparison.Ordinal) && line.EndsWith("\"}", StringComparison.Ordinal));
                JournalVerdict expected = (records, status) switch
                {
                    (0, _) or (2, "Failed" or "NotSent") => JournalVerdict.Send,
                    (2, "Accepted" or "Rejected") => JournalVerdict.Settled,
                    _ => JournalVerdict.InDoubt,
                };
                Assert.Equal((length, number, expected), (length, number, journal.Claim(JournalFolder.Message(number)).Verdict));
            }
        }

        // What it left behind is whole again.
        using JournalReader reader = JournalReader.Open(_folder.Path);
        Assert.Empty(reader.Summary.Damage);
        Assert.Equal(0, reader.Summary.TornBytes);
    }
}
