using System.Runtime.CompilerServices;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The one place that names the project which uses packages; they are loaded when the first message is sent.</summary>
internal static class Transports
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ITransport Create(Uri? proxy) => new HttpTransport(proxy);
}
