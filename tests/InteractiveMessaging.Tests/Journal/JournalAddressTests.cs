namespace InteractiveMessaging.Tests;

public class JournalAddressTests
{
    [Theory]
    [InlineData("postgresql://ada@db.example.com/mail?journal=october", "db.example.com", 5432, "mail", "ada", "october")]
    [InlineData("postgres://db.example.com:5433/mail?journal=a%20b%26c", "db.example.com", 5433, "mail", null, "a b&c")]
    [InlineData(" POSTGRESQL://ada%40corp@[::1]/my%20mail?journal=a+b ", "::1", 5432, "my mail", "ada@corp", "a b")]
    public void An_address_says_where_and_what(string text, string host, int port, string database, string? user, string journal)
    {
        Assert.True(JournalAddress.IsOne(text));
        JournalAddress address = JournalAddress.Parse(text);
        Assert.Equal(new(host, port, database, user, journal), address);
        Assert.Equal(address, JournalAddress.Parse(address.ToString()));
    }

    [Theory]
    [InlineData("postgresql://ada:hunter2@db.example.com/mail?journal=october")]
    [InlineData("postgresql://ada:hun@ter2@db.example.com/mail?journal=october")]
    [InlineData("postgresql://db.example.com/mail?journal=october&password=hunter2")]
    [InlineData("postgresql://ada:hunter2@")]
    public void A_password_is_refused_and_not_repeated(string text)
    {
        WaException refused = Assert.Throws<WaException>(() => JournalAddress.Parse(text));
        Assert.Equal(ErrorCause.BadInput, refused.Cause);
        Assert.DoesNotContain("ter2", $"{refused}{refused.Recommendation}", StringComparison.Ordinal);
        Assert.Contains("-JournalCredential", refused.Recommendation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://")]
    [InlineData("postgresql:///mail?journal=october")]
    [InlineData("postgresql://db.example.com?journal=october")]
    [InlineData("postgresql://db.example.com/?journal=october")]
    [InlineData("postgresql://db.example.com/mail")]
    [InlineData("postgresql://db.example.com/mail?journal=")]
    [InlineData("postgresql://db.example.com/mail?journal=%0a")]
    [InlineData("postgresql://db.example.com/mail?journal=%00")]
    [InlineData("postgresql://db.example.com/mail?journal=october&sslmode=disable")]
    [InlineData("postgresql://db.example.com/mail?journal=october#x")]
    [InlineData("postgresql://db.example.com:99999/mail?journal=october")]
    public void What_is_not_an_address_is_told_how_to_write_one(string text) => Assert.Contains(
        "postgresql://user@host/database?journal=", Assert.Throws<WaException>(() => JournalAddress.Parse(text)).Recommendation, StringComparison.Ordinal);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    [InlineData("[::1]", true)]
    [InlineData("db.example.com", false)]
    [InlineData("127.0.0.1.example.com", false)]
    public void On_this_machine_nobody_can_listen(string host, bool isLoopback) =>
        Assert.Equal(isLoopback, JournalAddress.Parse($"postgresql://{host}/mail?journal=october").IsLoopback);

    [Fact]
    public void A_path_is_no_address() => Assert.DoesNotContain(
        new[] { "./postgresql", "C:/postgresql://", null, "", "http://x/?journal=y" }, JournalAddress.IsOne);
}
