using System.Net;

namespace InteractiveMessaging.Transport;

/// <summary>A proxy for everything but this machine: plain http is for loopback only, and through a proxy it would show the key.</summary>
internal sealed class OutwardProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
