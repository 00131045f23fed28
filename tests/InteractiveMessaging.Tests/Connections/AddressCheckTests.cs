namespace InteractiveMessaging.Tests.Connections;

public class AddressCheckTests
{
    [Theory]
    [InlineData("https://api.example.com")]
    [InlineData("https://api.example.com:8443/v1/messages?version=2")]
    [InlineData("https://xn--bcher-kva.example/a%20b/")]
    [InlineData("https://api.example.com/a?b=%2Fc%20d%C3%A9&e=..//")]
    [InlineData("https://192.0.2.1/a")]
    [InlineData("http://localhost:8080/a")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]/a")]
    public void A_good_address_is_taken(string address) => Assert.Null(AddressCheck.Fault(new(address)));

    [Theory]
    [InlineData("http://api.example.com", "must be https")]
    [InlineData("http://localhost.example.com", "must be https")]
    [InlineData("http://127.0.0.1.example.com", "must be https")]
    [InlineData("http://10.0.0.1", "must be https")]
    [InlineData("ftp://localhost/a", "must be https")]
    [InlineData("ws://localhost/a", "must be https")]
    [InlineData("javascript:alert(1)", "not a whole address")]
    [InlineData("file:///etc/hosts", "names no host")]
    [InlineData("/messages", "not a whole address")]
    [InlineData("api.example.com", "not a whole address")]
    [InlineData("//api.example.com/a", "not a whole address")]
    [InlineData("https://user:word@api.example.com", "user name or password")]
    [InlineData("https://@api.example.com", "user name or password")]
    [InlineData("https://api.example.com@evil.example/a", "user name or password")]
    [InlineData("http://user@localhost", "user name or password")]
    [InlineData("https://api.example.com/a\r\nX-Other: 1", "control character")]
    [InlineData("https://api.example.com/a\n", "control character")]
    [InlineData("https://api.example.com/a\0b", "control character")]
    [InlineData("https://api.example.com/a b", "a space")]
    [InlineData(" https://api.example.com", "a space")]
    [InlineData("https://api\u3002example\u3002com", "beyond ASCII")]
    [InlineData("https://api.example.com\u2044a", "beyond ASCII")]
    [InlineData("https://api.example.com/\u2024\u2024/a", "beyond ASCII")]
    [InlineData("https://api.example.com/a/../b", ". or ..")]
    [InlineData("https://api.example.com/./a", ". or ..")]
    [InlineData("https://api.example.com/..", ". or ..")]
    [InlineData("https://api.example.com//evil.example/a", "//")]
    [InlineData("https://api.example.com/a//b", "//")]
    [InlineData("https://api.example.com/a%2e%2E/b", "behind a %")]
    [InlineData("https://api.example.com/a%2Fb", "behind a %")]
    [InlineData("https://api.example.com/a%0d%0aX", "behind a %")]
    [InlineData("https://api.example.com/a%00", "behind a %")]
    [InlineData("https://api.example.com/a?b=%0d%0aX", "control character behind a %")]
    [InlineData("https://api.example.com/a?b=%00", "control character behind a %")]
    [InlineData("https://api.example.com/a?b=%7F", "control character behind a %")]
    [InlineData("https://api.example.com?%1b", "control character behind a %")]
    [InlineData("https://api.example.com/a\\b", "backslash")]
    [InlineData("https://api.example.com/a#b", "#")]
    public void An_address_that_would_show_the_key_or_lead_elsewhere_is_refused(string address, string why)
    {
        Uri uri = new(address, UriKind.RelativeOrAbsolute);
        Assert.Contains(why, AddressCheck.Fault(uri), StringComparison.Ordinal);
        Assert.Contains(why, AddressCheck.HostFault(uri), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.example.com/v2")]
    [InlineData("https://api.example.com/?a=b")]
    public void A_base_uri_with_a_path_would_lose_it(string address) =>
        Assert.Contains("give -Endpoint", AddressCheck.HostFault(new(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://proxy:3128", null)]
    [InlineData("https://proxy.example.com/", null)]
    [InlineData("socks5://127.0.0.1:1080", null)]
    [InlineData("http://user:word@proxy:3128", "user name or password")]
    [InlineData("ftp://proxy", "must begin with one of http, https")]
    [InlineData("http://proxy/path", "scheme, host and port only")]
    [InlineData("proxy:3128", "not a whole address")]
    public void A_proxy_is_scheme_host_and_port(string address, string? why)
    {
        string? fault = AddressCheck.ProxyFault(new(address, UriKind.RelativeOrAbsolute));
        if (why is null)
        {
            Assert.Null(fault);
        }
        else
        {
            Assert.Contains(why, fault, StringComparison.Ordinal);
            Assert.DoesNotContain("user:word", fault, StringComparison.Ordinal);
        }
    }
}
