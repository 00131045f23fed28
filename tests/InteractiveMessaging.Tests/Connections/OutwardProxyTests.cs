using System.Net;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Connections;

public class OutwardProxyTests
{
    private readonly OutwardProxy _proxy = new(new WebProxy("http://proxy.example:3128"));

    [Fact]
    public void What_leaves_this_machine_goes_through_the_proxy()
    {
        Uri outside = new("https://api.example.com/a");
        Assert.False(_proxy.IsBypassed(outside));
        Assert.Equal("http://proxy.example:3128/", _proxy.GetProxy(outside)!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/a")]
    [InlineData("http://localhost:8080/a")]
    [InlineData("http://[::1]:8080/a")]
    public void What_stays_on_it_never_does_because_plain_http_would_show_the_key(string address)
    {
        Assert.True(_proxy.IsBypassed(new(address)));
        Assert.Null(_proxy.GetProxy(new(address)));
    }
}
