using static InteractiveMessaging.Tests.Suppression.SuppressionFolder;

namespace InteractiveMessaging.Tests.Suppression;

/// <summary>The file loses no stop: it is cut, damaged, taken for another, read while it grows, and reordered.</summary>
public sealed class SuppressionFileTests : IDisposable
{
    private readonly SuppressionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_added_is_read_and_belongs_to_its_owner_alone()
    {
        IReadOnlyList<SuppressionEntry> added = _folder.Add(Stop(Number(1), message: "wamid.1"), Stop("US.13491208655302741918"));
        Assert.Equal(added, SuppressionFile.Open(_folder.Path).Entries());
        Assert.Equal((Number(1), SuppressionAction.Stop, Noon, SuppressionReason.Word, "wamid.1", 2L), Of(added[0]));
        Assert.Equal(("US.13491208655302741918", SuppressionAction.Stop, Noon, SuppressionReason.Word, null, 3L), Of(added[1]));
        Assert.True(_folder.IsStopped(Number(1)) && _folder.IsStopped("US.13491208655302741918"));
        Assert.False(_folder.IsStopped(Number(2)) || _folder.IsStopped("US.13491208655302741919"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Path));
        }

        Assert.Equal([_folder.Path], Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void A_later_word_is_a_new_line_and_the_time_counts_whatever_the_place()
    {
        _folder.Add(Resume(Number(1), 20), Resume(Number(2), 20));
        Assert.Empty(_folder.Add(Stop(Number(1), 10)));
        Assert.False(_folder.IsStopped(Number(1)));
        Assert.Single(_folder.Add(Stop(Number(1), 30)));
        Assert.True(_folder.IsStopped(Number(1)));

        // At the same moment, stop counts.
        Assert.Single(_folder.Add(Stop(Number(2), 20)));
        Assert.Empty(_folder.Add(Resume(Number(2), 20)));
        Assert.True(_folder.IsStopped(Number(2)));
        Assert.Equal(4, SuppressionFile.Open(_folder.Path).Entries().Count());
    }

    [Fact]
    public void Cut_at_any_byte_every_whole_line_counts_and_the_next_writer_makes_it_whole()
    {
        _folder.Add([.. Enumerable.Range(1, 3).Select(n => Stop(Number(n)))]);
        byte[] whole = File.ReadAllBytes(_folder.Path);
        int[] ends = [.. Enumerable.Range(0, whole.Length).Where(i => whole[i] == '\n')];
        for (int length = ends[0] + 1; length <= whole.Length; length++)
        {
            File.WriteAllBytes(_folder.Path, whole[..length]);

            // A line counts once its last brace is there: its line break alone may be missing.
            int lines = ends.Count(end => end <= length) - 1;
            Assert.Equal(lines, Enumerable.Range(1, 3).Count(n => _folder.IsStopped(Number(n))));
            Assert.Equal(lines, SuppressionFile.Open(_folder.Path).Entries().Count());

            Assert.Equal(3 - lines, _folder.Add([.. Enumerable.Range(1, 3).Select(n => Stop(Number(n)))]).Count);
            Assert.Equal(whole, File.ReadAllBytes(_folder.Path));
        }
    }

    [Fact]
    public void Zeros_behind_the_last_line_as_after_a_power_cut_are_cut_off()
    {
        _folder.Add(Stop(Number(1)));
        byte[] whole = File.ReadAllBytes(_folder.Path);
        File.WriteAllBytes(_folder.Path, [.. whole, .. new byte[64]]);
        Assert.True(_folder.IsStopped(Number(1)));
        _folder.Add();
        Assert.Equal(whole, File.ReadAllBytes(_folder.Path));
    }

    [Fact]
    public void Any_flipped_bit_before_the_end_is_an_error_that_names_the_line_and_nobody_writes_on()
    {
        _folder.Add([.. Enumerable.Range(1, 3).Select(n => Stop(Number(n)))]);
        byte[] whole = File.ReadAllBytes(_folder.Path);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;
        int third = Array.IndexOf(whole, (byte)'\n', second) + 1;
        Random random = new(1);
        for (int i = second; i < third; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_folder.Path, damaged);

            WaException fault = Assert.Throws<WaException>(() => SuppressionFile.Open(_folder.Path));
            Assert.Equal(ErrorCause.SuppressionDamaged, fault.Cause);
            Assert.Matches(@"line [23] \(byte \d+\): ", fault.Message);
            Assert.Equal(ErrorCause.SuppressionDamaged, Assert.Throws<WaException>(() => _folder.Add(Stop(Number(9)))).Cause);
            Assert.Equal(damaged, File.ReadAllBytes(_folder.Path));

            SuppressionFile readable = SuppressionFile.Open(_folder.Path, readsDamaged: true);
            Assert.Equal(ErrorCause.SuppressionDamaged, readable.Damage!.Cause);
            Assert.Contains(Number(3), readable.Entries().Select(entry => entry.Recipient));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_line_that_somebody_took_out_or_wrote_twice_is_damage(int repeats)
    {
        _folder.Add([.. Enumerable.Range(1, 3).Select(n => Stop(Number(n)))]);
        string[] lines = File.ReadAllLines(_folder.Path);
        string[] changed = repeats == 1 ? [lines[0], lines[1], lines[3]] : [lines[0], lines[1], lines[1], lines[2], lines[3]];
        File.WriteAllText(_folder.Path, string.Join('\n', changed) + "\n");
        WaException fault = Assert.Throws<WaException>(() => SuppressionFile.Open(_folder.Path));
        Assert.Equal(ErrorCause.SuppressionDamaged, fault.Cause);
        Assert.Contains("line 3 (byte ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", ErrorCause.SuppressionForeign, "is empty")]
    [InlineData("\n", ErrorCause.SuppressionForeign, "does not begin as one does")]
    [InlineData("Phone,Name\n+12025550101,Ada\n", ErrorCause.SuppressionForeign, "does not begin as one does")]
    [InlineData("{\"n\":1,\"type\":\"journal\",\"format\":1", ErrorCause.SuppressionForeign, "is a journal")]
    [InlineData("{\"n\":1,\"type\":\"suppression\",\"format\":1,\"at\":", ErrorCause.SuppressionForeign, "does not hold one whole line")]
    [InlineData("{\"n\":1,\"type\":\"suppression\",\"format\":2,\"at\":\"2030-01-01T00:00:00Z\",\"crc\":\"00000000\"}\n", ErrorCause.SuppressionNewer, "its format is 2")]
    public void What_is_not_a_suppression_file_is_neither_read_nor_written_to(string content, ErrorCause cause, string said)
    {
        File.WriteAllText(_folder.Path, content);
        foreach (Action touch in (Action[])[() => SuppressionFile.Open(_folder.Path), () => _folder.Add(Stop(Number(1)))])
        {
            WaException fault = Assert.Throws<WaException>(touch);
            Assert.Equal(cause, fault.Cause);
            Assert.Contains(said, fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("12025550101", fault.Message + fault.Recommendation, StringComparison.Ordinal);
        }

        Assert.Equal(content, File.ReadAllText(_folder.Path));
    }

    [Fact]
    public void What_a_line_says_must_be_what_a_line_can_say()
    {
        _folder.Add(Stop(Number(1)));
        foreach (string start in (string[])[
            "{\"n\":3,\"type\":\"stop\",\"who\":\"12025550102\",\"at\":\"2026-03-09T12:00:00Z\",\"reason\":\"Word\"",
            "{\"n\":3,\"type\":\"stop\",\"who\":\"+12025550102\",\"at\":\"2026-03-09T12:00:00Z\",\"reason\":\"Rumour\"",
            "{\"n\":3,\"type\":\"pause\",\"who\":\"+12025550102\",\"at\":\"2026-03-09T12:00:00Z\",\"reason\":\"Word\"",
            "{\"n\":3,\"type\":\"stop\",\"who\":\"+12025550102\",\"at\":\"noon\",\"reason\":\"Word\"",
            "{\"n\":3,\"type\":\"stop\",\"who\":7"])
        {
            File.Delete(_folder.Path);
            _folder.Add(Stop(Number(1)));
            File.AppendAllText(_folder.Path, JournalFolder.Line(start));
            WaException fault = Assert.Throws<WaException>(() => SuppressionFile.Open(_folder.Path));
            Assert.Contains("line 3 (byte", fault.Message, StringComparison.Ordinal);
            Assert.Contains("its content is not that of a suppression file", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_and_a_place_that_is_not_there_are_told()
    {
        Assert.Equal(ErrorCause.FileNotRead, Assert.Throws<WaException>(() => SuppressionFile.Open(_folder.Folder)).Cause);
        Assert.Equal(ErrorCause.FileNotFound, Assert.Throws<WaException>(() => SuppressionFile.Open(_folder.Path)).Cause);
        string nowhere = Path.Combine(_folder.Folder, "none", "stop.txt");
        Assert.Equal(
            ErrorCause.SuppressionUnwritable,
            Assert.Throws<WaException>(() => SuppressionWriter.Add(nowhere, [], TimeProvider.System)).Cause);
        Assert.Empty(Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public void Read_on_as_it_grows_it_knows_what_was_added_and_notices_what_was_taken_away()
    {
        _folder.Add(Stop(Number(1)));
        SuppressionFile file = SuppressionFile.Open(_folder.Path);
        byte[] before = File.ReadAllBytes(_folder.Path);
        _folder.Add(Stop(Number(2)), Resume(Number(1), 1));
        byte[] after = File.ReadAllBytes(_folder.Path);

        // Half a line is on its way, and counts once it is there.
        File.WriteAllBytes(_folder.Path, after[..(before.Length + 10)]);
        file.Refresh();
        Assert.False(file.Find(PersonKey.Of(Number(2))).IsStopped);
        File.WriteAllBytes(_folder.Path, after);
        file.Refresh();
        Assert.True(file.Find(PersonKey.Of(Number(2))).IsStopped);
        Assert.False(file.Find(PersonKey.Of(Number(1))).IsStopped);

        File.WriteAllBytes(_folder.Path, before);
        Assert.Equal(ErrorCause.SuppressionDamaged, Assert.Throws<WaException>(file.Refresh).Cause);
        File.Delete(_folder.Path);
        Assert.Equal(ErrorCause.FileNotFound, Assert.Throws<WaException>(file.Refresh).Cause);
    }

    [Fact]
    public void A_link_leads_to_the_file_and_is_not_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string link = Path.Combine(_folder.Folder, "link.txt");
        _folder.Add(Stop(Number(1)));
        File.CreateSymbolicLink(link, _folder.Path);
        SuppressionWriter.Add(link, [Stop(Number(2))], TimeProvider.System);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.True(_folder.IsStopped(Number(2)));
    }

    [Fact]
    public void A_person_takes_at_most_40_bytes_and_no_number_is_taken_for_another()
    {
        const int People = 300_000;
        KeyTable<SuppressionState> table = new();
        for (int i = 0; i < People; i++)
        {
            // Numbers as lists have them: one after the other.
            table[PersonKey.Of($"+4915{i:0000000}")] = new(SuppressionAction.Stop, Noon, SuppressionReason.Word);
            if (i >= 50_000 && i % 1000 == 0)
            {
                Assert.True(table.Bytes <= 40 * table.Count, $"{table.Bytes} bytes for {table.Count} people");
            }
        }

        Assert.Equal(People, table.Count);
        Assert.True(Enumerable.Range(0, 1000).All(i => table.Find(PersonKey.Of($"+4915{i:0000000}")).IsStopped));
        Assert.True(Enumerable.Range(0, 100_000).All(i => !table.Find(PersonKey.Of($"+4916{i:0000000}")).IsStopped));
    }

    [Fact]
    public void Numbers_of_every_length_and_user_ids_have_keys_of_their_own()
    {
        string[] names =
        [
            "+1202555", "+12025550", "+120255501", "+999999999999999", "+999999999999998", "+100000000000000",
            "US.1", "US.2", "US.ENT.1", "IT.12025550", "us.1",
        ];
        Assert.Equal(names.Length, names.Select(PersonKey.Of).Distinct().Count());
        Assert.All(names[..^1], name => Assert.True(PersonKey.IsName(name), name));
        Assert.All(
            ["us.1", "12025550101", "+0202555", "+120255", "+1202555010101010", "+1202555-0101", " US.1", "", null],
            name => Assert.False(PersonKey.IsName(name), name));
    }

    [Fact]
    public void A_state_keeps_what_was_said_to_the_millisecond()
    {
        DateTimeOffset at = new(2026, 10, 3, 14, 5, 6, 789, TimeSpan.FromHours(2));
        foreach (SuppressionReason reason in Enum.GetValues<SuppressionReason>())
        {
            foreach (SuppressionAction action in Enum.GetValues<SuppressionAction>())
            {
                SuppressionState state = new(action, at, reason);
                Assert.Equal((action == SuppressionAction.Stop, at.ToUniversalTime(), reason), (state.IsStopped, state.At, state.Reason));
                Assert.False(state.IsNone);
            }
        }
    }

    private static (string, SuppressionAction, DateTimeOffset, SuppressionReason, string?, long) Of(SuppressionEntry entry) =>
        (entry.Recipient, entry.Action, entry.At, entry.Reason, entry.MessageId, entry.Line);
}
