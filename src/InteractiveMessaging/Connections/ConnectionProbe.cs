namespace InteractiveMessaging;

/// <summary>
/// Checks a connection without sending anything to a person. Where the provider documents a harmless request, the key is tried;
/// elsewhere the host is asked for its front page without the key, since a request that nobody documents could do anything.
/// </summary>
internal static class ConnectionProbe
{
    private const string Acceptance = "whether it takes a message: only sending shows that";

    public static async Task<ConnectionStatus> RunAsync(
        Connection connection, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        bool withKey = connection.Account.ProbeAddress is not null;
        Uri address = connection.Account.ProbeAddress ?? new(connection.Address, "/");
        (string? header, string? value) = withKey ? connection.ProviderModel.Authenticate(connection.Secret.Reveal()) : default;
        long start = clock.GetTimestamp();
        TransportRequest request = new(address, header, value, default, timeout);
        TransportResult asked = await connection.Transport.GetAsync(request, cancellation).ConfigureAwait(false);
        (bool? keyAccepted, string detail) = (asked.Reply, withKey) switch
        {
            (null, _) => (null, asked.Failure ?? $"{address.Host} gave no answer."),
            ({ } reply, true) => Judge(connection, reply.Hiding(connection.Secret.Redaction)),
            ({ } reply, false) => ((bool?)null, $"{address.Host} answers (HTTP {reply.Status})."),
        };

        // An array, because PowerShell cannot index the list that a collection expression makes.
        return new()
        {
            Connection = connection.Name,
            Provider = connection.Provider,
            Address = address,
            Reachable = asked.Reply is not null,
            KeyAccepted = keyAccepted,
            HttpStatus = asked.Reply?.Status,
            Elapsed = clock.GetElapsedTime(start),
            Detail = connection.Secret.Redact(detail)!,
            NotChecked = NotChecked(connection, asked.Reply is not null, keyAccepted).ToArray(),
        };
    }

    private static (bool?, string) Judge(Connection connection, HttpReply reply)
    {
        Provider provider = connection.ProviderModel;
        if (reply.IsSuccess)
        {
            string? further = provider.Probe!.Says(reply);
            return (true, $"{provider.Name} accepts the key{(further is null ? "" : $"; {further}")}.");
        }

        ProviderReply read = provider.ReadReply(reply);
        return read.StopsRun
            ? (false, $"{provider.Name} refuses the key or the account: {read.Error}")
            : (null, $"{provider.Name} answers, but does not say whether the key is good: {read.Error}");
    }

    private static IEnumerable<string> NotChecked(Connection connection, bool reachable, bool? keyAccepted)
    {
        if (!reachable)
        {
            yield return "everything beyond the network";
            yield break;
        }

        if (keyAccepted is null)
        {
            yield return connection.Account.ProbeAddress is null
                ? $"the key: {connection.Provider} documents no request that tries it without sending"
                : "the key";
        }

        string[] settings = [.. connection.Account.Settings.Values.Keys];
        if (keyAccepted is not true && settings.Length > 0)
        {
            yield return $"the account's settings ({string.Join(", ", settings)})";
        }

        yield return Acceptance;
    }
}
