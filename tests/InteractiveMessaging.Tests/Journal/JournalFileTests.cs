using System.Diagnostics;

namespace InteractiveMessaging.Tests;

/// <summary>The file under a journal: one run at a time has it by whatever name, and a run notices what others do to it.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("the same path", false)]
    [InlineData("the same path", true)]
    [InlineData("a symbolic link", false)]
    [InlineData("a symbolic link", true)]
    [InlineData("a link to a link", true)]
    [InlineData("a link to its folder", true)]
    [InlineData("a hard link", false)]
    [InlineData("a hard link", true)]
    public async Task A_second_run_is_refused_whatever_leads_to_the_file(string way, bool withoutLock)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await _folder.RunAsync((1, "Accepted"));
        string other = Link(way);
        using RunJournal first = _folder.Open();
        if (withoutLock)
        {
            File.Delete(_folder.Path + ".lock");
        }

        Assert.Equal(ErrorCause.JournalBusy, Assert.Throws<WaException>(() => Open(other)).Cause);
        using (JournalReader reader = JournalReader.Open(other))
        {
            Assert.True(reader.Summary.IsOpen);
        }

        await first.IntendAsync(JournalFolder.Message(2), CancellationToken.None);
        first.Complete(2, finished: true);
        using RunJournal next = Open(other);
        Assert.Equal(JournalVerdict.InDoubt, next.Claim(JournalFolder.Message(2)).Verdict);
    }

    [Fact]
    public void A_lock_that_was_replaced_is_neither_let_in_by_nor_removed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string held = _folder.Path + ".lock";
        using (RunJournal first = _folder.Open())
        {
            File.Delete(held);
            File.WriteAllText(held, "");
            if (OperatingSystem.IsLinux())
            {
                Assert.Equal(ErrorCause.JournalBusy, Assert.Throws<WaException>(() => _folder.Open()).Cause);
                File.WriteAllText(held, "");
            }
        }

        Assert.True(File.Exists(held));
    }

    [Fact]
    public async Task Through_a_link_that_leads_nowhere_yet_the_file_is_made_where_it_leads()
    {
        string link = Path.Combine(_folder.Folder, "link.journal");
        File.CreateSymbolicLink(link, _folder.Path);
        using (RunJournal journal = Open(link))
        {
            Assert.Equal(ErrorCause.JournalBusy, Assert.Throws<WaException>(() => _folder.Open()).Cause);
        }

        Assert.Equal(_folder.Path, new FileInfo(link).LinkTarget);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_folder.Path)).Length);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("moved")]
    [InlineData("its folder moved")]
    [InlineData("replaced by a copy")]
    [InlineData("replaced by an empty file")]
    [InlineData("cut")]
    [InlineData("grown")]
    public async Task A_run_notices_within_twenty_milliseconds_and_stops(string what)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string folder = Directory.CreateDirectory(Path.Combine(_folder.Folder, "run")).FullName;
        string path = Path.Combine(folder, "run.journal");
        FakeClock clock = new();
        using RunJournal journal = RunJournal.Open(path, JournalFolder.Header, new(), clock);
        await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None);
        byte[] before = await File.ReadAllBytesAsync(path);
        string aside = Path.Combine(_folder.Folder, "aside");
        switch (what)
        {
            case "removed":
                File.Delete(path);
                break;
            case "moved":
                File.Move(path, aside);
                break;
            case "its folder moved":
                Directory.Move(folder, aside);
                break;
            case "replaced by a copy":
                // As an editor or a synchronisation does it: the same bytes, the same times, another file.
                DateTime written = File.GetLastWriteTimeUtc(path);
                await File.WriteAllBytesAsync(aside, before);
                File.SetLastWriteTimeUtc(aside, written);
                File.Move(aside, path, overwrite: true);
                break;
            case "replaced by an empty file":
                File.Delete(path);
                await File.WriteAllTextAsync(path, "");
                break;
            case "cut":
                Change(path, file => file.SetLength(before.Length - 10));
                break;
            default:
                Change(path, file => file.Write("{\"n\":4}\n"u8));
                break;
        }

        byte[]? changed = File.Exists(path) ? await File.ReadAllBytesAsync(path) : null;

        // Its length is looked at before each write, its path every twenty milliseconds.
        clock.Advance(TimeSpan.FromMilliseconds(20));
        WaException stopped = await Assert.ThrowsAsync<WaException>(
            async () => await journal.IntendAsync(JournalFolder.Message(2), CancellationToken.None));

        Assert.Equal(ErrorCause.JournalUnwritable, stopped.Cause);
        Assert.Contains(
            what switch { "cut" => "cut it short", "grown" => "wrote to it", _ => "moved, replaced or removed" },
            stopped.Message,
            StringComparison.Ordinal);
        Assert.Throws<WaException>(() => journal.Complete(2, finished: false));
        Assert.Equal(changed, File.Exists(path) ? await File.ReadAllBytesAsync(path) : null);
    }

    [Fact]
    public async Task Whoever_reads_or_copies_it_meanwhile_stops_nothing()
    {
        using RunJournal journal = _folder.Open();
        await journal.IntendAsync(JournalFolder.Message(1), CancellationToken.None);
        File.Copy(_folder.Path, Path.Combine(_folder.Folder, "copy"));
        using (new FileStream(_folder.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            await journal.IntendAsync(JournalFolder.Message(2), CancellationToken.None);
        }

        journal.Complete(2, finished: true);
    }

    [Theory]
    [InlineData(JournalFlush.Process)]
    [InlineData(JournalFlush.Disk)]
    public void Files_of_somebody_else_beside_it_stay_and_hinder_nobody(object flush)
    {
        string[] others = [_folder.Path + ".lock", _folder.Path + ".new"];
        Assert.All(others, other => File.WriteAllText(other, "somebody's"));

        using (RunJournal journal = _folder.Open(flush: (JournalFlush)flush))
        {
        }

        Assert.Equal([_folder.Path, .. others], Directory.GetFiles(_folder.Folder).Order());
        Assert.All(others, other => Assert.Equal("somebody's", File.ReadAllText(other)));
        using JournalReader reader = JournalReader.Open(_folder.Path);
        Assert.Single(reader.Summary.Runs);
    }

    [Fact]
    public void A_pipe_is_refused_at_once()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Run("mkfifo", _folder.Path);

        Assert.Equal(ErrorCause.JournalForeign, Assert.Throws<WaException>(() => _folder.Open()).Cause);
        Assert.Equal(ErrorCause.JournalForeign, Assert.Throws<WaException>(() => JournalReader.Open(_folder.Path)).Cause);
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_flushed()
    {
        if (!OperatingSystem.IsWindows())
        {
            NativeFile.FlushFolder(_folder.Folder);
            Assert.Throws<IOException>(() => NativeFile.FlushFolder(Path.Combine(_folder.Folder, "none")));
        }
    }

    private static RunJournal Open(string path) => RunJournal.Open(path, JournalFolder.Header, new(), TimeProvider.System);

    private string Link(string way)
    {
        string other = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Folder, "other")).FullName, "other.journal");
        switch (way)
        {
            case "a symbolic link":
                File.CreateSymbolicLink(other, _folder.Path);
                return other;
            case "a link to a link":
                File.CreateSymbolicLink(other, _folder.Path);
                File.CreateSymbolicLink(other + "2", other);
                return other + "2";
            case "a link to its folder":
                Directory.CreateSymbolicLink(Path.Combine(_folder.Folder, "folder"), _folder.Folder);
                return Path.Combine(_folder.Folder, "folder", Path.GetFileName(_folder.Path));
            case "a hard link":
                Run("ln", _folder.Path, other);
                return other;
            default:
                return _folder.Path;
        }
    }

    // As another program does that asks for no lock.
    private static void Change(string path, Action<FileStream> change)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Seek(0, SeekOrigin.End);
        change(file);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
