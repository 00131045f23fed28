using System.Security;

namespace InteractiveMessaging.Tests.Connections;

public class ConnectionTests
{
    [Fact]
    public void Everything_that_is_missing_stands_in_one_error_with_where_it_is_found()
    {
        WaException error = Refused("Kaleyra");
        Assert.Equal(ErrorCause.ConnectionRefused, error.Cause);
        Assert.Equal("Kaleyra: -Sid is missing (the account SID in the Kaleyra console); -Sender is missing (the account's own WhatsApp business number).", error.Message);
        Assert.NotEmpty(error.Recommendation!);
    }

    [Fact]
    public void White_space_is_as_good_as_missing() =>
        Assert.Contains("-Business is missing", Refused("PingUp", ("Business", "  ")).Message, StringComparison.Ordinal);

    [Fact]
    public void Wrong_and_foreign_settings_stand_beside_the_missing_ones()
    {
        string message = Refused("Kaleyra", ("Sender", "911140000000"), ("Region", "XX"), ("Business", "acme"), ("Source", "excel")).Message;
        Assert.Contains("-Sid is missing", message, StringComparison.Ordinal);
        Assert.Contains("-Sender does not look right (the account's own WhatsApp business number); for example +911140000000", message, StringComparison.Ordinal);
        Assert.Contains("-Region 'XX' is unknown; it is one of IN, SG, EU, NA", message, StringComparison.Ordinal);
        Assert.Contains("-Source 'excel' is unknown; it is one of api, clevertap,", message, StringComparison.Ordinal);
        Assert.Contains("-Business belongs to PingUp", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithoutSettings))]
    public void A_provider_that_needs_nothing_refuses_anothers_setting(string provider) =>
        Assert.Equal($"{provider}: -Sid belongs to Kaleyra.", Refused(provider, ("Sid", "HX1")).Message);

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a?x=1")]
    [InlineData("a%2Fb")]
    [InlineData("-a")]
    [InlineData("acme\nx")]
    public void A_business_cannot_lead_to_another_path(string business) =>
        Assert.Contains("-Business does not look right", Refused("PingUp", ("Business", business)).Message, StringComparison.Ordinal);

    [Fact]
    public void Values_are_trimmed()
    {
        using Connection connection = Make("PingUp", ("Business", " acme "));
        Assert.Equal("https://api.pingup.ai/ext/v2/acme/messages", connection.Address.AbsoluteUri);
    }

    public static TheoryData<string> WithoutSettings =>
        [.. ProviderCatalog.All.Where(provider => provider.Settings.Count == 0).Select(provider => provider.Name)];

    public static TheoryData<string> Providers { get; } = [.. ProviderCatalog.All.Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_examples_make_a_connection(string name)
    {
        Provider provider = ProviderCatalog.Find(name)!;
        using Connection connection = Make(name, [.. provider.Settings.Select(setting => (setting.Name, setting.Example))]);
        Assert.Equal("https", connection.Address.Scheme);
        Assert.DoesNotContain('{', connection.Address.AbsoluteUri);
        Assert.Equal((name, name, provider.RatePerSecond), (connection.Name, connection.Provider, connection.RatePerSecond));
    }

    [Theory]
    [InlineData("https://proxy.example.com", "https://proxy.example.com/v1/messages")]
    [InlineData("https://proxy.example.com:8443/", "https://proxy.example.com:8443/v1/messages")]
    [InlineData("http://localhost:8080", "http://localhost:8080/v1/messages")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/messages")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/v1/messages")]
    public void A_base_uri_replaces_scheme_host_and_port_and_keeps_the_path(string baseUri, string address)
    {
        using Connection connection = Connection.Create(Request("AiSoule") with { BaseUri = new(baseUri) }, NoTransport);
        Assert.Equal(address, connection.Address.AbsoluteUri);
    }

    [Fact]
    public void An_endpoint_replaces_the_whole_address()
    {
        using Connection connection = Connection.Create(Request("AiSoule") with { Endpoint = new("https://proxy.example.com/a/b?c=d") }, NoTransport);
        Assert.Equal("https://proxy.example.com/a/b?c=d", connection.Address.AbsoluteUri);
    }

    [Fact]
    public void A_missing_key_stands_beside_missing_settings_and_a_refused_address()
    {
        ConnectionRequest request = new(ProviderCatalog.Find("PingUp")!, null) { BaseUri = new("http://api.example.com"), Endpoint = new("https://api.example.com/a") };
        string message = Assert.Throws<WaException>(() => Connection.Create(request, NoTransport)).Message;
        Assert.Contains("-Business is missing", message, StringComparison.Ordinal);
        Assert.Contains("the key is missing (-ApiKey", message, StringComparison.Ordinal);
        Assert.Contains("-BaseUri must be https", message, StringComparison.Ordinal);
        Assert.Contains("-BaseUri and -Endpoint contradict each other", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", true)]
    [InlineData("Acme & Söhne", false)]
    [InlineData("Acme Söhne-2.eu", true)]
    [InlineData("360dialog", true)]
    [InlineData("", false)]
    [InlineData(" acme", false)]
    [InlineData("acme.", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a*", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\0", false)]
    public void A_name_is_one_that_can_name_a_file_and_a_secret(string name, bool good)
    {
        ConnectionRequest request = Request("AiSoule") with { Name = name };
        if (good)
        {
            using Connection connection = Connection.Create(request, NoTransport);
            Assert.Equal(name, connection.Name);
        }
        else
        {
            Assert.Contains("-Name must be", Assert.Throws<WaException>(() => Connection.Create(request, NoTransport)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Business", "a\r\nX-Other: 1")]
    [InlineData("Business", "acme\n")]
    [InlineData("Business", "a\0")]
    [InlineData("Business", "a@b")]
    [InlineData("Business", "//evil.example")]
    [InlineData("Business", "a/../b")]
    [InlineData("Business", "a\u2024\u2024")]
    [InlineData("Business", "a\uFF0Fb")]
    [InlineData("Sid", "HX1/..")]
    [InlineData("Sid", "HX1\r")]
    [InlineData("Sid", "\u0661")]
    [InlineData("Sender", "+91114000000\u0660")]
    [InlineData("Sender", "+911140000000\n")]
    [InlineData("Region", "IN@evil.example")]
    [InlineData("PhoneNumberId", "106540352242922?x=1")]
    [InlineData("PhoneNumberId", "106540352242922#")]
    [InlineData("ApiVersion", "v26.0/../v1.0")]
    public void No_setting_can_lead_elsewhere(string setting, string value)
    {
        Provider provider = ProviderCatalog.All.Single(provider => provider.Settings.Any(known => known.Name == setting));
        (string, string)[] settings = [.. provider.Settings.Select(known => (known.Name, known.Name == setting ? value : known.Example))];
        string message = Refused(provider.Name, settings).Message;
        Assert.StartsWith($"{provider.Name}: -{setting} ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("; -", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_in_nothing_that_prints()
    {
        using Connection connection = Connection.Create(new(ProviderCatalog.Find("AiSoule")!, Secret.Of("canary-4711")), NoTransport);
        Assert.DoesNotContain("canary", connection.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", connection.Secret.Redact("a canary-4711 b")!, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", connection.Secret.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a b")]
    [InlineData("a\r\nX-Other: 1")]
    [InlineData("a\0b")]
    [InlineData("a\u2028b")]
    [InlineData("schlüssel")]
    public void A_key_that_cannot_stand_in_a_header_is_refused_without_being_quoted(string key)
    {
        WaException error = Assert.Throws<WaException>(() => Secret.Of(key));
        Assert.True(key.Trim().Length == 0 || !error.Message.Contains(key.Trim(), StringComparison.Ordinal));
        using SecureString secure = Secure(key);
        Assert.Equal(error.Cause, Assert.Throws<WaException>(() => Secret.Of(secure)).Cause);
    }

    [Theory]
    [InlineData("a\0")]
    [InlineData("\0a")]
    [InlineData("AB\0CD")]
    [InlineData("a\u0001b")]
    [InlineData("a\u007fb")]
    [InlineData("a\u009bb")]
    public void A_key_with_a_control_character_is_refused_and_never_cut(string key)
    {
        using SecureString secure = Secure(key);
        Assert.Equal(ErrorCause.KeyUnreadable, Assert.Throws<WaException>(() => Secret.Of(secure)).Cause);
    }

    [Fact]
    public void A_key_out_of_a_secure_string_is_the_one_that_was_put_in()
    {
        using SecureString secure = Secure("AB+/=CD\r\n");
        Assert.Equal("AB+/=CD", Secret.Of(secure).Reveal());
    }

    private static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }

    private static ConnectionRequest Request(string provider, params (string Name, string Value)[] settings) => new(ProviderCatalog.Find(provider)!, Secret.Of("k"))
    {
        Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
    };

    private static Connection Make(string provider, params (string Name, string Value)[] settings) => Connection.Create(Request(provider, settings), NoTransport);

    private static WaException Refused(string provider, params (string Name, string Value)[] settings) =>
        Assert.Throws<WaException>(() => Make(provider, settings));

    private static ITransport NoTransport() => throw new InvalidOperationException("Nothing is sent here.");
}
