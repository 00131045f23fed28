using System.Collections;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography;

namespace InteractiveMessaging;

/// <summary>
/// A gateway on this machine that speaks every provider's dialect: it checks as they check, answers as they answer, and fails on
/// demand. It listens on loopback only and keeps nothing on disk.
/// </summary>
public sealed class Sandbox : IDisposable
{
    private readonly SandboxGateway _gateway;
    private readonly SandboxServer _server;

    private Sandbox(int port, int seed, SandboxFaults faults, IReadOnlyList<TemplateDefinition> templates)
    {
        Seed = seed;
        Key = "sandbox-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
        _gateway = new(Key, seed, faults, TimeProvider.System)
        {
            Templates = templates.Count == 0 ? null : new(templates, TimeProvider.System),
        };
        _server = new(port, _gateway.Answer, _gateway.LargestBody);
        BaseUri = new($"http://127.0.0.1:{_server.Port}/");
    }

    /// <summary>Its address; a provider's path follows. It replaces the host of the provider.</summary>
    public Uri BaseUri { get; }

    /// <summary>The port it listens on.</summary>
    public int Port => _server.Port;

    /// <summary>What its faults and its message ids depend on.</summary>
    public int Seed { get; }

    /// <summary>Whether it answers.</summary>
    public bool IsRunning => _server.IsRunning;

    /// <summary>How many requests came.</summary>
    public long Requests => _gateway.Requests;

    /// <summary>How many messages it took, those among them to which it gave no reply on purpose.</summary>
    public long Accepted => _gateway.Accepted;

    /// <summary>How many files it took; they are not kept.</summary>
    public long Uploads => _gateway.Uploads;

    /// <summary>How many requests it did not take.</summary>
    public long Refused => _gateway.Refused;

    /// <summary>The one key it takes.</summary>
    internal string Key { get; }

    /// <summary>Starts one.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="faults">Faults by name: shares from 0 to 1 and amounts; null makes none.</param>
    /// <param name="seed">What faults and message ids depend on; null takes one at random.</param>
    /// <param name="templates">The templates of its accounts; null takes any template and lists none.</param>
    /// <exception cref="ArgumentException">A fault is unknown or out of range.</exception>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static Sandbox Start(
        int port = 0, IDictionary? faults = null, int? seed = null, IReadOnlyList<TemplateDefinition>? templates = null)
    {
        int chosen = seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        return new(port, chosen, SandboxFaults.Read(faults, chosen), templates ?? []);
    }

    /// <summary>The last 10,000 messages it took, the oldest first.</summary>
    public IReadOnlyList<SandboxMessage> Messages() => _gateway.Messages();

    /// <summary>A copy of the one key it takes, for connections that are not made with <c>-Sandbox</c>. Any other key is refused.</summary>
    public SecureString GetKey()
    {
        SecureString copy = new();
        foreach (char c in Key)
        {
            copy.AppendChar(c);
        }

        copy.MakeReadOnly();
        return copy;
    }

    /// <summary>Stops it. Requests it has not answered yet are broken off; what it took can still be read.</summary>
    public void Dispose() => _server.Dispose();

    /// <summary>Its address and whether it runs.</summary>
    public override string ToString() => $"{BaseUri} ({(IsRunning ? "running" : "stopped")})";
}
