namespace InteractiveMessaging.Tests;

/// <summary>What a journal keeps of a connection tells one account from another, and nothing of the key.</summary>
public class JournalHeaderTests
{
    private static readonly Dictionary<string, string> Account = new() { ["Sid"] = "HXAP16", ["Sender"] = "+911140000000" };

    [Fact]
    public void Another_account_address_or_provider_is_another_one()
    {
        JournalHeader[] headers =
        [
            Of("Kaleyra", Account),
            Of("Kaleyra", new(Account) { ["Sid"] = "HXAP17" }),
            Of("Kaleyra", new(Account) { ["Sender"] = "+911140000001" }),
            Of("Kaleyra", new(Account) { ["Region"] = "SG" }),
            Of("Kaleyra", Account, baseUri: "http://127.0.0.1:8080"),
            Of("Kaleyra", Account, baseUri: "http://127.0.0.1:8081"),
            Of("Kaleyra", Account, endpoint: "https://example.test/a"),
            Of("Kaleyra", Account, endpoint: "https://example.test/b"),
            Of("PingUp", new() { ["Business"] = "acme" }),
            Of("PingUp", new() { ["Business"] = "other" }),
            Of("Octopods", []),
            Of("AiSoule", []),
        ];
        Assert.Equal(headers.Length, headers.Select(header => header.Account).Distinct().Count());
        Assert.Equal(("api.in.kaleyra.io", "127.0.0.1:8080"), (headers[0].Host, headers[4].Host));
    }

    [Fact]
    public void Another_key_and_what_says_nothing_of_the_account_make_no_difference()
    {
        string account = Of("Kaleyra", Account, endpoint: "https://example.test/a?token=1").Account;
        Assert.Equal(account, Of("Kaleyra", Account, endpoint: "https://example.test/a?token=2", key: "another").Account);
        Assert.Equal(account, Of("Kaleyra", new(Account) { ["Source"] = "zapier" }, endpoint: "https://example.test/a").Account);
        Assert.Equal(Of("Kaleyra", new(Account) { ["Region"] = "SG" }).Account, Of("Kaleyra", new(Account) { ["Region"] = "sg" }).Account);
        Dictionary<string, string> number = new() { ["PhoneNumberId"] = "106540352242922" };
        Assert.Equal(Of("MetaCloud", number).Account, Of("MetaCloud", new(number) { ["ApiVersion"] = "v27.0" }).Account);
    }

    [Theory]
    [InlineData("ACME", "order", null)]
    [InlineData("acme", "Order", null)]
    [InlineData("other", "order", ErrorCause.JournalConnectionDiffers)]
    [InlineData("acme", "number", ErrorCause.JournalKeyDiffers)]
    public void Names_of_connections_and_columns_do_not_tell_upper_from_lower_case(string connection, string key, ErrorCause? refused)
    {
        using JournalFolder folder = new();
        JournalHeader header = JournalFolder.Header with { Connection = "acme", KeyColumn = "order" };
        folder.Open(header).Dispose();
        header = header with { Connection = connection, KeyColumn = key };
        if (refused is null)
        {
            folder.Open(header).Dispose();
        }
        else
        {
            Assert.Equal(refused, Assert.Throws<WaException>(() => folder.Open(header)).Cause);
        }
    }

    private static JournalHeader Of(
        string provider,
        Dictionary<string, string> settings,
        string? baseUri = null,
        string? endpoint = null,
        string key = "key")
    {
        ConnectionRequest request = new(ProviderCatalog.Find(provider)!, Secret.Of(key))
        {
            Settings = settings,
            BaseUri = baseUri is null ? null : new(baseUri),
            Endpoint = endpoint is null ? null : new(endpoint),
        };
        using Connection connection = Connection.Create(request, () => throw new NotSupportedException());
        return JournalHeader.Of(connection, "t1");
    }
}
