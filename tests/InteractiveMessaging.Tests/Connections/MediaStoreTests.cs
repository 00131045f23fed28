using InteractiveMessaging.Tests.Media;

namespace InteractiveMessaging.Tests.Connections;

public sealed class MediaStoreTests : IDisposable
{
    private static readonly byte[] Hash = [1, 2, 3];
    private readonly FakeClock _clock = new();
    private readonly MediaFolder _folder;

    public MediaStoreTests() => _folder = new(_clock);

    public void Dispose() => _folder.Dispose();

    private static Connection Connect(string key = "the-key", string number = "106540352242922", string provider = "MetaCloud", string host = "http://127.0.0.1:9") =>
        Providers.Wire.Connect(provider, new(host), key, provider == "MetaCloud" ? [("PhoneNumberId", number)] : []);

    private static string NameOf(Connection connection, byte[]? hash = null, string type = "image/png")
    {
        using (connection)
        {
            return MediaStore.NameOf(connection, hash ?? Hash, type);
        }
    }

    private StoredMedia Fresh(string id = "17") => new(id, _clock.GetUtcNow() + MediaStore.Lifetime);

    [Fact]
    public void Each_part_of_what_makes_an_id_good_makes_another_name()
    {
        string[] names =
        [
            NameOf(Connect()), NameOf(Connect(key: "other-key")), NameOf(Connect(number: "106540352242923")), NameOf(Connect(provider: "360dialog")),
            NameOf(Connect(host: "http://127.0.0.1:10")), NameOf(Connect(), [1, 2, 4]), NameOf(Connect(), type: "image/jpeg"),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names[0], NameOf(Connect()));
        Assert.All(names, name => Assert.Matches("^[0-9a-f]{64}$", name));
    }

    [Fact]
    public void It_is_remembered_until_its_time_is_over()
    {
        Assert.Null(_folder.Store.Find("a"));
        Assert.Null(_folder.Store.Save("a", Fresh()));
        _clock.Advance(TimeSpan.FromDays(29) - TimeSpan.FromSeconds(1));
        Assert.Equal("17", _folder.Store.Find("a")!.Id);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_folder.Store.Find("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("oops")]
    [InlineData("{\"id\":\"17\"")]
    [InlineData("{\"id\":\"\",\"expires\":\"2031-01-01T00:00:00+00:00\"}")]
    [InlineData("{\"id\":17,\"expires\":\"2031-01-01T00:00:00+00:00\"}")]
    [InlineData("{\"id\":\"17\",\"expires\":\"tomorrow\"}")]
    [InlineData("null")]
    [InlineData("[]")]
    public void What_is_damaged_is_as_if_it_were_not_there(string text)
    {
        _folder.Store.Save("a", Fresh());
        string file = Assert.Single(Directory.GetFiles(_folder.StoreFolder));
        File.WriteAllText(file, text);
        Assert.Null(_folder.Store.Find("a"));
        Assert.Null(_folder.Store.Save("a", Fresh("18")));
        Assert.Equal("18", _folder.Store.Find("a")!.Id);
    }

    [Fact]
    public void Only_its_owner_can_read_it_and_what_others_could_write_is_not_believed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _folder.Store.Save("a", Fresh());
        string file = Assert.Single(Directory.GetFiles(_folder.StoreFolder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.StoreFolder));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        Assert.Null(_folder.Store.Find("a"));
    }

    [Fact]
    public void Those_whose_time_is_over_go_in_passing_and_nothing_else_does()
    {
        string old = new('a', 64);
        string damaged = new('b', 64);
        string good = new('c', 64);
        _folder.Store.Save(old, Fresh());
        _folder.Store.Save(damaged, Fresh());
        File.WriteAllText(Path.Combine(_folder.StoreFolder, damaged + ".json"), "oops");
        File.WriteAllText(Path.Combine(_folder.StoreFolder, "notes.json"), "not of this store");
        _clock.Advance(TimeSpan.FromDays(20));
        _folder.Store.Save(good, Fresh());
        _clock.Advance(TimeSpan.FromDays(10));

        new MediaStore(_folder.StoreFolder, _clock).Save("d", Fresh());

        Assert.Equal([$"{good}.json", "d.json", "notes.json"], Directory.GetFiles(_folder.StoreFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_no_error()
    {
        string file = _folder.Write("in-the-way", [1]);
        MediaStore store = new(Path.Combine(file, "media"), _clock);
        Assert.NotNull(store.Save("a", Fresh()));
        Assert.Null(store.Find("a"));
    }

    [Fact]
    public async Task Many_at_once_do_no_harm()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => new MediaStore(_folder.StoreFolder, _clock).Save("a", Fresh($"{n}")))));
        Assert.InRange(int.Parse(_folder.Store.Find("a")!.Id, null), 0, 49);
        Assert.Single(Directory.GetFiles(_folder.StoreFolder));
    }
}
