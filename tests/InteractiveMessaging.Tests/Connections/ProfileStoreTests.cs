using System.Text;

namespace InteractiveMessaging.Tests.Connections;

public sealed class ProfileStoreTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("wa-profiles-");
    private readonly ProfileStore _store;

    public ProfileStoreTests() => _store = new(Path.Combine(_home.FullName, "InteractiveMessaging", "connections"));

    private static ConnectionProfile Acme => new()
    {
        Name = "Acme",
        Provider = "Kaleyra",
        Settings = new Dictionary<string, string> { ["Sid"] = "HX1", ["Sender"] = "+911140000000" },
        BaseUri = new("https://gateway.example.com"),
        Proxy = new("http://proxy:3128"),
        RatePerSecond = 2.5,
        Key = new(Secret: "Acme", Vault: "Store"),
    };

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void What_is_saved_is_found_again_in_upper_or_lower_case()
    {
        _store.Save(Acme);
        ConnectionProfile found = _store.Find("ACME")!;
        Assert.Equal(Acme with { Settings = found.Settings }, found);
        Assert.Equal(Acme.Settings, found.Settings);
        Assert.Null(_store.Find("other"));
        Assert.Equal(["acme"], _store.Names());
    }

    [Fact]
    public void Nothing_is_there_before_the_first_is_saved()
    {
        Assert.Empty(_store.Files());
        Assert.Null(_store.Find("acme"));
        Assert.False(_store.Remove("acme"));
        Assert.Empty(_home.GetFileSystemInfos());
    }

    [Fact]
    public void The_file_is_plain_JSON_for_people_and_stands_alone()
    {
        _store.Save(Acme);
        _store.Save(Acme with { RatePerSecond = 3 });
        string file = Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(_store.PathOf("acme"))!));
        string text = File.ReadAllText(file);
        Assert.Contains("\"version\": 1", text, StringComparison.Ordinal);
        Assert.Contains("\"Sender\": \"+911140000000\"", text, StringComparison.Ordinal);
        Assert.Contains("\"ratePerSecond\": 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _store.Save(Acme);
        string file = _store.PathOf("acme");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public void A_file_that_others_can_write_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _store.Save(Acme);
        File.SetUnixFileMode(_store.PathOf("acme"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        Assert.Contains("other users", Assert.Throws<WaException>(() => _store.Find("acme")).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Damaged => new()
    {
        { "", "damaged" },
        { "{", "damaged" },
        { "null", "damaged" },
        { "[]", "damaged" },
        { "not JSON: canary", "damaged" },
        { """{"name":"acme","provider":"Kaleyra","key":{"variable":"X"}}""", "no version" },
        { """{"version":0,"name":"acme","provider":"Kaleyra","settings":{},"key":{"variable":"X"}}""", "no version" },
        { """{"version":"1","name":"acme","provider":"Kaleyra","key":{"variable":"X"}}""", "damaged" },
        { """{"version":2,"name":"acme","provider":"Kaleyra","key":{"variable":"X"},"further":1}""", "newer version" },
        { """{"version":1,"name":"acme","provider":"Kaleyra"}""", "damaged" },
        { """{"version":1,"name":"acme","provider":"Kaleyra","key":null}""", "damaged" },
        { """{"version":1,"name":"acme","provider":"Kaleyra","settings":{},"key":{}}""", "either" },
        { """{"version":1,"name":"acme","provider":"Kaleyra","settings":{},"key":{"variable":"X","secret":"Y"}}""", "either" },
        { """{"version":1,"name":"acme","provider":"Kaleyra","key":{"variable":"X"},"apiKey":"canary"}""", "damaged" },
        { """{"version":1,"name":"other","provider":"Kaleyra","settings":{},"key":{"variable":"X"}}""", "not the one of its name" },
        { """{"version":1,"name":null,"provider":"Kaleyra","key":{"variable":"X"}}""", "damaged" },
        { """{"version":1,"name":"acme","provider":null,"key":{"variable":"X"}}""", "damaged" },
        { """{"version":1,"name":"acme","provider":"Kaleyra","settings":null,"key":{"variable":"X"}}""", "damaged" },
        { """{"version":1,"name":"acme","provider":"Kaleyra","settings":{"Sid":null},"key":{"variable":"X"}}""", "damaged" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_or_newer_file_is_refused_and_never_overwritten(string text, string why)
    {
        Put(text);
        WaException found = Assert.Throws<WaException>(() => _store.Find("acme"));
        Assert.Equal(ErrorCause.ProfileRefused, found.Cause);
        Assert.Contains(why, found.Message, StringComparison.Ordinal);
        Assert.Contains(_store.PathOf("acme"), found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", found.ToString(), StringComparison.Ordinal);

        Assert.Throws<WaException>(() => _store.Save(Acme));
        Assert.Equal(text, File.ReadAllText(_store.PathOf("acme")));
        Assert.Equal(["acme"], _store.Names());

        Assert.True(_store.Remove("acme"));
        _store.Save(Acme);
        Assert.NotNull(_store.Find("acme"));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] whole = Acme.Write();
        ConnectionProfile.Read(whole);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => ConnectionProfile.Read(whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        Put(new string(' ', 70_000) + Encoding.UTF8.GetString(Acme.Write()));
        Assert.Contains("too large", Assert.Throws<WaException>(() => _store.Find("acme")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_with_its_path()
    {
        File.WriteAllText(Path.Combine(_home.FullName, "InteractiveMessaging"), "in the way");
        WaException refused = Assert.Throws<WaException>(() => _store.Save(Acme));
        Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_store.PathOf("acme"), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../acme")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0")]
    public void A_name_never_leads_out_of_the_folder(string name)
    {
        Assert.False(_store.Has(name));
        Assert.Null(_store.Find(name));
        Assert.False(_store.Remove(name));
    }

    private void Put(string text)
    {
        _store.Save(Acme);
        File.WriteAllText(_store.PathOf("acme"), text);
    }
}
