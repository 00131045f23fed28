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
    public async Task A_tail_of_zeros_counts_as_torn()
    {
        byte[] whole = await MakeAsync();
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] zeros = [.. whole[..length], .. new byte[whole.Length - length]];
            await CheckTornAsync(whole, zeros, length);
        }

        byte[] longer = [.. whole, .. new byte[10_000]];
        await CheckTornAsync(whole, longer, whole.Length);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_refused_or_changes_nothing()
    {
        byte[] whole = await MakeAsync();
        int last = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2);
        int refused = 0;
        // Every bit of the last record, and one of each byte before it.
        int[] bits = [.. Enumerable.Range(0, last).Select(at => (at * 8) + (at % 8)), .. Enumerable.Range(last * 8, (whole.Length - last) * 8)];
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
                    JournalVerdict verdict = journal.Claim(JournalFolder.Key(number)).Verdict;
                    Assert.True(verdict != JournalVerdict.Send || status is "Failed" or "NotSent", $"bit {bit}: message {number} would be sent twice");
                }
            }
            catch (WaException damaged)
            {
                refused++;
                Assert.Contains(damaged.Cause, (ErrorCause[])[ErrorCause.JournalDamaged, ErrorCause.JournalForeign, ErrorCause.JournalNewer]);
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
        await File.WriteAllBytesAsync(_folder.Path, [.. whole, .. "{\"n\":16,\"ty"u8]);

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
        await File.WriteAllTextAsync(_folder.Path, "{\"n\":1,\"type\":\"journal\",\"format\":2,\"sum\":\"sha256:…\"}\nbinary from here\n");

        Assert.Equal(ErrorCause.JournalNewer, Assert.Throws<WaException>(() => _folder.Open()).Cause);
        Assert.Equal(ErrorCause.JournalNewer, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Path)).Cause);
    }

    private async Task<byte[]> MakeAsync()
    {
        await _folder.RunAsync(Messages);
        return await File.ReadAllBytesAsync(_folder.Path);
    }

    // A message can only have left when its intent was whole, line break aside; then it is sent again only if it surely failed.
    private async Task CheckTornAsync(byte[] whole, ReadOnlyMemory<byte> torn, int length)
    {
        string kept = Encoding.UTF8.GetString(whole, 0, length);
        await File.WriteAllBytesAsync(_folder.Path, torn.ToArray());
        using (RunJournal journal = _folder.Open())
        {
            foreach ((int number, string? status) in Messages)
            {
                int records = kept.Split('\n').Count(line => line.Contains(JournalFolder.Key(number).ToString(), StringComparison.Ordinal) && line.EndsWith("\"}", StringComparison.Ordinal));
                JournalVerdict expected = (records, status) switch
                {
                    (0, _) or (2, "Failed" or "NotSent") => JournalVerdict.Send,
                    (2, "Accepted" or "Rejected") => JournalVerdict.Settled,
                    _ => JournalVerdict.InDoubt,
                };
                Assert.Equal((length, number, expected), (length, number, journal.Claim(JournalFolder.Key(number)).Verdict));
            }
        }

        // What it left behind is whole again.
        using JournalReader reader = JournalReader.Open(_folder.Path);
        Assert.Empty(reader.Summary.Damage);
        Assert.Equal(0, reader.Summary.TornBytes);
    }
}
